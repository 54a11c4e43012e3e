// The clean reader against expat: whatever it takes, it must tell in the same way.
#include "feed/xml_events.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

const std::vector<std::string>& clean_documents() {
    static const std::vector<std::string> documents = {
        "<a/>",
        "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>text</a>\n",
        "junk before <?xml version='1.0'?><rss><channel/></rss>",
        "<!DOCTYPE rss PUBLIC \"-//X//DTD\" \"http://x.example/rss.dtd\"><rss version='2.0'> <channel > </channel "
        "></rss >",
        "<?xml-stylesheet type='text/xsl' href='s.xsl'?><a><?php echo 1 ?>b</a><!-- end --> ",
        "<a>one<!-- two -->three<!-->four--></a>",
        "<a>x &amp; y &lt;p class=&quot;z&quot;&gt; &apos;q&apos; &#39;r&#x27; &nbsp;&eacute;&hellip;</a>",
        "<a>AT&T & sons &unknown; &am p; &#; &#xyz; &;&</a>",
        "<a>&#8;&#0;&#65534;&#150;&#1114112;&#xD800;</a>",
        "<a b='&#39' c=';'>&#39<b/>; &#39 ]]> ; &#59; &semi; &#39x;</a>",
        "<a>&#31;&#32;&#126;&#127;&#128;&#159;&#160;&#x7e;&#x9F;&#xa0;&#X41;&#x;&#+65;&#00000000065;&#65</a>",
        "<a>&#55295;&#xd7ff;&#xdfff;&#xe000;&#xfffd;&#xfffe;&#xffff;&#x10000;&#x10FFFF;&#x110000;&#4294967361;</a>",
        "<a>a long text before &amp; between, longer than what is copied at once, much longer than all of that in "
        "one go, so that it takes another way, and on and on it goes &lt; until its end; &#8217;tis done</a>",
        "<a b='a value that is longer than a block of sixteen' c='x' d='another one\tthat has &amp; at its end &'/>",
        "<a>1\r\n2\r3\n4</a>",
        "<a b='1\r\n2\r3\n4\t5'>\r\n</a>",
        "<a><![CDATA[<p>&amp; ]] > ]>]]></a>",
        "<a>1<![CDATA[2\r\n3\r]]>\n4<![CDATA[]]><![CDATA[]]]></a>",
        "<a>]]> is text</a>",
        "<a b=\"x &amp; y\" c = 'don&#39;t \"&lt;\"' d='&#10;&#9;' e='' f='a & b &copy;'/>",
        "<rss xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns='http://www.w3.org/2005/Atom'><dc:Date dc:x='1' X='2'>d"
        "</dc:Date><item xmlns='' xml:lang='de'><media:content url='u'/><nope:x/></item><entry xml:base='b'/></rss>",
        "<:a:b :c='1'><_x.y-z0/></:a:b>",
        "<a>caf\xc3\xa9 \xef\xbc\x81 \xf0\x9f\x98\x80 \xef\xbf\xbd</a>",
        "<A><Item>Mixed</Item></A>",
    };
    return documents;
}

TEST(CleanXml, TellsOfCleanDocumentsWhatExpatTells) {
    for (const auto& document : clean_documents()) {
        const auto events = clean_events(document);
        ASSERT_TRUE(events.has_value()) << document;
        EXPECT_EQ(*events, expat_events(document)) << document;
    }
}

TEST(CleanXml, LeavesEverythingElseToExpat) {
    const std::vector<std::string> documents = {
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "<a></a></a>",
        "<a b='1' b='2'/>",
        "<a b='1'c='2'/>",
        "<a b=1/>",
        "<a b/>",
        "<a b='<'/>",
        "<a b='1'",
        "<a b='a value longer than sixteen < here'/>",
        "<a>&nGt;</a>",
        "<a / >",
        "<a><![CDATA[x</a>",
        "<a><!-- x</a>",
        "<a>\x01</a>",
        "<a>\xef\xbf\xbf</a>",
        "<a>1 < 2</a>",
        "<a>&#13;\n</a>",
        "<a>]]<!-- -->></a>",
        "<a>\r<!-- -->\n</a>",
        "<\xc3\xa9/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<![CDATA[x]]><a/>",
        "<a><?XmL x?></a>",
        "<a><!ELEMENT x></a>",
    };
    for (const auto& document : documents) EXPECT_EQ(clean_events(document), std::nullopt) << document;
}

