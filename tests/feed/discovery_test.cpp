#include "feed/discovery.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

std::vector<std::string> urls(const std::vector<FoundFeed>& found) {
    std::vector<std::string> all;
    for (const auto& one : found) all.push_back(one.url);
    return all;
}

TEST(Discovery, DeclaredFeedsComeFirstThenLinks) {
    const auto found = discover_feeds(
        "<!DOCTYPE html><html><head><title>The Courier</title>"
        "<link rel=stylesheet href=/s.css>"
        "<link rel='alternate' type='application/rss+xml' title='Comments Feed' href='/comments/feed/'>"
        "<link rel='alternate' type='application/rss+xml; charset=utf-8' title='The Courier &amp; more' href='/feed/'>"
        "<LINK REL='ALTERNATE' TYPE='APPLICATION/ATOM+XML' HREF='//cdn.courier.example/a.atom#top'>"
        "<link rel='alternate' type='application/json' href='/wp-json/wp/v2/pages/1'>"
        "<link rel='alternate' type='application/feed+json' href='feed.json'>"
        "<link rel='alternate' hreflang='de' href='/de/'>"
        "</head><body><a href='/politics/rss'>Politics</a><a href='/feed/'>again</a><a href='/x'>RSS</a>"
        "<a href='/fresh'>fresh food</a><a href='feed:https://courier.example/sport.rss'>Sport</a>"
        "<a href='javascript:alert(1)'>RSS</a></body></html>",
        "https://courier.example/front/", "text/html");
    EXPECT_EQ(urls(found), (std::vector<std::string>{
                               "https://courier.example/feed/", "https://cdn.courier.example/a.atom",
                               "https://courier.example/front/feed.json", "https://courier.example/comments/feed/",
                               "https://courier.example/politics/rss", "https://courier.example/sport.rss",
                               "https://courier.example/x"}));
    EXPECT_EQ(found[0].title, "The Courier & more");
    EXPECT_EQ(found[0].type, "application/rss+xml");
    EXPECT_EQ(found[0].why, "The page declares it as application/rss+xml.");
    EXPECT_EQ(found[4].title, "Politics");
}

TEST(Discovery, TheBaseOfThePageCounts) {
    const auto found = discover_feeds(
        "<base href='https://other.example/dir/'><link rel=alternate "
        "type=application/atom+xml href=atom.xml>",
        "https://courier.example/", "text/html");
    EXPECT_EQ(urls(found), std::vector<std::string>{"https://other.example/dir/atom.xml"});
}

TEST(Discovery, APageWithoutFeedsGivesNone) {
    EXPECT_TRUE(discover_feeds("<p>nothing here <a href=/a>a</a>", "https://courier.example/", "").empty());
    EXPECT_TRUE(discover_feeds("", "https://courier.example/", "").empty());
    EXPECT_TRUE(discover_feeds("\xFF\xD8\xFF<a>", "no address", "image/jpeg").empty());
}

TEST(Discovery, WellKnownAddressesStandBelowTheFolderAndTheRoot) {
    const auto root = urls(well_known_feeds("https://courier.example/"));
    EXPECT_EQ(root.front(), "https://courier.example/feed/");
    EXPECT_TRUE(std::ranges::find(root, "https://courier.example/rss.xml") != root.end());
    const auto section = urls(well_known_feeds("https://courier.example/news?x=1#y"));
    EXPECT_EQ(section.front(), "https://courier.example/news/feed/");
    EXPECT_EQ(section.size(), 2 * root.size());
    EXPECT_EQ(urls(well_known_feeds("http://courier.example:8080/a/b.html")).front(),
              "http://courier.example:8080/a/feed/");
    EXPECT_TRUE(well_known_feeds("ftp://courier.example/").empty());
}

TEST(Discovery, RobotsNameSitemaps) {
    const auto found = sitemaps_of_robots(
        "User-agent: *\r\nDisallow: /x\r\nSitemap: https://courier.example/sitemap.xml\r\n"
        "SITEMAP : /news-sitemap.xml # the news\nsitemap: https://courier.example/sitemap.xml\nSitemap:\n"
        "Sitemap: javascript:alert(1)\n",
        "https://courier.example/robots.txt");
    EXPECT_EQ(urls(found), (std::vector<std::string>{"https://courier.example/news-sitemap.xml",
                                                     "https://courier.example/sitemap.xml"}));
    EXPECT_EQ(found[0].kind, model::SourceKind::sitemap);
}

}  // namespace
}  // namespace masthead::feed
