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

TEST(Tolerance, KeepsWhatStandsBeforeAMisspelledEndTag) {
    EXPECT_EQ(read("<rss><channel><language>en-us</langauge></channel></rss>").language, "en-us");
    EXPECT_EQ(read_item("<link>https://a.example/1</lnik>").link, "https://a.example/1");
}

TEST(Tolerance, ReadsARootInANamespaceNobodyKnows) {
    const auto feed =
        read("<feed xmlns='http://unknown.example/format#'><title>T</title><entry><title>E</title></entry></feed>");
    EXPECT_EQ(feed.title, "T");
    ASSERT_EQ(feed.items.size(), 1U);
    EXPECT_EQ(feed.items[0].title, "E");
}

TEST(Tolerance, BoundsTitlesNamesAndDates) {
    std::string words;
    for (int i = 0; i < 1000; ++i) words += "word ";
    const auto item = read_item("<title>" + words + "</title><category>" + words + "</category><author>" + words +
                                "</author><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>");
    EXPECT_LE(item.title.size(), 515U);
    EXPECT_LE(item.categories.at(0).size(), 515U);
    EXPECT_LE(item.authors.at(0).size(), 515U);
    EXPECT_FALSE(item.published);
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

// The document in another encoding, made by hand from ASCII: every character as `width` bytes, the low one at `at`.
std::string widened(std::string_view text, std::size_t width, std::size_t at) {
    std::string out;
    for (const char c : text) {
        std::string unit(width, '\0');
        unit[at] = c;
        out += unit;
    }
    return out;
}

TEST(Tolerance, DecodesWideEncodingsWithAndWithoutAMark) {
    using std::string_view_literals::operator""sv;
    for (const std::string_view text :
         {"<feed><title>x y</title></feed>"sv, "<?xml version='1.0'?><feed><title>x y</title></feed>"sv}) {
        EXPECT_EQ(read(widened(text, 2, 0)).title, "x y");
        EXPECT_EQ(read(widened(text, 2, 1)).title, "x y");
        EXPECT_EQ(read(widened(text, 4, 0)).title, "x y");
        EXPECT_EQ(read(widened(text, 4, 3)).title, "x y");
        EXPECT_EQ(read(std::string("\xff\xfe\0\0"sv) + widened(text, 4, 0)).title, "x y");
        EXPECT_EQ(read(std::string("\0\0\xfe\xff"sv) + widened(text, 4, 3)).title, "x y");
        EXPECT_EQ(read(std::string("\xfe\xff"sv) + widened(text, 2, 1), "", "text/xml; charset=utf-8").title, "x y");
    }
    // <?xml version='1.0' encoding='cp037'?><feed><title>x</title></feed>
    const std::string_view ebcdic =
        "\x4c\x6f\xa7\x94\x93\x40\xa5\x85\x99\xa2\x89\x96\x95\x7e\x7d\xf1\x4b\xf0\x7d\x40\x85\x95\x83\x96\x84\x89"
        "\x95\x87\x7e\x7d\x83\x97\xf0\xf3\xf7\x7d\x6f\x6e\x4c\x86\x85\x85\x84\x6e\x4c\xa3\x89\xa3\x93\x85\x6e\xa7\x4c"
        "\x61\xa3\x89\xa3\x93\x85\x6e\x4c\x61\x86\x85\x85\x84\x6e"sv;
    EXPECT_EQ(read(ebcdic).title, "x");
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
