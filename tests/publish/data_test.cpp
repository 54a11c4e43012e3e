// Records, `_data` and the JSON API.
#include "core/json.h"
#include "publish/sample_edition.h"
#include "publish/written.h"
#include "record/record.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::publish {
namespace {

using core::Json;

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.object()) keys.push_back(key);
    return keys;
}

Json json_at(const test::Written& files, const std::string& path) {
    const auto found = files.find(path);
    if (found == files.end()) {
        ADD_FAILURE() << path << " is not written";
        return {};
    }
    auto parsed = core::parse_json(found->second);
    EXPECT_TRUE(parsed.has_value()) << path;
    return parsed ? *std::move(parsed) : Json();
}

const std::vector<std::string> article_keys = {"path",
                                               "title",
                                               "excerpt",
                                               "sourceUrl",
                                               "webUrl",
                                               "originalUrl",
                                               "featuredContent",
                                               "highlight",
                                               "heat",
                                               "tags",
                                               "images",
                                               "content",
                                               "type",
                                               "ampWebUrl",
                                               "cdnAmpWebUrl",
                                               "publishedDateTime",
                                               "updatedDateTime",
                                               "provider",
                                               "locale",
                                               "categories",
                                               "topics"};

TEST(JsonApi, HasTheFieldsOfTheReferenceInItsOrder) {
    const auto files = test::publish_all(test::sample_edition());
    const Json page = json_at(files, "api/news/index.json");
    EXPECT_EQ(keys_of(page), (std::vector<std::string>{"page", "value", "nextPage"}));
    for (const auto& article : page["value"].array()) {
        EXPECT_EQ(keys_of(article), article_keys);
        EXPECT_EQ(keys_of(article["provider"]),
                  (std::vector<std::string>{"name", "domain", "images", "publishers", "authors"}));
        EXPECT_TRUE(files.contains(std::string(article["path"].string()))) << article["path"].string();
    }
    const auto reference = test::corpus("everyday/api/news/index.json");
    if (!reference) GTEST_SKIP() << test::no_corpus;
    const auto parsed = core::parse_json(test::read_file(*reference));
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(keys_of((*parsed)["value"].array().front()), article_keys);
}

TEST(JsonApi, PagesFollowEachOtherNewestFirstAndHoldOnlyWhatIsPublished) {
    PublishOptions options;
    options.page_size = 10;
    const auto files = test::publish_all(test::sample_edition(), options);
    std::string last = "9999";
    std::size_t count = 0;
    std::string path = "api/news/index.json";
    for (std::int64_t number = 1; !path.empty(); ++number) {
        const Json page = json_at(files, path);
        EXPECT_EQ(page["page"].integer(), number);
        EXPECT_LE(page["value"].array().size(), 10U);
        for (const auto& article : page["value"].array()) {
            EXPECT_LE(article["publishedDateTime"].string(), last);
            EXPECT_GT(article["heat"].integer(), 0);
            last = article["publishedDateTime"].string();
            ++count;
        }
        path = page["nextPage"].is_null()
                   ? ""
                   : "api/news/page/" + std::to_string(page["nextPage"].integer()) + "/index.json";
    }
    EXPECT_EQ(count, 25U);
}

TEST(JsonApi, AnArticleStandsUnderItsDayAndSlug) {
    const auto files = test::publish_all(test::sample_edition());
    const Json article = json_at(files, "api/news/2022/11/18/tug-strike-called-off-overnight/index.json");
    EXPECT_EQ(article["title"].string(), "Tug strike called off overnight");
    EXPECT_TRUE(article["ampWebUrl"].is_null());
    EXPECT_TRUE(article["updatedDateTime"].is_null());
    EXPECT_EQ(article["publishedDateTime"].string(), "2022-11-18T09:40:00Z");
}

TEST(JsonApi, AStoryExplainsItsScoreByTermsThatSumToIt) {
    const auto edition = test::sample_edition();
    const auto files = test::publish_all(edition);
    for (const auto& story : edition.stories) {
        const Json json = json_at(files, "api/" + story_path(story.id) + "index.json");
        std::int64_t sum = 0;
        for (const auto& term : json["explanation"]["heat"]["terms"].array()) sum += term["points"].integer();
        EXPECT_EQ(sum, json["heat"].integer());
        EXPECT_EQ(json["articles"].integer(), static_cast<std::int64_t>(story.members.size()));
        EXPECT_EQ(json["members"].array().size(), story.members.size());
    }
}

TEST(JsonApi, AMergedStorySaysWhereItWent) {
    const auto edition = test::sample_edition();
    const Json moved = json_at(test::publish_all(edition), "api/stories/fedcba9876543210/index.json");
    EXPECT_EQ(moved["movedTo"].string(), edition.stories.back().id);
}

TEST(JsonApi, AnEmptyDeskHasOneEmptyPage) {
    const Json page = json_at(test::publish_all(test::sample_edition(0)), "api/news/index.json");
    EXPECT_EQ(page.dump(), R"({"page":1,"value":[],"nextPage":null})");
}

