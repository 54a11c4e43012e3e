#include "feed/listing.h"

#include "core/time.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

const std::string address = "https://courier.example/news/";

// A front page as many are: navigation, a list of cards, a column of most read.
const std::string front =
    "<!DOCTYPE html><html lang=en><head><title>News | The Courier</title></head><body>"
    "<nav><ul><li><a href=/politics>Politics, parliament and elections</a><li><a href=/sport>Sport and everything "
    "about it</a>"
    "<li><a href=/culture>Culture, books, stage and screen</a></ul></nav><main>"
    "<div class='card card--1'><a class=image href=/one#c><img alt='A ship' src=/1.jpg></a>"
    "<h3><a href=/one>Rain closes the harbour for a second day</a></h3><time datetime=2024-05-03T10:00:00Z>3 May</time>"
    "<p>The harbour master said that the quay would stay shut until the wind turns.</p></div>"
    "<div class='card card--2'><h3><a href='/two?x=1&amp;y=2'>Council votes for the new bridge at last</a></h3>"
    "<span class=card-date>2 May 2024</span><a href=/two>Read more</a></div>"
    "<div class='card card--3'><h3><a href=https://other.example/three>Herring quota is cut by a third "
    "again</a></h3></div>"
    "</main><footer><a href=/imprint>Imprint and contact for readers of this paper</a></footer></body></html>";

std::string when(const std::optional<core::Instant>& instant) {
    return instant ? core::format_instant(*instant) : "";
}

TEST(Listing, GuessesTheLargestGroupOfHeadlines) {
    const auto feed = parse_listing(front, address, "text/html", {});
    ASSERT_TRUE(feed) << feed.error().message;
    EXPECT_EQ(feed->format, FeedFormat::listing);
    EXPECT_EQ(feed->title, "News | The Courier");
    EXPECT_EQ(feed->language, "en");
    ASSERT_EQ(feed->items.size(), 3U);
    EXPECT_EQ(feed->items[0].link, "https://courier.example/one");
    EXPECT_EQ(feed->items[0].title, "Rain closes the harbour for a second day");
    EXPECT_EQ(when(feed->items[0].published), "2024-05-03T10:00:00Z");
    EXPECT_EQ(feed->items[0].summary, "The harbour master said that the quay would stay shut until the wind turns.");
    EXPECT_EQ(feed->items[1].link, "https://courier.example/two?x=1&y=2");
    EXPECT_EQ(when(feed->items[1].published), "2024-05-02T00:00:00Z");
    EXPECT_EQ(feed->items[2].link, "https://other.example/three");
    EXPECT_FALSE(feed->items[2].published);
    EXPECT_TRUE(feed->problems.empty());
}

TEST(Listing, SelectorsDecideWhereTheyAreGiven) {
    const std::string page =
        "<base href=/b/><ul><li class=row><b>One</b><i>3 May 2024</i><a class=go href=1>open</a><em>About one &amp; "
        "all</em>"
        "<li class=row><b>Two</b><a class=share href=/share>share</a><a class=go href=2>open</a>"
        "<li class=row><b>Three</b>without link</ul>";
    const auto feed = parse_listing(page, address, "text/html",
                                    {.item = "li.row", .link = "a.go", .title = "b", .date = "i", .summary = "em"});
    ASSERT_TRUE(feed) << feed.error().message;
    ASSERT_EQ(feed->items.size(), 2U);
    EXPECT_EQ(feed->items[0].title, "One");
    EXPECT_EQ(feed->items[0].link, "https://courier.example/b/1");
    EXPECT_EQ(feed->items[0].id, feed->items[0].link);
    EXPECT_EQ(when(feed->items[0].published), "2024-05-03T00:00:00Z");
    EXPECT_EQ(feed->items[0].summary, "About one &amp; all");
    EXPECT_EQ(feed->items[1].link, "https://courier.example/b/2");
    EXPECT_EQ(feed->problems.size(), 1U);
}

TEST(Listing, AnItemAloneIsEnough) {
    const auto feed = parse_listing(front, address, "text/html", {.item = ".card"});
    ASSERT_TRUE(feed);
    ASSERT_EQ(feed->items.size(), 3U);
    EXPECT_EQ(feed->items[1].title, "Council votes for the new bridge at last");
}

TEST(Listing, SaysWhatIsWrong) {
    const auto broken = parse_listing(front, address, "text/html", {.item = "div:hover"});
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, core::ErrorCode::invalid);
    EXPECT_NE(broken.error().message.find(":hover is not supported"), std::string::npos);
    EXPECT_FALSE(check_rules({.item = "a", .link = "["}));
    EXPECT_TRUE(check_rules({.item = "a", .link = "a[href]"}));
    EXPECT_EQ(parse_listing(front, address, "text/html", {.item = "table"}).error().code, core::ErrorCode::unsupported);
    EXPECT_EQ(parse_listing("<p>no links", address, "", {}).error().code, core::ErrorCode::unsupported);
    EXPECT_EQ(parse_listing("", address, "", {}).error().code, core::ErrorCode::unsupported);
}

}  // namespace
}  // namespace masthead::feed
