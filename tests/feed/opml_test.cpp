#include "feed/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

using testing::HasSubstr;

TEST(Opml, ReadsNestedFoldersAndKeepsOnlyWebAddresses) {
    const auto list =
        parse_opml(R"X(<?xml version="1.0"?><opml version="2.0"><head><title>My &amp; list</title></head><body>
<outline text="News"><outline text="Sea/Air"><outline text="Post" type="rss" xmlUrl="https://p.example/rss" htmlUrl="x"/></outline>
<outline title="Bulletin" xmlurl="http://b.example/?a=1&b=2"/></outline>
<outline text="evil" xmlUrl="javascript:alert(1)"/><outline text="evil" xmlUrl="file:///etc/passwd"/>
<outline text="again" xmlUrl="https://p.example/rss"/></body></opml>)X");
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->title, "My & list");
    ASSERT_EQ(list->sources.size(), 2U);
    EXPECT_EQ(list->sources[0].url, "https://p.example/rss");
    EXPECT_EQ(list->sources[0].title, "Post");
    EXPECT_EQ(list->sources[0].folder, "News/Sea-Air");
    EXPECT_EQ(list->sources[1].url, "http://b.example/?a=1&b=2");
    EXPECT_EQ(list->sources[1].folder, "News");
    ASSERT_EQ(list->problems.size(), 2U);
    EXPECT_THAT(list->problems[0], HasSubstr("javascript:alert(1)"));
}

TEST(Opml, ReadsTheDialectsOfOtherReaders) {
    const auto list =
        parse_opml(R"X(<OPML version="1.1"><Head/><BODY><Outline TEXT="A" TYPE="RSS" XMLURL="https://a.example/"/>
<outline text="B" type="atom" url="https://b.example/"/><outline text="C" type="link" url="https://c.example/"/>
<outline text="D" xmlUrl="https://d.example/" category="/News/Local,/Other"/><outline text="E" type="include" url="https://e.example/list.opml"/>
<outline text="F"><outline text="G" type="sitemap" xmlUrl="https://g.example/" category="/ignored"/></outline></BODY></OPML>)X");
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->sources.size(), 4U);
    EXPECT_EQ(list->sources[0].url, "https://a.example/");
    EXPECT_EQ(list->sources[1].url, "https://b.example/");
    EXPECT_EQ(list->sources[2].folder, "News/Local");
    EXPECT_EQ(list->sources[3].folder, "F");
    EXPECT_EQ(list->sources[3].kind, model::SourceKind::sitemap);
    ASSERT_EQ(list->problems.size(), 1U);
    EXPECT_THAT(list->problems[0], HasSubstr("never fetched: https://e.example/list.opml"));
}

TEST(Opml, ReadsBackWhatItWrites) {
    model::Source plain{.url = "https://a.example/?x=1&y=\"2\"", .title = "A <b> & \"c\""};
    model::Source nested{.url = "https://b.example/",
                         .title = "B",
                         .kind = model::SourceKind::page,
                         .language = "de",
                         .folder = "One/Two"};
    const auto list = parse_opml(write_opml("T & T", {plain, nested, {.url = "https://c.example/", .folder = "One"}}));
    ASSERT_TRUE(list);
    EXPECT_TRUE(list->problems.empty());
    EXPECT_EQ(list->title, "T & T");
    ASSERT_EQ(list->sources.size(), 3U);
    EXPECT_EQ(list->sources[0].title, "A <b> & \"c\"");
    EXPECT_EQ(list->sources[1].url, "https://c.example/");
    EXPECT_EQ(list->sources[1].title, "https://c.example/");
    EXPECT_EQ(list->sources[2].folder, "One/Two");
    EXPECT_EQ(list->sources[2].language, "de");
    EXPECT_EQ(list->sources[2].kind, model::SourceKind::page);
}

TEST(Opml, ReadsItsTitleAsTextAndOnce) {
    for (const char* title : {"Rain & sun", "What &amp; means", "<b> is bold"}) {
        const auto list = parse_opml(write_opml(title, {}));
        ASSERT_TRUE(list.has_value()) << title;
        EXPECT_EQ(list->title, title);
    }
}

TEST(Opml, WritesSchemesSmall) {
    const auto list = parse_opml("<opml><body><outline xmlUrl='htTps://a.example/F'/></body></opml>");
    ASSERT_TRUE(list.has_value());
    ASSERT_EQ(list->sources.size(), 1U);
    EXPECT_EQ(list->sources[0].url, "https://a.example/F");
}

TEST(Opml, GoesOnAfterItsBodyWasClosed) {
    const auto list = parse_opml(
        "<opml version='2.0'><body><outline xmlUrl='https://a.example/f'/></body></wrong>"
        "<outline xmlUrl='https://b.example/f'/></body></opml></wrong><outline xmlUrl='https://c.example/f'/></wrong>");
    ASSERT_TRUE(list.has_value());
    EXPECT_EQ(list->sources.size(), 3U);
}

TEST(Opml, StopsAtItsLimits) {
    std::string deep = "<opml><body>";
    for (int i = 0; i < 100'000; ++i) deep += "<outline text='a'>";
    const auto nested = parse_opml(deep);
    ASSERT_TRUE(nested);
    EXPECT_THAT(nested->problems.front(), HasSubstr("deeper than 16"));
    std::string long_list = "<opml><body>";
    for (int i = 0; i < 10'001; ++i) long_list += "<outline text='a' xmlUrl='https://a.example/'/>";
    EXPECT_THAT(parse_opml(long_list + "</body></opml>")->problems.front(), HasSubstr("more than 10000"));
    EXPECT_EQ(parse_opml(std::string(std::size_t{6} << 20U, ' ')).error().code, core::ErrorCode::too_large);
    EXPECT_FALSE(parse_opml("<rss/>"));
    EXPECT_FALSE(parse_opml("nothing"));
}

}  // namespace
}  // namespace masthead::feed