TEST(Records, EveryMemberHasOneThatReadsBack) {
    const auto edition = test::sample_edition();
    const auto files = test::publish_all(edition);
    std::size_t records = 0;
    for (const auto& [path, bytes] : files) {
        if (!path.starts_with("_news/")) continue;
        ++records;
        EXPECT_THAT(path, testing::MatchesRegex("_news/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-[a-z0-9-]+\\.md"));
        const auto read = record::read_record(bytes);
        ASSERT_TRUE(read.has_value()) << path << ": " << read.error().message;
        EXPECT_EQ(record::write_record(*read), bytes);
        EXPECT_LE(read->related.size(), 25U);
        for (const auto& related : read->related) EXPECT_NE(related.web_url, read->web_url);
    }
    EXPECT_EQ(records, edition.articles.size());
}

TEST(Records, AsOnTheReferenceSiteRelatedStandByQualityWhereTheDeskSaysSo) {
    PublishOptions options;
    options.related_order = PublishOptions::RelatedOrder::by_quality;
    const auto files = test::publish_all(test::sample_edition(), options);
    for (const auto& [path, bytes] : files) {
        if (!path.starts_with("_news/")) continue;
        const auto read = record::read_record(bytes);
        ASSERT_TRUE(read.has_value()) << path << ": " << read.error().message;
        for (std::size_t i = 1; i < read->related.size(); ++i)
            EXPECT_LE(read->related[i].quality, read->related[i - 1].quality);
    }
}

TEST(Records, OfOneNameTheArticleSeenFirstKeepsIt) {
    auto edition = test::sample_edition(1);
    edition.revisions.clear();  // They would name records after earlier titles.
    const auto files = test::publish_all(edition);
    std::size_t same = 0;
    const std::string name = "_news/2022-11-18-two-northern-ports-agree-to-share-one-traffic-control-centre";
    for (const auto& [path, bytes] : files) same += path.starts_with(name) ? 1U : 0U;
    EXPECT_EQ(same, 3U);
    const auto first = record::read_record(files.at(name + ".md"));
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->provider_name, "Strait Observer");
}

// Paths of the records of an edition.
std::vector<std::string> record_paths(const model::Edition& edition) {
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : test::publish_all(edition)) {
        if (path.starts_with("_news/")) paths.push_back(path);
    }
    return paths;
}

TEST(Records, KeepTheirNamesWhenATitleChanges) {
    model::Edition edition = test::sample_edition();
    edition.revisions.clear();
    const auto before = record_paths(edition);
    auto& article = edition.articles.begin()->second;
    edition.revisions.push_back({article.id, edition.at, article.title, article.excerpt});
    article.title = "A quite different title";
    EXPECT_EQ(record_paths(edition), before);
}

TEST(Records, AreNotRewrittenBecauseTimePasses) {
    model::Edition edition = test::sample_edition();
    const auto records_of = [](const model::Edition& at) {
        test::Written records;
        for (auto& [path, bytes] : test::publish_all(at)) {
            if (path.starts_with("_news/") || path.starts_with("api/news/")) records.emplace(path, bytes);
        }
        return records;
    };
    const auto before = records_of(edition);
    edition.at += std::chrono::hours(5);
    for (auto& story : edition.stories) story.members.front().heat.terms.push_back({"age", -30, "5 hours older"});
    EXPECT_EQ(records_of(edition), before);
}

TEST(Records, ARemovedArticleIsMarkedAndRelatedToNothing) {
    auto edition = test::sample_edition(1);
    const std::string id = edition.stories.front().members.at(1).article_id;
    edition.articles.at(id).is_removed = true;
    const std::string url = edition.articles.at(id).web_url;
    int removed = 0;
    for (const auto& [path, bytes] : test::publish_all(edition)) {
        if (!path.starts_with("_news/")) continue;
        const auto read = record::read_record(bytes);
        ASSERT_TRUE(read.has_value());
        removed += read->removed.value_or(false) ? 1 : 0;
        for (const auto& related : read->related) EXPECT_NE(related.web_url, url);
    }
    EXPECT_EQ(removed, 1);
}

TEST(Data, TopicsAndOrganisationsHaveTheReferenceLayout) {
    const auto files = test::publish_all(test::sample_edition());
    EXPECT_EQ(files.at("_data/topics/01-ports.yaml"),
              "taxonomy: topic\n_id: ports\nname: Ports\nshortname: Ports\nparent: The Strait\nkeywords:\n  - port\n  "
              "- harbour\n  - tug\n"
              "  - terminal\n  - crane\nhashtags:\n  - \"#ports\"\nservices:\n  news: "
              "\"https://harbour.example/news/api/news/ports/\"\n");
    EXPECT_EQ(files.at("_data/organizations/fathom.example.md"),
              "---\ntaxonomy: organization\n_id: fathom.example\nname: Fathom\ndomain: fathom.example\nimages:\n"
              "  - url: \"https://img.example/logos/fathom.example-50x50.jpg\"\n    width: 50\n    height: 50\n---\n");
    EXPECT_FALSE(files.contains("_data/organizations/windward.example.md"));
}

}  // namespace
}  // namespace masthead::publish
