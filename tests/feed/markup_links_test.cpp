#include "feed/markup_links.h"

#include "feed/field.h"
#include "feed/reading.h"

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

struct LinkCase {
    std::string given;
    std::string resolved;
};

TEST(MarkupLinks, MakesRelativeAddressesInTagsAbsolute) {
    const auto base = core::Url::parse("https://a.example/dir/feed.xml");
    ASSERT_TRUE(base);
    const std::vector<LinkCase> cases{
        {R"(<a href="x.html">x</a>)", R"(<a href="https://a.example/dir/x.html">x</a>)"},
        {R"(<IMG SRC='/p.png?a=1&amp;b=2'>)", R"(<IMG SRC='https://a.example/p.png?a=1&amp;b=2'>)"},
        {"<a href=../up>u</a>", "<a href=https://a.example/up>u</a>"},
        {R"(<img src = " //cdn.example/i.png ">)", R"(<img src = "https://cdn.example/i.png">)"},
        {R"(<q cite="c"><video poster="v.jpg">)",
         R"(<q cite="https://a.example/dir/c"><video poster="https://a.example/dir/v.jpg">)"}};
    for (const auto& [given, resolved] : cases) EXPECT_EQ(linked_markup(given, &*base), resolved);
}

TEST(MarkupLinks, LeavesEverythingElseAsItIs) {
    const auto base = core::Url::parse("https://a.example/dir/feed.xml");
    ASSERT_TRUE(base);
    for (const std::string same : {R"(<a href="https://b.example/x">)", R"(<a href="mailto:a@b.example">)",
                                   R"(<a href="#note">)", R"(text with href="x" in it)", R"(&lt;a href="x"&gt;)",
                                   R"(<a data-href="x">)", R"(<a href="">)", "<a href", "a=b"}) {
        EXPECT_EQ(linked_markup(same, &*base), same);
        EXPECT_EQ(linked_markup(same, nullptr), same);
    }
}

// A clean path from the root takes a way of its own; it must lead where the URL standard's does.
TEST(MarkupLinks, ReadsPathsFromTheRootAsTheUrlStandardDoes) {
    for (const std::string_view site : {"https://a.example/dir/feed.xml?q#f", "http://a.example:8080"}) {
        const auto base = core::Url::parse(site);
        ASSERT_TRUE(base);
        for (const std::string_view path :
             {"/", "/a/b.html?c=d&e#f", " /a ", "//b.example/c", "/a/../b", "/a/./b", "/%2e%2e/b", "/a%20b",
              "/it's?it's", "/a b", "/a|b", "/caf\xC3\xA9", "/a\\b", "/a;b,c:d@e!$*()", "/.", "/a?b=/./c"}) {
            const auto url = core::Url::parse(path, *base);
            ASSERT_TRUE(url) << path;
            EXPECT_EQ(resolve_relative(path, *base), url->str()) << path;
            EXPECT_EQ(resolve_link(path, &*base), url->str()) << path;
        }
    }
}

// So must an absolute address, wherever in it something stands that has to be escaped.
TEST(MarkupLinks, ReadsAddressesAsTheUrlStandardDoes) {
    constexpr std::size_t length = 40;
    for (const std::string_view odd : {"\"", "<", ">", " ", "`", "{", "}", "\xC3\xA9"}) {
        for (std::size_t at = 0; at <= length; ++at) {
            std::string address = "https://a.example/";
            address.append(at, 'x').append(odd).append(length - at, 'x').append("/y");
            const auto url = core::Url::parse(address);
            ASSERT_TRUE(url) << address;
            EXPECT_EQ(resolve_link(address, nullptr), url->str()) << address;
        }
    }
}

TEST(MarkupLinks, FollowTheBaseThatHoldsWhereTheMarkupStands) {
    const auto feed = read(
        R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/one/"><entry><id>/id/7</id>
<summary type="html">&lt;a href="s">s&lt;/a></summary>
<content type="html" xml:base="two/">&lt;a href="c">c&lt;/a></content></entry></feed>)");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].summary, R"(<a href="https://b.example/one/s">s</a>)");
    EXPECT_EQ(feed.items[0].content, R"(<a href="https://b.example/one/two/c">c</a>)");
    EXPECT_EQ(feed.items[0].id, "https://b.example/id/7");
    EXPECT_EQ(read_item("<description>&lt;img src=\"/i.png\"&gt;</description>").summary,
              "<img src=\"https://news.example/i.png\">");
}

}  // namespace
}  // namespace masthead::feed
