#include "feed/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

using testing::ElementsAre;

TEST(Rss, ReadsAWholeItem) {
    const auto feed = read(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Harbour Post</title><link>https://harbour.example/</link><language>en-gb</language>
<atom:link rel="self" href="https://harbour.example/rss"/><atom:link rel="hub" href="https://hub.example/"/>
<image><title>Logo</title><url>https://harbour.example/logo.png</url><link>https://other.example/</link></image>
<item><title>Ferry &amp; fog</title><link>https://harbour.example/ferry</link><guid isPermaLink="false">id-7</guid>
<pubDate>Fri, 21 Sep 2018 12:00:00 +0200</pubDate><description>Short &lt;b&gt;text&lt;/b&gt;</description>
<content:encoded><![CDATA[<p>Long text</p>]]></content:encoded><dc:creator>Ada Moor</dc:creator><dc:creator>Bo Lund</dc:creator>
<category>Sea</category><category><![CDATA[Weather]]></category><category>Sea</category>
<enclosure url="https://harbour.example/a.mp3" length="1234" type="audio/mpeg"/>
<source url="https://wire.example/rss">The Wire</source></item></channel></rss>)");
    EXPECT_EQ(feed.format, FeedFormat::rss);
    EXPECT_EQ(feed.title, "The Harbour Post");
    EXPECT_EQ(feed.link, "https://harbour.example/");
    EXPECT_EQ(feed.self, "https://harbour.example/rss");
    EXPECT_EQ(feed.hub, "https://hub.example/");
    EXPECT_TRUE(feed.problems.empty());
    ASSERT_EQ(feed.items.size(), 1U);
    const auto& item = feed.items.front();
    EXPECT_EQ(item.title, "Ferry & fog");
    EXPECT_EQ(item.link, "https://harbour.example/ferry");
    EXPECT_EQ(item.id, "id-7");
    EXPECT_EQ(published(item), "2018-09-21T10:00:00Z");
    EXPECT_EQ(item.summary, "Short <b>text</b>");
    EXPECT_EQ(item.content, "<p>Long text</p>");
    EXPECT_THAT(item.authors, ElementsAre("Ada Moor", "Bo Lund"));
    EXPECT_THAT(item.categories, ElementsAre("Sea", "Weather"));
    EXPECT_EQ(item.language, "en-gb");
    ASSERT_EQ(item.enclosures.size(), 1U);
    EXPECT_EQ(item.enclosures[0].bytes, 1234);
    EXPECT_EQ(item.source_title, "The Wire");
    EXPECT_EQ(item.source_url, "https://wire.example/rss");
}

TEST(Rss, TakesAPermanentGuidForALinkOnlyWhereNoneStands) {
    EXPECT_EQ(read_item("<guid>https://a.example/1</guid>").link, "https://a.example/1");
    EXPECT_EQ(read_item("<guid isPermaLink='false'>https://a.example/1</guid>").link, "");
    EXPECT_EQ(read_item("<guid>https://a.example/1</guid><link>https://a.example/2</link>").link,
              "https://a.example/2");
    EXPECT_EQ(read_item("<guid>tag:1</guid>").link, "");
}

TEST(Rss, ResolvesRelativeLinksAgainstTheSiteAndXmlBase) {
    EXPECT_EQ(read_item("<link>/a b</link>").link, "https://news.example/a%20b");
    EXPECT_EQ(read_item("<link xml:base='https://base.example/x/'>y</link>").link, "https://base.example/x/y");
    EXPECT_EQ(read_item("<link>javascript:alert(1)</link>").link, "");
    EXPECT_EQ(read_item("<link>\n https://a.example/x?b=1&amp;c=2 \n</link>").link, "https://a.example/x?b=1&c=2");
}

TEST(Rss, PrefersTheOriginalAddressBehindACountingRedirect) {
    const auto item = read_item(
        "<link>https://count.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>");
    EXPECT_EQ(item.link, "https://a.example/1");
}

struct AuthorCase {
    std::string given;
    std::vector<std::string> names;
};

TEST(Rss, ReadsNamesNotAddressesFromAuthors) {
    const std::vector<AuthorCase> cases{{"jane@example.com (Jane Roe)", {"Jane Roe"}},
                                        {"Jane Roe (jane@example.com)", {"Jane Roe"}},
                                        {"Jane Roe &lt;jane@example.com&gt;", {"Jane Roe"}},
                                        {"jane@example.com", {}},
                                        {"Jane Roe", {"Jane Roe"}}};
    for (const auto& [given, names] : cases)
        EXPECT_EQ(read_item("<author>" + given + "</author>").authors, names) << given;
}

