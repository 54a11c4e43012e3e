#include "feed/sitemap.h"

#include "core/time.h"
#include "text/utf8.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

const std::string address = "https://courier.example/sitemap.xml";

ParsedSitemap read(std::string_view bytes, const SitemapOptions& options = {}) {
    auto map = parse_sitemap(bytes, address, "application/xml", options);
    EXPECT_TRUE(map) << (map ? "" : map.error().message);
    return map ? std::move(*map) : ParsedSitemap();
}

std::string when(const std::optional<core::Instant>& instant) {
    return instant ? core::format_instant(*instant) : "";
}

TEST(Sitemap, PlainOnesGiveAddressesAndTheirLastChange) {
    const auto map = read(
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<url><loc> https://courier.example/a?x=1&amp;y=2 </loc><lastmod>2024-05-03T10:00:00+02:00</lastmod>"
        "<changefreq>daily</changefreq><priority>0.8</priority></url>"
        "<url><loc>/relative</loc><lastmod>2024-05-04</lastmod></url>"
        "</urlset>");
    ASSERT_EQ(map.items.size(), 2U);
    EXPECT_EQ(map.items[0].link, "https://courier.example/a?x=1&y=2");
    EXPECT_EQ(when(map.items[0].updated), "2024-05-03T08:00:00Z");
    EXPECT_FALSE(map.items[0].published);
    EXPECT_EQ(map.items[1].link, "https://courier.example/relative");
    EXPECT_TRUE(map.children.empty());
    EXPECT_TRUE(map.problems.empty());
}

TEST(Sitemap, NewsOnesGiveTitleDatePublicationAndKeywords) {
    const auto map = read(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
        "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9' "
        "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1' "
        "xmlns:video='http://www.google.com/schemas/sitemap-video/1.1' "
        "xmlns:xhtml='http://www.w3.org/1999/xhtml'>"
        "<url><loc>https://courier.example/harbour</loc>"
        "<xhtml:link rel='alternate' hreflang='de' href='https://courier.example/hafen'/>"
        "<image:image><image:loc>https://courier.example/i.jpg</image:loc><image:title>Not "
        "this</image:title></image:image>"
        "<video:video><video:title>Nor this</video:title><video:publication_date>2001-01-01</video:publication_date>"
        "</video:video>"
        "<news:news><news:publication><news:name>The Courier</news:name><news:language>en</news:language>"
        "</news:publication><news:genres>Blog</news:genres>"
        "<news:publication_date>2024-05-03T09:30:00Z</news:publication_date>"
        "<news:title>Rain over the harbour &amp;amp; the bay</news:title>"
        "<news:keywords>rain, harbour,, bay</news:keywords></news:news></url></urlset>");
    ASSERT_EQ(map.items.size(), 1U);
    const auto& item = map.items[0];
    EXPECT_EQ(item.link, "https://courier.example/harbour");
    EXPECT_EQ(item.title, "Rain over the harbour & the bay");
    EXPECT_EQ(when(item.published), "2024-05-03T09:30:00Z");
    EXPECT_EQ(item.source_title, "The Courier");
    EXPECT_EQ(item.language, "en");
    EXPECT_EQ(item.categories, (std::vector<std::string>{"rain", "harbour", "bay"}));
}

TEST(Sitemap, AnIndexGivesItsChildren) {
    const auto map = read(
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<sitemap><loc>https://courier.example/s1.xml.gz</loc><lastmod>2024-05-03</lastmod></sitemap>"
        "<sitemap><loc>s2.xml</loc></sitemap><sitemap><lastmod>2024-01-01</lastmod></sitemap></sitemapindex>");
    ASSERT_EQ(map.children.size(), 2U);
    EXPECT_EQ(map.children[0].url, "https://courier.example/s1.xml.gz");
    EXPECT_EQ(when(map.children[0].modified), "2024-05-03T00:00:00Z");
    EXPECT_EQ(map.children[1].url, "https://courier.example/s2.xml");
    EXPECT_FALSE(map.children[1].modified);
    EXPECT_EQ(map.problems, std::vector<std::string>{"1 entries without a usable address were left out"});
}

TEST(Sitemap, ALineAnAddressIsASitemapToo) {
    const auto map = read("\xEF\xBB\xBFhttps://courier.example/a\r\n\r\n  https://courier.example/b \nno address\n");
    ASSERT_EQ(map.items.size(), 2U);
    EXPECT_EQ(map.items[1].link, "https://courier.example/b");
    EXPECT_EQ(map.problems.size(), 1U);
}

