// The `everyday` profile against every record that the reference site scored.
#include "record/record.h"
#include "score/reference_check.h"
#include "support/files.h"

#include <sstream>

#include <gtest/gtest.h>

namespace masthead::score {
namespace {

// Just enough YAML for the site's topic files: `key: value` and lists of plain strings.
model::Topic read_topic(const std::string& text) {
    model::Topic topic;
    std::istringstream lines(text);
    std::string key;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  - ")) {
            if (key == "keywords") topic.keywords.push_back(line.substr(4));
            continue;
        }
        const auto colon = line.find(':');
        key = line.substr(0, colon);
        const auto value = colon + 2 < line.size() ? line.substr(colon + 2) : "";
        if (key == "_id") topic.id = value;
        if (key == "name") topic.name = value;
    }
    return topic;
}

struct Site {
    std::set<std::string, std::less<>> organizations;
    std::vector<model::Topic> topics;
};

Site read_site(const std::filesystem::path& folder) {
    Site site;
    for (const auto& file : std::filesystem::directory_iterator(folder / "_data/organizations")) {
        site.organizations.insert(file.path().stem().string());
    }
    for (const auto& file : std::filesystem::directory_iterator(folder / "_data/topics")) {
        site.topics.push_back(read_topic(test::read_file(file.path())));
    }
    return site;
}

TEST(ReferenceCheckCorpus, TheReferenceSiteIsReproduced) {
    const auto folder = test::corpus("everyday");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    const auto site = read_site(*folder);
    std::vector<ReferenceRecord> records;
    std::istringstream lines(test::read_file(*folder / "records.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        const auto json = core::parse_json(line);
        ASSERT_TRUE(json);
        auto record = read_reference(*json);
        ASSERT_TRUE(record) << record.error().message;
        records.push_back(std::move(*record));
    }
    const auto figures = check_reference(records, site.organizations, site.topics);
    EXPECT_EQ(figures.total, 4958);
    EXPECT_EQ(figures.others_exact, 2821);
    EXPECT_EQ(figures.official_exact, 2137);
    constexpr double least = 0.998;
    EXPECT_GE(figures.lead, least * figures.total);
    EXPECT_GE(figures.heat, least * figures.total);
    EXPECT_GE(figures.published, least * figures.total);
    std::cout << "lead " << figures.lead << " heat " << figures.heat << " published " << figures.published << '\n';
    for (const auto& line : figures.lines) {
        if (line.heat != line.our_heat) std::cout << to_json(line).dump() << '\n';
    }
}

TEST(ReferenceCheckCorpus, TheSeedRecordIsReproduced) {
    const auto folder = test::corpus("everyday");
    if (!folder) GTEST_SKIP() << test::no_corpus;
    const auto seed = record::read_record(test::read_file(*folder / "seed-record.md"));
    ASSERT_TRUE(seed);
    std::vector<ReferenceRecord> articles;
    const auto add = [&articles](const auto& from) {
        auto& article = articles.emplace_back();
        article.title = from.title;
        article.web_url = from.web_url;
        article.provider_domain = from.provider_domain;
        article.has_image = !from.images.empty();
        article.has_amp = !from.amp_web_url.empty();
        article.quality = from.quality;
    };
    add(*seed);
    for (const auto& related : seed->related) add(related);
    const auto figures = check_seed(articles, read_site(*folder).organizations);
    EXPECT_EQ(figures.total, 26);
    EXPECT_GE(figures.exact, 21);
}

}  // namespace
}  // namespace masthead::score
