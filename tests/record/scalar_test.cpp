#include "record/record.h"
#include "text/utf8.h"

#include <gtest/gtest.h>

namespace masthead::record {
namespace {

TEST(Scalar, QuotingFollowsTheRule) {
    using namespace std::string_literals;
    const struct {
        std::string text;
        std::string_view quoted;
    } cases[] = {
        {"", R"("")"},
        {"plain", R"("plain")"},
        {"a \"b\" \\ c", R"("a \"b\" \\ c")"},
        {"\r\n\t", R"("\r\n\t")"},
        {"\0\x01\x1F\x7F"s, R"("\x00\x01\x1f\x7f")"},
        {"\u0080\u009F\u00A0", "\"\\x80\\x9f\u00A0\""},
        {"\u2028\u2029\uFEFF\uFFFE\uFFFF\uFDD0\uFDEF", R"("\u2028\u2029\ufeff\ufffe\uffff\ufdd0\ufdef")"},
        {"\U0001FFFE\U0010FFFF", R"("\U0001fffe\U0010ffff")"},
        {"\U0001F600 \u200B\u202E é", "\"\U0001F600 \u200B\u202E é\""},
        {"bad \xFF byte", "\"bad \uFFFD byte\""},
    };
    for (const auto& test : cases) EXPECT_EQ(quote_scalar(test.text), test.quoted);
}

TEST(Scalar, EveryCharacterComesBack) {
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text = "a";
        text::append_character(text, c);
        text += 'b';
        const auto quoted = quote_scalar(text);
        const auto read = read_scalar(quoted);
        ASSERT_TRUE(read) << quoted;
        ASSERT_EQ(*read, text) << quoted;
    }
}

TEST(Scalar, PlainOnlyWhereNoReaderSeesAnythingElse) {
    for (const std::string_view text :
         {"Azure", "Management tools", "Tom's Guide", "Börsennews", "Morningstar, Inc.", "9to5 Daily", "5G", "ÖBB",
          "news.example", "Morningstar%2c Inc.", "AT&T", "日本"}) {
        EXPECT_TRUE(is_plain_scalar(text)) << text;
    }
    for (const std::string_view text :
         {"",     " a",         "a ",    "true", "No",      "NULL", "y",   "~",     "2024", "1e5",
          "0x1F", "2024-01-01", "12:30", "a: b", "a #b",    "#a",   "- a", "-",     "&a",   "*a",
          "!a",   "[a]",        "{a}",   "|",    ">",       "@a",   "`a`", "\"a\"", "'a'",  "%a",
          ".5",   "+1",         "a\tb",  "a\nb", "a\u2028", "\xFF", "?",   "=",     "<<"}) {
        EXPECT_FALSE(is_plain_scalar(text)) << text;
    }
}

TEST(Scalar, ForeignSpellingsAreUnderstood) {
    const struct {
        std::string_view raw;
        std::string_view text;
    } cases[] = {{R"("\u00e9\xe9\U000000e9")", "ééé"},
                 {R"("\ud83d\ude00")", "\U0001F600"},
                 {R"("\/\_\N\L\P\e\a")", "/\u00A0\u0085\u2028\u2029\x1B\a"},
                 {"'it''s'", "it's"},
                 {"''", ""},
                 {"plain: yes #1", "plain: yes #1"}};
    for (const auto& test : cases) {
        const auto text = read_scalar(test.raw);
        ASSERT_TRUE(text) << test.raw;
        EXPECT_EQ(*text, test.text);
    }
    for (const std::string_view raw : {"", "\"", "'", "\"a", "\"a\\\"", R"("\x4")", R"("\ud83d")", R"("\ud83dA")",
                                       R"("\U00110000")", "'a'b'", "\"a\" b", "|", "[a]", "&a b"}) {
        EXPECT_FALSE(read_scalar(raw)) << raw;
    }
}

}  // namespace
}  // namespace masthead::record
