// What the field gets wrong, and what attackers try.
#include "feed/reading.h"
#include "feed/xml_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

using core::ErrorCode;
using testing::HasSubstr;

TEST(Tolerance, RepairsLoneAmpersandsBracketsAndUndefinedReferences) {
    EXPECT_EQ(read_item("<title>AT&T &nbsp;&mdash; &bogus; 1 < 2 &#150; &#0;</title>").title,
              "AT&T \u2014 &bogus; 1 < 2 \u2013 \ufffd");
    EXPECT_EQ(read_item("<link>https://a.example/?a=1&b=2&copy=3</link>").link, "https://a.example/?a=1&b=2&copy=3");
    EXPECT_EQ(read_item("<description>x ]]> y</description>").summary, "x ]]> y");
    EXPECT_EQ(read_item("<!-- a -- b --><title>t<!--x--></title>").title, "t");
}

TEST(Tolerance, DropsIllegalCharacters) {
    using std::string_view_literals::operator""sv;
    EXPECT_EQ(read_item("<title>a\0b\x01\x0b\x1f\xef\xbf\xbf"
                        "c</title>"sv)
                  .title,
              "abc");
    EXPECT_EQ(read_item("<title><![CDATA[a\x02"
                        "b]]></title>")
                  .title,
              "ab");
}

TEST(Tolerance, SkipsWhatStandsBeforeTheProlog) {
    const std::string feed = rss_item("<title>x</title>");
    for (const std::string junk : {"\n\n ", "\xef\xbb\xbf", "Warning: <b>oops</b>\n", "junk text "}) {
        EXPECT_EQ(read(junk + "<?xml version='1.0'?>" + feed).items.size(), 1U) << junk;
        EXPECT_EQ(read(junk + feed).items.size(), 1U) << junk;
    }
}

TEST(Tolerance, GoesOnAtTheNextItemAfterAnError) {
    const auto feed = read(
        "<rss xmlns:x='http://purl.org/dc/elements/1.1/'><channel><title>T</title>"
        "<item><title>one</title></item>"
        "<item><title>two</title><description><b>never closed</description></item>"
        "<item><title>three</title><x:creator>C</x:creator></item></channel></rss>");
    ASSERT_EQ(feed.items.size(), 3U);
    EXPECT_EQ(feed.items[1].title, "two");
    EXPECT_EQ(feed.items[2].title, "three");
    EXPECT_EQ(feed.items[2].authors.front(), "C");
    ASSERT_EQ(feed.problems.size(), 1U);
    EXPECT_THAT(feed.problems[0], HasSubstr("mismatched tag"));
}

TEST(Tolerance, GoesOnAfterItsContainersWereClosedToo) {
    const auto feed = read(
        "<rss version='2.0'><channel><title>T</title><item><title>One</title></item></channel></wrong>"
        "<item><title>Two</title></item></channel></rss></wrong>"
        "<item><title>Three</title></item></channel></rss></wrong>");
    ASSERT_EQ(feed.items.size(), 3U);
    EXPECT_EQ(feed.items[2].title, "Three");
    EXPECT_EQ(feed.title, "T");
}

TEST(Tolerance, KeepsTheItemsOfATruncatedFeed) {
    const std::string whole =
        rss_item("<title>cut here</title><link>https://a.example/1</link><description>long text</description>");
    const auto in_text = read(whole.substr(0, whole.find("g text")));
    ASSERT_EQ(in_text.items.size(), 1U);
    EXPECT_EQ(in_text.items[0].summary, "lon");
    EXPECT_THAT(in_text.problems.front(), HasSubstr("breaks off"));
    const auto in_link = read(whole.substr(0, whole.find("example/1")));
    ASSERT_EQ(in_link.items.size(), 1U);
    EXPECT_EQ(in_link.items[0].link, "");
    EXPECT_TRUE(read(whole.substr(0, whole.find("here"))).items.empty());
}

TEST(Tolerance, KnowsVocabulariesByWrongUrisAndUndeclaredPrefixes) {
    EXPECT_EQ(read_item("<content:encoded>x</content:encoded>").content, "x");
    EXPECT_EQ(read_item("<z:encoded xmlns:z='HTTPS://purl.org/rss/1.0/modules/content'>x</z:encoded>").content, "x");
    EXPECT_EQ(read_item("<content:encoded xmlns:content='https://unknown.example/'>x</content:encoded>").content, "");
    EXPECT_EQ(read_item("<PubDate>2020-01-01</PubDate>").published.has_value(), true);
}