TEST(Sitemap, AFeedIsASitemapToo) {
    const auto map = read(
        "<rss version='2.0'><channel><title>t</title><item><title>One</title>"
        "<link>https://courier.example/1</link></item></channel></rss>");
    ASSERT_EQ(map.items.size(), 1U);
    EXPECT_EQ(map.items[0].title, "One");
}

TEST(Sitemap, WhatIsWrongIsSaidAndTheRestIsKept) {
    const auto map = read(
        "junk before <urlset>"
        "<url><loc>https://courier.example/?a=1&b=2</loc><lastmod>yesterday</lastmod></url>"
        "<url><loc>ftp://courier.example/</loc></url>"
        "<url><loc>https://courier.example/broken</loc><lastmod></url>"
        "<url><loc>https://courier.example/last</loc></url>"
        "<url><loc>https://courier.example/cut-o");
    ASSERT_GE(map.items.size(), 2U);
    EXPECT_EQ(map.items.front().link, "https://courier.example/?a=1&b=2");
    EXPECT_EQ(map.items.back().link, "https://courier.example/last");
    EXPECT_GE(map.problems.size(), 3U);
}

TEST(Sitemap, LimitsEndTheReading) {
    std::string many = "<urlset>";
    for (int i = 0; i < 200; ++i) many += "<url><loc>https://courier.example/" + std::to_string(i) + "</loc></url>";
    many += "</urlset>";
    const auto map = read(many, {.max_urls = 100});
    EXPECT_EQ(map.items.size(), 100U);
    ASSERT_EQ(map.problems.size(), 1U);
    EXPECT_NE(map.problems[0].find("more than 100"), std::string::npos);
    EXPECT_EQ(parse_sitemap(many, address, "", {.max_bytes = 1000}).error().code, core::ErrorCode::too_large);
}

struct Refused {
    std::string bytes;
    core::ErrorCode code;
    std::string says;
};

TEST(Sitemap, WhatIsNoSitemapIsRefusedByName) {
    const Refused cases[] = {
        {"", core::ErrorCode::unsupported, "empty"},
        {"\x1F\x8B\x08rest", core::ErrorCode::unsupported, "inflated first"},
        {"<!DOCTYPE html><html><body>x</body></html>", core::ErrorCode::unsupported, "HTML page"},
        {"<opml version='2.0'/>", core::ErrorCode::unsupported, "<opml>"},
        {"just words", core::ErrorCode::unsupported, "neither XML nor a list of addresses"},
        {"<!DOCTYPE u [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><urlset><url><loc>&c;</loc>"
         "</url></urlset>",
         core::ErrorCode::refused, ""},
    };
    for (const auto& [bytes, code, says] : cases) {
        const auto map = parse_sitemap(bytes, address, "application/xml");
        ASSERT_FALSE(map) << bytes;
        EXPECT_EQ(map.error().code, code) << bytes;
        EXPECT_NE(map.error().message.find(says), std::string::npos) << map.error().message;
    }
}

TEST(Sitemap, AnExternalEntityReadsNothing) {
    const auto map = parse_sitemap(
        "<!DOCTYPE u [<!ENTITY x SYSTEM "
        "'file:///etc/passwd'>]><urlset><url><loc>https://courier.example/&x;</loc></url>"
        "<url><loc>https://courier.example/b</loc></url></urlset>",
        address, "application/xml");
    if (map) {
        for (const auto& item : map->items) EXPECT_EQ(item.link.find("root:"), std::string::npos);
    }
}

TEST(Sitemap, QuotesWhatIsWrongWithoutCuttingACharacter) {
    std::string wrong;
    for (int i = 0; i < 200; ++i) wrong += "\xC3\xBF";
    for (const char* before : {"", "a"}) {
        const auto map = parse_sitemap("<urlset><url><loc>https://courier.example/a</loc><lastmod>" + (before + wrong) +
                                           "</lastmod></url></urlset>",
                                       address, "");
        ASSERT_TRUE(map.has_value());
        ASSERT_EQ(map->problems.size(), 1U);
        EXPECT_TRUE(text::is_valid_utf8(map->problems.front()));
    }
}

TEST(Sitemap, EveryPrefixIsAnswered) {
    const std::string whole =
        "<urlset><url><loc>https://courier.example/a</loc><news:news><news:title>T</news:title></news:news></url>"
        "<url><loc>https://courier.example/b</loc></url></urlset>";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto map = parse_sitemap(std::string_view(whole).substr(0, length), address, "");
        if (!map) continue;
        for (const auto& item : map->items) {
            EXPECT_TRUE(item.link == "https://courier.example/a" || item.link == "https://courier.example/b") << length;
        }
    }
}

}  // namespace
}  // namespace masthead::feed
