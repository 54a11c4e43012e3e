// Whole pages: tests/cases/page/<name>/input.html against the members that expected.json names; others are not looked
// at.
#include "core/json.h"
#include "page/page.h"
#include "support/files.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

core::Json list(const std::vector<std::string>& values) {
    core::Json array{core::Json::Array{}};
    for (const std::string& value : values) array.push(value);
    return array;
}

core::Json as_json(const ParsedPage& page) {
    core::Json json;
    json.add("url", page.url).add("title", page.title).add("excerpt", page.excerpt).add("text", page.text);
    json.add("published", page.published ? core::format_instant(*page.published) : std::string());
    json.add("published_day", page.published_day);
    json.add("modified", page.modified ? core::format_instant(*page.modified) : std::string());
    json.add("authors", list(page.authors)).add("section", page.section).add("keywords", list(page.keywords));
    json.add("language", page.language).add("canonical_url", page.canonical_url).add("amp_url", page.amp_url);
    json.add("provider", page.provider).add("type", std::string(model::name_of(page.type)));
    json.add("featured_content", page.featured_content).add("is_paywalled", page.is_paywalled);
    json.add("lead_image", page.images.empty() ? std::string() : page.images.front().url);
    json.add("lead_image_width", page.images.empty() ? 0 : page.images.front().width);
    return json;
}

TEST(PageCases, SayWhatIsExpectedOfThem) {
    std::size_t cases = 0;
    for (const auto& folder : std::filesystem::directory_iterator("tests/cases/page")) {
        const auto expected = core::parse_json(test::read_file(folder.path() / "expected.json"));
        ASSERT_TRUE(expected) << folder.path();
        const std::string input = test::read_file(folder.path() / "input.html");
        const auto page = parse_page(input, (*expected)["url"].string(), "text/html");
        ASSERT_TRUE(page) << folder.path() << ": " << page.error().message;
        const core::Json json = as_json(*page);
        for (const auto& [key, value] : expected->object()) {
            EXPECT_EQ(json[key].dump(), value.dump()) << folder.path().filename() << ", " << key;
        }
        ++cases;
    }
    EXPECT_GE(cases, 6U);
}

TEST(PageCases, EveryPrefixIsAnswered) {
    const std::string input = test::read_file("tests/cases/page/news_article/input.html");
    const auto whole = parse_page(input, "https://courier.example/", "text/html");
    ASSERT_TRUE(whole);
    for (std::size_t length = 0; length < input.size(); length += 7) {
        const auto page =
            parse_page(std::string_view(input).substr(0, length), "https://courier.example/", "text/html");
        if (page) {
            EXPECT_LE(page->text.size(), input.size()) << length;
        }
    }
}

TEST(PageCases, EveryValueNamesItsSource) {
    const auto page = parse_page(test::read_file("tests/cases/page/news_article/input.html"),
                                 "https://courier.example/x", "text/html");
    ASSERT_TRUE(page);
    for (const std::string name : {"title", "text", "published", "authors", "image", "excerpt", "canonical_url",
                                   "language", "provider", "section", "keywords"}) {
        const bool is_named = std::ranges::any_of(
            page->evidence, [&](const auto& entry) { return entry.first == name && !entry.second.empty(); });
        EXPECT_TRUE(is_named) << name;
    }
}

}  // namespace
}  // namespace masthead::page