TEST(CleanXml, KeepsTheLimits) {
    const auto repeated = [](std::string_view piece, std::size_t times) {
        std::string out;
        for (std::size_t i = 0; i < times; ++i) out += piece;
        return out;
    };
    const std::string deep = repeated("<a>", 257) + repeated("</a>", 257);
    const std::string long_name = "<" + std::string(5000, 'a') + "/>";
    std::string many = "<a";
    for (int i = 0; i < 300; ++i) many += " b" + std::to_string(i) + "=''";
    for (const auto& document : {deep, long_name, many + "/>"}) EXPECT_EQ(clean_events(document), std::nullopt);
}

TEST(CleanXml, EndsWhereTheSinkEndsTheReading) {
    const std::string document = "<a><b>x</b><c y='1'>z<d/></c></a>";
    for (std::size_t most = 1; most < 6; ++most) {
        const auto events = clean_events(document, most);
        ASSERT_TRUE(events.has_value()) << most;
        EXPECT_EQ(*events, expat_events(document, most)) << most;
    }
}

TEST(XmlReader, ClosesOnlyWhatItOpenedWhenItGoesOnBehindTheEndOfTheChannel) {
    const std::string events = expat_events("<rss><channel><item></item></channel><e<item></item></channel></rss>");
    std::size_t open = 0;
    std::size_t closed = 0;
    for (auto at = events.find("open "); at != std::string::npos; at = events.find("open ", at + 1)) ++open;
    for (auto at = events.find("close"); at != std::string::npos; at = events.find("close", at + 1)) ++closed;
    EXPECT_EQ(open, 5U) << events;  // The channel twice: what stands behind its end is read in it all the same.
    EXPECT_EQ(closed, 5U) << events;
}

// Pieces of documents put together by chance, most of them wrong: what the clean reader takes must be right.
TEST(CleanXml, TakesOnlyWhatItTellsAsExpatDoes) {
    const std::vector<std::string> pieces = {
        "<a>",
        "</a>",
        "<b c='",
        "'>",
        "</b>",
        "<d/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&#10;",
        "&#39",
        ";",
        "&",
        "<",
        ">",
        "]",
        "\r",
        "\n",
        "\t",
        " ",
        "x",
        "&nbsp;",
        "<?p ",
        "?>",
        "<?xml ",
        "\"",
        "'",
        "=",
        "/",
        "!",
        "<e f=\"",
        "\">",
        "</e>",
        "&#13;",
        "\xc3\xa9",
        "\xef\xbf\xbe",
        "&#65534;",
        "&apos;",
        "<!DOCTYPE a>",
        "xmlns:g='http://search.yahoo.com/mrss/' ",
    };
    std::mt19937 chance(20261123);
    const auto pick = [&](std::size_t below) { return chance() % below; };
    std::size_t taken = 0;
    for (int round = 0; round < 60'000; ++round) {
        std::string document = "<r>";
        for (std::size_t i = pick(9); i > 0; --i) {
            if (pick(3) == 0) {
                const auto& whole = clean_documents()[pick(clean_documents().size())];
                document += std::string_view(whole).substr(pick(whole.size()), pick(30));
            } else {
                document += pieces[pick(pieces.size())];
            }
        }
        document += "</r>";
        const auto events = clean_events(document);
        if (!events) continue;
        ++taken;
        ASSERT_EQ(*events, expat_events(document)) << document;
    }
    EXPECT_GT(taken, 3'000U);
}

}  // namespace
}  // namespace masthead::feed