TEST(Rss, ReadsMediaWithSizesBestFirst) {
    const auto item = read_item(R"(<media:thumbnail url="https://i.example/small.jpg" width="100" height="75"/>
<media:group><media:content url="https://i.example/big.jpg" medium="image" width="1200" height="900"><media:title>A pier</media:title>
<media:credit>C. Amera</media:credit></media:content><media:content url="https://i.example/v.mp4" type="video/mp4"/></media:group>
<description>&lt;img src="/in-text.png" width=600&gt;&lt;img src="https://t.example/pixel" width="1" height="1"&gt;</description>)");
    ASSERT_EQ(item.images.size(), 3U);
    EXPECT_EQ(item.images[0].url, "https://i.example/big.jpg");
    EXPECT_EQ(item.images[0].width, 1200);
    EXPECT_EQ(item.images[0].title, "A pier");
    EXPECT_EQ(item.images[0].attribution, "C. Amera");
    EXPECT_EQ(item.images[1].url, "https://i.example/small.jpg");
    EXPECT_EQ(item.images[2].url, "https://news.example/in-text.png");
    EXPECT_EQ(item.images[2].width, 600);
    ASSERT_EQ(item.enclosures.size(), 2U);
    EXPECT_EQ(item.enclosures[1].type, "video/mp4");
}

TEST(Rss, MakesPlainTextOfTitlesAndLeavesTextThatOnlyLooksLikeTags) {
    EXPECT_EQ(read_item("<title>&lt;b&gt;Bold&lt;/b&gt; move</title>").title, "Bold move");
    EXPECT_EQ(read_item("<title><![CDATA[Fish &amp; chips &#8217;22]]></title>").title,
              "Fish & chips \u2019"
              "22");
    EXPECT_EQ(read_item("<title>Why vector&lt;T&gt; grows</title>").title, "Why vector<T> grows");
    EXPECT_EQ(read_item("<title>Two\n   lines</title>").title, "Two lines");
}

TEST(Rss, TakesTheSecondOfDescriptionAndSummaryForAContent) {
    const auto item = read_item("<description>one</description><summary>two</summary>");
    EXPECT_EQ(item.summary, "one");
    EXPECT_EQ(item.content, "two");
    EXPECT_EQ(read_item("<description>one</description><description>one</description>").content, "");
    EXPECT_EQ(read_item("<summary>one</summary><description>two</description><content:encoded>three</content:encoded>")
                  .content,
              "three");
}

TEST(Rss, ReadsPodcastCategoriesTagsAndPictures) {
    const auto item =
        read_item(R"(<itunes:category text="Arts &amp;amp; more"><itunes:category text="Design"/></itunes:category>
<itunes:image url="/cover.png"/><tags>one, two</tags><media:category label="Label">term</media:category>)");
    EXPECT_THAT(item.categories, ElementsAre("Arts &amp; more", "Design", "one", "two", "Label"));
    EXPECT_EQ(item.images.at(0).url, "https://news.example/cover.png");
}

TEST(Cdf, ReadsChannelsOfTheChannelDefinitionFormat) {
    const auto feed =
        read(R"(<CHANNEL HREF="https://c.example/"><TITLE>C</TITLE><ITEM HREF="one" LASTMOD="2004-04-06T23:05:43-05:00">
<TITLE>One</TITLE><ABSTRACT>Short</ABSTRACT></ITEM></CHANNEL>)");
    EXPECT_EQ(feed.link, "https://c.example/");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].link, "https://news.example/feeds/one");
    EXPECT_EQ(feed.items[0].summary, "Short");
    EXPECT_EQ(core::format_instant(feed.items[0].updated.value_or(core::Instant{})), "2004-04-07T04:05:43Z");
}

TEST(Rdf, ReadsItemsBesideTheChannel) {
    const auto feed =
        read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>R</title><link>https://r.example/</link>
<dc:language>sv</dc:language><items><rdf:Seq><rdf:li resource="https://r.example/1"/></rdf:Seq></items></channel>
<image><title>no</title><link>https://no.example/</link></image>
<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link><dc:date>2005-06-07T08:09:10+01:00</dc:date>
<dc:subject>Tools</dc:subject></item></rdf:RDF>)");
    EXPECT_EQ(feed.format, FeedFormat::rdf);
    EXPECT_EQ(feed.title, "R");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].id, "https://r.example/1");
    EXPECT_EQ(published(feed.items[0]), "2005-06-07T07:09:10Z");
    EXPECT_EQ(feed.items[0].language, "sv");
    EXPECT_THAT(feed.items[0].categories, ElementsAre("Tools"));
}

TEST(Rss, DoesNotTakeTitlesFromTheImageOrTheInputOfTheChannel) {
    const auto feed = read(
        "<rss><channel><image><title>wrong</title></image><textInput><title>wrong</title><link>https://w.example/</"
        "link></textInput>"
        "<title>right</title></channel></rss>");
    EXPECT_EQ(feed.title, "right");
    EXPECT_EQ(feed.link, "");
}

}  // namespace
}  // namespace masthead::feed