TEST(Tolerance, DecodesByDeclarationHeaderAndByteOrderMark) {
    const std::string latin =
        "<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>caf\xe9</title></channel></rss>";
    EXPECT_EQ(read(latin).title, "caf\u00e9");
    EXPECT_EQ(read(latin, "", "text/xml; charset=utf-8").title, "caf\u00e9");
    EXPECT_EQ(read("<?xml version='1.0' encoding='utf-16'?><rss><channel><title>x</title></channel></rss>").title, "x");
    EXPECT_EQ(
        read("<rss><channel><title>\xef\xf0\xe8</title></channel></rss>", "", "text/xml; charset=\"windows-1251\"")
            .title,
        "\u043f\u0440\u0438");
}

TEST(Tolerance, UsesFlatEntitiesAndRefusesExplosiveOnes) {
    EXPECT_EQ(
        read("<!DOCTYPE rss [<!ENTITY who 'Zoe'>]><rss><channel><title>&who; &amp; co</title></channel></rss>").title,
        "Zoe & co");
    EXPECT_EQ(
        read("<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'><rss><channel><title>t</title></channel></rss>").title,
        "t");
    EXPECT_EQ(
        read("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>")
            .title,
        "&x;");
    for (const std::string subset : {"<!ENTITY a 'x'><!ENTITY b '&a;&a;'>", "<!ENTITY % p 'x'>"}) {
        const auto feed =
            parse_feed("<!DOCTYPE rss [" + subset + "]><rss><channel><title>&b;</title></channel></rss>", "", "");
        ASSERT_FALSE(feed);
        EXPECT_EQ(feed.error().code, ErrorCode::refused);
    }
    const std::string big = "<!DOCTYPE rss [<!ENTITY a '" + std::string(4000, 'x') + "'>]><rss><channel><title>";
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += "&a;";
    EXPECT_LT(prepare_xml(big + many, "")->size(), std::size_t{3} << 20U);
}

TEST(Tolerance, KeepsItsBudgets) {
    std::string deep = "<rss><channel><title>T</title><item><title>kept</title></item>";
    for (int i = 0; i < 1000; ++i) deep += "<a>";
    const auto nested = read(deep);
    EXPECT_EQ(nested.items.size(), 1U);
    EXPECT_THAT(nested.problems.front(), HasSubstr("nested deeper"));
    std::string wide = "<rss><channel><title";
    for (int i = 0; i < 1000; ++i) wide += " a" + std::to_string(i) + "='x'";
    EXPECT_THAT(read(wide + ">x</title></channel></rss>").problems.front(), HasSubstr("attributes"));
    std::string many = "<rss><channel>";
    for (int i = 0; i < 60; ++i) many += "<item><title>x</title></item>";
    const auto feed = parse_feed(many + "</channel></rss>", "", "", {.max_items = 50});
    ASSERT_TRUE(feed);
    EXPECT_EQ(feed->items.size(), 50U);
    EXPECT_THAT(feed->problems.front(), HasSubstr("more than 50 items"));
}

struct NoFeedCase {
    std::string bytes;
    std::string sentence;
};

TEST(Tolerance, SaysWhatADocumentIsThatIsNoFeed) {
    const std::vector<NoFeedCase> cases{
        {"", "empty"},
        {"hello", "neither XML nor JSON"},
        {"<!DOCTYPE html><html><head><title>x</title></head><body><p>a<p>b</html>", "HTML page"},
        {"<opml version='2.0'/>", "OPML list"},
        {"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "sitemap"},
        {"<note/>", "root <note>"},
        {"<", "no feed"}};
    for (const auto& [bytes, sentence] : cases) {
        const auto feed = parse_feed(bytes, "https://a.example/", "");
        ASSERT_FALSE(feed) << bytes;
        EXPECT_EQ(feed.error().code, ErrorCode::unsupported) << bytes;
        EXPECT_THAT(feed.error().message, HasSubstr(sentence));
    }
}

}  // namespace
}  // namespace masthead::feed
