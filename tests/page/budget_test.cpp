// The pages that bring parsers down (nesting, attributes, unclosed constructs) are cut or answered, never followed to
// the end.
#include "html/reader.h"
#include "page/hostile_pages.h"
#include "page/page.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

using test::repeat;

struct Case {
    std::string name;
    std::string input;
    bool is_cut;
};

TEST(Budget, HostilePagesAreCutOrAnswered) {
    const Case cases[] = {
        {"nested div", repeat("<div>", 20000) + "text", true},
        {"nested font and p", repeat("<font color=i><p>", 5000) + "text", false},
        {"nested tables", repeat("<table><tr><td>", 5000) + "text", true},
        {"tags", repeat("<i>x</i>", 60000), true},
        {"ampersands", "<p>" + repeat("&", 4000000), false},
        {"less-than signs", repeat("< ", 2000000), false},
        {"text", "<p>" + repeat("words and ", 900000), true},
        {"end tags that close nothing", repeat("<div>", 500) + repeat("</b>", 20000) + "<p>text", false},
        {"nested elements named for dates", repeat("<span class=date>", 500) + repeat("1 May ", 100000), false},
        {"unclosed comments", "<p>x" + repeat("<!--", 200000), false},
        {"unclosed scripts", "<p>x" + repeat("<script>", 200000), false},
        {"unclosed quotes", "<p>x" + repeat("<a href=\"x>", 20000), false},
    };
    for (const auto& [name, input, is_cut] : cases) {
        const auto page = parse_page(input, "https://example.org/", "text/html");
        ASSERT_TRUE(page) << name;
        EXPECT_EQ(!page->problems.empty(), is_cut) << name;
    }
}

// What they cost in time and memory is held by hostile_test.cpp; here, that no tree grows past its budget.
TEST(Budget, PagesMadeToHurtMakeNoLargeTrees) {
    const html::MarkupBudget budget;
    for (const auto& [name, markup] : test::hostile_pages()) {
        const html::ReadMarkup read = html::read_html(markup, budget);
        EXPECT_LE(read.tree.size(), 2 * budget.max_tags + 10) << name;  // Each tag and the text behind it.
        EXPECT_EQ(read.is_cut, !read.cut_reason.empty()) << name;
    }
}

TEST(Budget, ACutPageKeepsWhatCameBefore) {
    const auto page = parse_page(
        "<h1>Title</h1><p>A paragraph of the article, long enough to be believed, stands before the trouble "
        "begins.</p>" +
            repeat("<div>", 20000),
        "https://example.org/", "text/html");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->text, "A paragraph of the article, long enough to be believed, stands before the trouble begins.");
}

TEST(Budget, PagesTooLargeAndThingsThatAreNoPagesAreRefused) {
    EXPECT_EQ(parse_page(repeat("<p>", 8), "https://example.org/", "", {.max_bytes = 10}).error().code,
              core::ErrorCode::too_large);
    EXPECT_EQ(parse_page("%PDF-1.7 <p>", "https://example.org/", "").error().code, core::ErrorCode::unsupported);
    EXPECT_EQ(parse_page("", "https://example.org/", "").error().code, core::ErrorCode::unsupported);
}

}  // namespace
}  // namespace masthead::page
