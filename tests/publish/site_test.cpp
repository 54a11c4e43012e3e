#include "core/json.h"
#include "core/url.h"
#include "publish/markup_check.h"
#include "publish/sample_edition.h"
#include "publish/written.h"
#include "text/utf8.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::publish {
namespace {

using test::check_markup;
using test::MarkupKind;

// Everything that a stranger can choose says something nasty.
model::Edition hostile_edition() {
    const std::string payload =
        "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onload='alert(1) {{x}} ]]>\xE2\x80\xAE";
    model::Edition source = test::sample_edition();
    model::Edition edition = source;
    edition.articles.clear();
    for (auto [id, article] : source.articles) {
        article.title += payload;
        article.excerpt = payload + article.excerpt;
        article.web_url =
            article.title.size() % 2 == 0 ? "javascript:alert(1)" : article.web_url + "/\"><script>alert(1)</script>";
        article.amp_url = "javascript:alert(2)";
        article.source_url += payload;
        article.language = "en\"><script>alert(1)</script>";
        article.authors = {payload};
        article.provider.name += payload;
        article.provider.owner += payload;
        article.images = {{"https://img.example/x.jpg\"><script>alert(1)</script>", 900, 600, false, payload, payload},
                          {"javascript:alert(1)", 900, 600, false, payload, payload}};
        edition.articles.emplace(id, article);
    }
    for (auto& topic : edition.topics) {
        topic.name += payload;
        topic.shortname += payload;
        topic.keywords.push_back(payload);
    }
    for (auto& revision : edition.revisions) revision.title += payload;
    for (auto& story : edition.stories) {
        story.id = "../../" + story.id + "<x>";
        for (auto& member : story.members) member.heat.terms.push_back({payload, 3, payload});
    }
    edition.desk.title += payload;
    edition.desk.description = payload;
    return edition;
}

bool is_html(std::string_view path) {
    return path.ends_with(".html");
}

std::string joined(const std::vector<std::string>& problems) {
    std::string out;
    for (const auto& problem : problems) out += "\n  " + problem;
    return out;
}

TEST(Site, EveryPageIsWellNestedAndNamesNothingUnknown) {
    const std::set<std::string> elements = {
        "html",  "head",    "meta",  "title",   "link",   "script",     "body", "div",     "header",
        "time",  "br",      "span",  "a",       "h1",     "h2",         "h3",   "p",       "nav",
        "main",  "article", "aside", "section", "figure", "figcaption", "img",  "svg",     "rect",
        "ul",    "ol",      "li",    "b",       "em",     "del",        "ins",  "details", "summary",
        "table", "caption", "thead", "tbody",   "tr",     "th",         "td",   "code",    "footer"};
    for (const auto& edition :
         {test::sample_edition(), hostile_edition(), test::sample_edition(0), test::sample_edition(2)}) {
        for (const auto& [path, bytes] : test::publish_all(edition)) {
            if (!is_html(path)) continue;
            const auto checked = check_markup(bytes, MarkupKind::html);
            EXPECT_TRUE(checked.problems.empty()) << path << joined(checked.problems);
            EXPECT_TRUE(text::is_valid_utf8(bytes)) << path;
            for (const auto& element : checked.elements) {
                EXPECT_TRUE(elements.contains(element.name)) << path << " has <" << element.name << ">";
                for (const auto& [name, value] : element.attributes) {
                    EXPECT_FALSE(name.starts_with("on") || name == "style") << path << " has " << name;
                    if (name != "href" && name != "src") continue;
                    EXPECT_EQ(value.find("javascript"), std::string::npos) << path << value;
                }
                if (element.name != "script") continue;
                EXPECT_EQ(element.attributes.at("type"), "application/ld+json");
            }
        }
    }
}

TEST(Site, FeedsAndSitemapAreWellFormed) {
    for (const auto& edition : {test::sample_edition(), hostile_edition(), test::sample_edition(0)}) {
        for (const auto& [path, bytes] : test::publish_all(edition)) {
            if (path.ends_with(".xml")) {
                const auto checked = check_markup(bytes, MarkupKind::xml);
                EXPECT_TRUE(checked.problems.empty()) << path << joined(checked.problems);
            } else if (path.ends_with(".json")) {
                EXPECT_TRUE(core::parse_json(bytes).has_value()) << path;
            }
        }
    }
}

TEST(Site, PathsStayInsideTheFolder) {
    for (const auto& [path, bytes] : test::publish_all(hostile_edition())) {
        EXPECT_EQ(path.find(".."), std::string::npos) << path;
        EXPECT_NE(path.front(), '/') << path;
        EXPECT_THAT(path, testing::MatchesRegex("[A-Za-z0-9._/-]+"));
    }
}

// The file that a link from `page` leads to, without its fragment.
std::string target_of(const std::string& page, const std::string& href) {
    const auto base = core::Url::parse("https://site.example/" + page);
    const auto url = core::Url::parse(href, *base);
    std::string path = url->path().substr(1);
    if (path.empty() || path.ends_with('/')) path += "index.html";
    return path;
}

TEST(Site, EveryLinkInsideTheSiteResolves) {
    for (const std::size_t stories : {0U, 1U, 2U, 4U, 25U}) {
        model::Edition edition = test::sample_edition(stories);
        edition.desk.url = "https://site.example";
        const auto files = test::publish_all(edition);
        std::map<std::string, std::set<std::string>> ids;
        for (const auto& [path, bytes] : files) {
            if (!is_html(path)) continue;
            for (const auto& element : check_markup(bytes, MarkupKind::html).elements) {
                if (const auto id = element.attributes.find("id"); id != element.attributes.end()) {
                    EXPECT_TRUE(ids[path].insert(id->second).second) << path << " has two " << id->second;
                }
            }
        }
        for (const auto& [path, bytes] : files) {
            if (!is_html(path)) continue;
            for (const auto& element : check_markup(bytes, MarkupKind::html).elements) {
                for (const auto* name : {"href", "src"}) {
                    const auto found = element.attributes.find(name);
                    if (found == element.attributes.end() || found->second.starts_with("http")) continue;
                    const auto mark = found->second.find('#');
                    const std::string target = mark == 0 ? path : target_of(path, found->second.substr(0, mark));
                    EXPECT_TRUE(files.contains(target)) << path << " links to " << found->second;
                    if (mark == std::string::npos) continue;
                    EXPECT_TRUE(ids[target].contains(found->second.substr(mark + 1))) << path;
                }
            }
        }
    }
}

TEST(Site, TheSameEditionGivesTheSameBytes) {
    EXPECT_EQ(test::publish_all(test::sample_edition()), test::publish_all(test::sample_edition()));
    EXPECT_EQ(test::publish_all(hostile_edition()), test::publish_all(hostile_edition()));
}

TEST(Site, ShowsNoPictureThatIsSmallSharedOrInsecure) {
    model::Edition edition = test::sample_edition();
    auto& lead = edition.articles.at(edition.stories.back().lead_id());
    const auto is_shown = [&](const model::Image& image) {
        lead.images = {image};
        const auto files = test::publish_all(edition);
        return files.at(story_path(edition.stories.back().id) + "index.html").find(image.url) != std::string::npos;
    };
    EXPECT_TRUE(is_shown({"https://img.example/own.jpg", 256, 200, false, "", ""}));
    EXPECT_TRUE(is_shown({"https://img.example/unknown.jpg", 0, 0, false, "", ""}));
    EXPECT_FALSE(is_shown({"https://img.example/small.jpg", 255, 200, false, "", ""}));
    EXPECT_FALSE(is_shown({"http://img.example/plain.jpg", 900, 600, false, "", ""}));
    EXPECT_FALSE(is_shown({"https://img.example/default-logo.jpg", 600, 600, false, "", ""}));
}

TEST(Site, AsksTheDeskWhereAPictureLies) {
    PublishOptions options;
    options.image_url = [](const model::Image& image) {
        return image.url.ends_with("tug.jpg") ? "pictures/tug.jpg" : std::string();
    };
    const auto files = test::publish_all(test::sample_edition(), options);
    EXPECT_NE(files.at("index.html").find("src=\"pictures/tug.jpg\""), std::string::npos);
    EXPECT_NE(files.at("api/news/index.json").find("\"https://harbour.example/news/pictures/tug.jpg\""),
              std::string::npos);
    for (const auto& [path, bytes] : files) EXPECT_EQ(bytes.find("https://img.example/"), std::string::npos) << path;
}

TEST(Site, AMergedStoryLeadsToTheOneItLivesOnIn) {
    const auto edition = test::sample_edition();
    const auto files = test::publish_all(edition);
    for (const auto* from : {"0123456789abcdef", "fedcba9876543210"}) {
        const auto& page = files.at(story_path(from) + "index.html");
        EXPECT_NE(page.find("../../" + story_path(edition.stories.back().id)), std::string::npos);
    }
}

TEST(Site, AnEmptyDaySaysSo) {
    const auto files = test::publish_all(test::sample_edition(0));
    EXPECT_NE(files.at("index.html").find("No story has reached the front page"), std::string::npos);
}

TEST(Site, TheFrontPageFitsItsBudget) {
    const auto files = test::publish_all(test::crowded_edition(400));
    std::size_t bytes = files.at("index.html").size();
    for (const auto& [path, file] : files) bytes += path.ends_with(".css") ? file.size() : 0;
    EXPECT_LE(bytes, 60U * 1024U);
}

TEST(Publisher, EndsAtTheSinksFirstError) {
    int calls = 0;
    const auto done = publish_edition(test::sample_edition(), {}, [&](const OutputFile&) -> core::Result<void> {
        return ++calls == 7 ? core::Result<void>(core::fail(core::ErrorCode::io, "the disk is full"))
                            : core::Result<void>();
    });
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().message, "the disk is full");
    EXPECT_EQ(calls, 7);
}

TEST(Publisher, WritesOnlyThePartsAskedFor) {
    PublishOptions options;
    options.records = options.api = options.feeds = false;
    for (const auto& [path, bytes] : test::publish_all(test::sample_edition(), options)) {
        EXPECT_TRUE(is_html(path) || path.starts_with("assets/")) << path;
    }
}

}  // namespace
}  // namespace masthead::publish
