#include "feed/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

using testing::ElementsAre;

std::string atom(std::string_view entry, std::string_view head = "") {
    return "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>" + std::string(head) + "<entry>" +
           std::string(entry) + "</entry></feed>";
}

model::FeedItem entry(std::string_view elements) {
    const auto feed = read(atom(elements));
    return feed.items.size() == 1 ? feed.items.front() : model::FeedItem{.id = "not one item"};
}

TEST(Atom, ReadsAWholeEntry) {
    const auto feed = read(
        R"(<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://a.example/b/">
<title type="html">Die &amp;lt;Zeitung&amp;gt;</title><link rel="self" href="feed"/><link href="."/><link rel="hub" href="https://hub.example/"/>
<author><name>Haus</name></author>
<entry><id>urn:1</id><title>Eins</title><link rel="alternate" type="text/html" href="eins.html"/>
<link rel="enclosure" type="image/jpeg" length="9" href="/p.jpg"/><link rel="amphtml" href="amp/eins"/>
<published>2020-01-02T03:04:05Z</published><updated>2020-01-03T00:00:00+02:00</updated>
<category term="x" label="Wirtschaft"/><author><name>Eva</name><email>eva@example.com</email></author>
<summary>1 &lt; 2</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p class="a">Ein <b>fettes</b> &amp;<br/>Wort</p></div></content>
<source><title>Quelle</title><link href="https://q.example/"/></source></entry>
<entry xml:lang="fr"><title>Deux</title><link href="deux"/></entry></feed>)");
    EXPECT_EQ(feed.format, FeedFormat::atom);
    EXPECT_EQ(feed.title, "Die <Zeitung>");
    EXPECT_EQ(feed.link, "https://a.example/b/");
    EXPECT_EQ(feed.self, "https://a.example/b/feed");
    EXPECT_EQ(feed.hub, "https://hub.example/");
    ASSERT_EQ(feed.items.size(), 2U);
    const auto& item = feed.items.front();
    EXPECT_EQ(item.link, "https://a.example/b/eins.html");
    EXPECT_EQ(item.amp_link, "https://a.example/b/amp/eins");
    EXPECT_EQ(published(item), "2020-01-02T03:04:05Z");
    EXPECT_EQ(core::format_instant(*item.updated), "2020-01-02T22:00:00Z");
    EXPECT_THAT(item.authors, ElementsAre("Eva"));
    EXPECT_THAT(item.categories, ElementsAre("Wirtschaft"));
    EXPECT_EQ(item.summary, "1 &lt; 2");
    EXPECT_EQ(item.content, "<p class=\"a\">Ein <b>fettes</b> &amp;<br>Wort</p>");
    EXPECT_EQ(item.source_title, "Quelle");
    EXPECT_EQ(item.source_url, "https://q.example/");
    EXPECT_EQ(item.images.front().url, "https://a.example/p.jpg");
    EXPECT_EQ(item.language, "de");
    EXPECT_EQ(feed.items[1].language, "fr");
    EXPECT_THAT(feed.items[1].authors, ElementsAre("Haus"));
}

TEST(Atom, TellsTextFromMarkupByItsType) {
    EXPECT_EQ(entry("<title>Use &lt;em&gt; well</title>").title, "Use well");  // Nobody said, and it looks like markup.
    EXPECT_EQ(entry("<title type='text'>Use &lt;em&gt; well</title>").title, "Use <em> well");
    EXPECT_EQ(entry("<title type='html'>Use &lt;em&gt;it&lt;/em&gt; well</title>").title, "Use it well");
    EXPECT_EQ(entry("<content type='text'>a &lt;b&gt; c</content>").content, "a &lt;b&gt; c");
    EXPECT_EQ(entry("<content type='html'>a &lt;b&gt;c&lt;/b&gt;</content>").content, "a <b>c</b>");
}

TEST(Atom, ReadsTheDialectOf03) {
    const auto feed = read(
        R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">Old &amp;amp; good</title>
<entry><title>E</title><link rel="alternate" type="text/html" href="https://o.example/e"/><issued>2004-05-06T07:08:09Z</issued>
<modified>2004-06-01T00:00:00Z</modified><content type="text/html" mode="base64">PHA+SGk8L3A+</content></entry></feed>)");
    EXPECT_EQ(feed.title, "Old & good");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(published(feed.items[0]), "2004-05-06T07:08:09Z");
    EXPECT_EQ(feed.items[0].content, "<p>Hi</p>");
}

TEST(Atom, UnpacksBase64InTitlesOfFeedAndSource) {
    const auto feed = read(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title type='text/html' mode='base64'>PGI+SGk8L2I+"
        "</title><entry><source><title type='application/octet-stream' mode='base64'>SGk=</title><link rel='self' "
        "href='/f'/>"
        "<link href='/s'/></source></entry></feed>");
    EXPECT_EQ(feed.title, "Hi");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].source_title, "Hi");
    EXPECT_EQ(feed.items[0].source_url, "https://news.example/s");
}

TEST(Atom, PrefersThePageAmongLinksWhateverTheOrder) {
    EXPECT_EQ(entry("<link type='application/json' href='/j'/><link type='text/html' href='/h'/>").link,
              "https://news.example/h");
    EXPECT_EQ(entry("<link rel='related' href='/r'/><id>https://i.example/1</id>").link, "https://news.example/r");
    EXPECT_EQ(entry("<id>https://i.example/1</id>").link, "https://i.example/1");
    EXPECT_EQ(entry("<link rel='self' href='/s'/>").link, "");
}

TEST(Atom, ReadsADocumentThatIsOneEntry) {
    const auto feed = read("<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title></entry>");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].title, "Alone");
}

}  // namespace
}  // namespace masthead::feed
