#include "html/select.h"

#include "html/reader.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

constexpr std::string_view page =
    "<body><div class='list big' id=main><article id=a class=story lang=en-GB><h2><a id=one "
    "href=/one.html>1</a></h2></article>"
    "<p id=p>x</p><article id=b class='story top' title='An Example'><a href=https://x.example/two "
    "id=link>2</a></article>"
    "<article id=c></article></div></body>";

std::string ids(std::string_view selector) {
    const ReadMarkup read = read_html(page, {});
    const auto parsed = Selector::parse(selector);
    if (!parsed) return parsed.error().message;
    std::string found;
    for (const NodeIndex node : parsed->all(read.tree)) {
        const auto id = read.tree.attribute(node, AttributeName::id);
        found += found.empty() ? "" : " ";
        found += id.empty() ? name_of(read.tree[node].tag) : id;
    }
    return found;
}

struct Case {
    std::string selector;
    std::string found;
};

TEST(Select, FindsWhatSelectorsSay) {
    const Case cases[] = {
        {"article", "a b c"},
        {"ARTICLE.story", "a b"},
        {".story.top", "b"},
        {".sto", ""},
        {"#b", "b"},
        {"div article", "a b c"},
        {"div > a", ""},
        {"article > a, #p", "p link"},
        {"h2 a", "one"},
        {"article a[href]", "one link"},
        {"a[href^=https]", "link"},
        {"a[href$='.html']", "one"},
        {"a[href*=\"two\"]", "link"},
        {"[class~=top]", "b"},
        {"[lang|=en]", "a"},
        {"[title='an example' i]", "b"},
        {"[title='an example']", ""},
        {"p + article", "b"},
        {"p ~ article", "b c"},
        {"#a ~ article", "b c"},
        {"article:first-child", "a"},
        {"article:last-child", "c"},
        {"div > :nth-child(2n)", "p c"},
        {"div > *:nth-child( odd )", "a b"},
        {"div > :nth-child(-n+2)", "a p"},
        {"div > :nth-last-child(2)", "b"},
        {"a:only-child", "one link"},
        {"article:not(.story)", "c"},
        {"article:empty", "c"},
        {"html:root", "html"},
    };
    for (const auto& [selector, found] : cases) EXPECT_EQ(ids(selector), found) << selector;
}

TEST(Select, DeepPagesCostNoMoreThanLongOnes) {
    std::string deep;
    for (int i = 0; i < 500; ++i) deep += "<div>";
    const ReadMarkup read = read_html(deep + "<p>x", {});
    const auto selector = Selector::parse("div div div div div div div div div div div div div div span p");
    ASSERT_TRUE(selector);
    EXPECT_TRUE(selector->all(read.tree).empty());
}

TEST(Select, SaysWhatItDoesNotRead) {
    const Case cases[] = {
        {"", "it ends where a name is missing"},
        {"div >", "it ends where a name is missing"},
        {"div,", "it ends where a name is missing"},
        {"div..x", "a name is missing before \".x\""},
        {"a:hover", ":hover is not supported"},
        {"a::before", "a name is missing"},
        {"[href", "an = or a ] is missing"},
        {"[href='x]", "a quote is missing"},
        {"[data-kind=x]", "[data-kind] is no attribute that pages are searched for"},
        {"x-card", "<x-card> is no element that pages are searched for"},
        {":nth-child(x)", "\"x\" is no position"},
        {":nth-child(2", "a ) is missing"},
        {":not(:not(a))", ":not inside :not"},
        {"a)", "\")\" is not understood"},
    };
    for (const auto& [selector, says] : cases) EXPECT_NE(ids(selector).find(says), std::string::npos) << ids(selector);
}

}  // namespace
}  // namespace masthead::html
