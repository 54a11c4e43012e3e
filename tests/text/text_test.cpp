#include "text/encoding.h"
#include "text/html_text.h"
#include "text/language.h"
#include "text/normalize.h"
#include "text/tokens.h"
#include "text/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::text {
namespace {

using testing::ElementsAre;

TEST(Utf8, IsRepairedWithoutLosingWhatIsGood) {
    EXPECT_EQ(repair_utf8("a\xC3\xA9"
                          "b"),
              "a\xC3\xA9"
              "b");
    EXPECT_EQ(repair_utf8("a\xE2\x82z"), "a\xEF\xBF\xBDz");
    EXPECT_EQ(repair_utf8("\xFF\xFF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
}

TEST(Utf8, SurveySaysWhatATextHoldsWhereverItStands) {
    // Before, within and across the blocks that are looked at together.
    for (const std::size_t before : {0U, 1U, 7U, 31U, 254U, 255U, 256U, 510U, 511U, 512U, 1000U, 2000U}) {
        const std::string front(before, 'x');
        const std::string end = "\n\tend" + std::string(before % 2 == 0 ? 0U : 1100U, 'x');
        const auto survey = [&](std::string_view piece) { return survey_utf8(front + std::string(piece) + end); };
        EXPECT_TRUE(survey("caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80 \xEF\xBF\xBD").is_valid) << before;
        EXPECT_FALSE(survey("caf\xC3\xA9").has_control || survey("\xEF\xBF\xBD").has_noncharacter) << before;
        EXPECT_TRUE(survey("\r").has_return && !survey("\r").has_control) << before;
        EXPECT_TRUE(survey("\x1F").has_control && !survey("\x1F").has_return) << before;
        EXPECT_TRUE(survey("\xEF\xBF\xBE").has_noncharacter && survey("\xEF\xBF\xBF").has_noncharacter) << before;
        for (const std::string_view bad :
             {"\xC3", "\xC3x", "\xA9", "\xE6\x97", "\xED\xA0\x80", "\xC0\x80", "\xF5\x80\x80\x80"})
            EXPECT_FALSE(survey(bad).is_valid) << before;
        EXPECT_FALSE(survey_utf8(front + "\xE6\x97").is_valid) << before;
    }
}

TEST(Utf8, IsShortenedAtAWord) {
    EXPECT_EQ(shorten("one two three", 50), "one two three");
    EXPECT_EQ(shorten("one two three four", 12), "one two\xE2\x80\xA6");
    EXPECT_EQ(shorten("\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", 2), "\xE6\x97\xA5\xE2\x80\xA6");
}

TEST(Encoding, BelievesTheBytesBeforeTheLabel) {
    EXPECT_EQ(decode("caf\xC3\xA9", "iso-8859-1").text, "caf\xC3\xA9");
    EXPECT_EQ(decode("caf\xE9", "iso-8859-1").text, "caf\xC3\xA9");
    EXPECT_EQ(decode("caf\xE9", "").text, "caf\xC3\xA9");
    EXPECT_EQ(decode("\x93quoted\x94", "iso-8859-1").text, "\xE2\x80\x9Cquoted\xE2\x80\x9D");
    EXPECT_EQ(decode(std::string_view("\xFF\xFEh\0i\0", 6), "utf-8").text, "hi");
    EXPECT_EQ(decode("\xEF\xBB\xBFhi", "windows-1252").text, "hi");
    EXPECT_EQ(decode("\x83\x65\x83\x58\x83\x67", "shift_jis").text, "\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88");
}

TEST(HtmlText, KeepsTheWordsAndDropsTheMarkup) {
    EXPECT_EQ(plain_text("<p>One &amp; two</p><p>Three<br>four</p><script>bad()</script>"), "One & two\n\nThree\nfour");
    EXPECT_EQ(plain_line("<b>Tea &lt; 5</b>\n for&nbsp;two"), "Tea < 5 for two");
    EXPECT_EQ(plain_text("a < b and c > d"), "a < b and c > d");
    EXPECT_EQ(plain_text("x <img alt='a>b' src=\"y\"> z"), "x z");
    EXPECT_EQ(decode_references("&#8217;&#x2019;&#146;&hellip;&bogus;&"),
              "\xE2\x80\x99\xE2\x80\x99\xE2\x80\x99\xE2\x80\xA6&bogus;&");
    EXPECT_EQ(escape_html("<a b='c'>&\""), "&lt;a b=&#39;c&#39;&gt;&amp;&quot;");
}

TEST(HtmlText, StaysLinearOnOpenTags) {
    const std::string open(200000, '<');
    EXPECT_EQ(plain_text(open).size(), open.size());
}

TEST(Normalize, MakesTextComparable) {
    EXPECT_EQ(fold("\xC3\x84rger in Z\xC3\xBCrich"), "arger in zurich");
    EXPECT_EQ(clean_line("  a\xE2\x80\xAE b\t\xC2\xA0 c\x01 "), "a b c");
    EXPECT_EQ(clean_line("e\xCC\x81"), "\xC3\xA9");
    // Whatever is wrong with a line is seen wherever it stands.
    for (std::size_t size = 1; size < 40; ++size) {
        const std::string line(size, 'x');
        EXPECT_EQ(clean_line(line), line);
        for (std::size_t at = 0; at <= size; ++at) {
            const std::string head = line.substr(0, at);
            const std::string tail = line.substr(at);
            const std::string spaced = head.empty() || tail.empty() ? line : head + " " + tail;
            EXPECT_EQ(clean_line(head + " " + tail), spaced) << size << " " << at;
            EXPECT_EQ(clean_line(head + "  " + tail), spaced) << size << " " << at;
            EXPECT_EQ(clean_line(head + "\t" + tail), spaced) << size << " " << at;
            EXPECT_EQ(clean_line(head + "\x7f" + tail), line) << size << " " << at;
        }
    }
}

TEST(Slug, IsPlainAndStable) {
    EXPECT_EQ(slug("Azure Security Center\xE2\x80\x94News and updates"), "azure-security-centernews-and-updates");
    EXPECT_EQ(slug("  What\xE2\x80\x99s new?  C++ & more -- today "), "whats-new-c-more-today");
    EXPECT_EQ(slug("Caf\xC3\xA9 cr\xC3\xA8me"), "cafe-creme");
    EXPECT_EQ(slug("aaa bbb ccc", 8), "aaa-bbb");
    EXPECT_FALSE(slug("\xE6\x9D\xB1\xE4\xBA\xAC\xE3\x81\xAE\xE5\xA4\xA9\xE6\xB0\x97").empty());
    EXPECT_EQ(slug("!!!"), "");
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& token : tokenize(text)) out.emplace_back(token.surface);
    return out;
}

TEST(Tokens, AreWords) {
    EXPECT_THAT(words("It's 1,200.5 tonnes, not \xC3\xA9lan's."),
                ElementsAre("It's", "1,200.5", "tonnes", "not", "\xC3\xA9lan's"));
    EXPECT_THAT(words("covid-19"), ElementsAre("covid", "19"));
    EXPECT_GT(words("\xE6\x9D\xB1\xE4\xBA\xAC\xE3\x81\xAE\xE5\xA4\xA9\xE6\xB0\x97").size(), 1U);
}

TEST(Tokens, AreStemmedByLanguage) {
    EXPECT_THAT(stems(tokenize("Ports agreed"), "en"), ElementsAre("port", "agre"));
    EXPECT_THAT(stems(tokenize("Minister's"), "en"), ElementsAre("minist"));
    EXPECT_THAT(stems(tokenize("Ports"), "xx"), ElementsAre("ports"));
    EXPECT_TRUE(is_stop_word("the", "en"));
    EXPECT_FALSE(is_stop_word("port", "en"));
}

TEST(Language, IsDetectedOrDeclared) {
    EXPECT_EQ(detect_language("The harbour master said the quay would reopen on Monday after repairs.", "").language,
              "en");
    EXPECT_EQ(detect_language("Der Hafenmeister sagte, der Kai werde am Montag nach der Reparatur wieder ge\xC3\xB6"
                              "ffnet.",
                              "en")
                  .language,
              "de");
    EXPECT_EQ(detect_language("OK", "fr-CA").language, "fr");
    EXPECT_EQ(primary_language("EN-us"), "en");
    EXPECT_EQ(primary_language("english"), "");
}

}  // namespace
}  // namespace masthead::text
