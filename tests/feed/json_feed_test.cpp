#include "feed/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

using testing::ElementsAre;

TEST(JsonFeed, ReadsAWholeFeed) {
    const auto feed = read(
        "\xef\xbb\xbf"
        R"({"version":"https://jsonfeed.org/version/1.1","title":"J & Co","home_page_url":"/","language":"en",
"feed_url":"https://news.example/feed.json","hubs":[{"type":"rssCloud","url":"x"},{"type":"WebSub","url":"https://hub.example/"}],
"authors":[{"name":"House"}],"items":[
{"id":7,"url":"/seven","title":"Seven < eight","content_html":"<p>x</p>","content_text":"unused","summary":"a < b","image":"/i.png",
 "date_published":"2021-02-03T04:05:06+01:00","date_modified":"soon","tags":["t",3],"authors":[{"name":"Ann"},{"url":"u"}],
 "attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":5}]},
{"id":"https://news.example/two","content_text":"plain & simple"}]})",
        "https://news.example/feed.json", "application/feed+json");
    EXPECT_EQ(feed.format, FeedFormat::json);
    EXPECT_EQ(feed.title, "J & Co");
    EXPECT_EQ(feed.link, "https://news.example/");
    EXPECT_EQ(feed.hub, "https://hub.example/");
    ASSERT_EQ(feed.items.size(), 2U);
    const auto& item = feed.items[0];
    EXPECT_EQ(item.id, "7");
    EXPECT_EQ(item.link, "https://news.example/seven");
    EXPECT_EQ(item.title, "Seven < eight");
    EXPECT_EQ(item.content, "<p>x</p>");
    EXPECT_EQ(item.summary, "a &lt; b");
    EXPECT_EQ(published(item), "2021-02-03T03:05:06Z");
    EXPECT_THAT(item.authors, ElementsAre("Ann"));
    EXPECT_THAT(item.categories, ElementsAre("t"));
    EXPECT_EQ(item.images.front().url, "https://news.example/i.png");
    EXPECT_EQ(item.enclosures.front().bytes, 5);
    EXPECT_EQ(feed.items[1].content, "plain &amp; simple");
    EXPECT_EQ(feed.items[1].link, "https://news.example/two");
    EXPECT_THAT(feed.items[1].authors, ElementsAre("House"));
    EXPECT_EQ(feed.problems.size(), 1U);  // "soon" is no date.
}

TEST(JsonFeed, RefusesOtherJson) {
    for (const std::string text : {R"({"name":"x"})", R"([1,2])", R"({"version":)"})
        EXPECT_FALSE(parse_feed(text, "", "")) << text;
}

}  // namespace
}  // namespace masthead::feed
