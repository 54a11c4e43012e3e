// Every label of the encoding standard, with a word in its charset. https://encoding.spec.whatwg.org/#names-and-labels
#include "text/encoding.h"

#include "core/ascii.h"
#include "text/charset_labels.h"

#include <string_view>

#include <gtest/gtest.h>

namespace masthead::text {
namespace {

using namespace std::string_view_literals;

struct Charset {
    std::string_view name;
    std::string_view labels;
    std::string_view bytes;  // Empty: ICU does not know it.
    std::string_view text;
};

const Charset charsets[] = {
    {"big5", "big5 big5-hkscs cn-big5 csbig5 x-x-big5", "\301\143\305\351\244\244\244\345"sv, "繁體中文"},
    {"euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp", "\306\374\313\334\270\354"sv, "日本語"},
    {"euc-kr",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
     "\307\321\261\271\276\356"sv, "한국어"},
    {"gb18030", "gb18030", "\326\320\316\304\224\071\374\066"sv, "中文😀"},
    {"gbk", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk", "\326\320\316\304"sv,
     "中文"},
    {"ibm866", "866 cp866 csibm866 ibm866", "\217\340\250\242\245\342"sv, "Привет"},
    {"iso-2022-jp", "csiso2022jp iso-2022-jp", "\033\044\102\106\174\113\134\070\154\033\050\102"sv, "日本語"},
    {"iso-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6", "\251\257"sv, "ĐŊ"},
    {"iso-8859-13", "iso-8859-13 iso8859-13 iso885913", "\300\376"sv, "Ąž"},
    {"iso-8859-14", "iso-8859-14 iso8859-14 iso885914", "\360\376"sv, "ŵŷ"},
    {"iso-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9", "\244\274"sv, "€Œ"},
    {"iso-8859-16", "iso-8859-16", "", ""},
    {"iso-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
     "\243\363\144\274"sv, "Łódź"},
    {"iso-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
     "\241\370"sv, "Ħĝ"},
    {"iso-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
     "\242\277"sv, "ĸŋ"},
    {"iso-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
     "\277\340\330\322\325\342"sv, "Привет"},
    {"iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
     "\323\344\307\345"sv, "سلام"},
    {"iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek",
     "\303\345\351\334"sv, "Γειά"},
    {"iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual",
     "\371\354\345\355"sv, "שלום"},
    {"iso-8859-8-i", "csiso88598i iso-8859-8-i logical", "\371\354\345\355"sv, "שלום"},
    {"koi8-r", "cskoi8r koi koi8 koi8-r koi8_r", "\360\322\311\327\305\324"sv, "Привет"},
    {"koi8-u", "koi8-ru koi8-u", "\267\326\301\313"sv, "Їжак"},
    {"macintosh", "csmacintosh mac macintosh x-mac-roman", "\202\216"sv, "Çé"},
    {"replacement", "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement", "<p>\033$)Cx",
     "\uFFFD"},
    {"shift_jis", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
     "\223\372\226\173\214\352\207\100"sv, "日本語①"},
    {"utf-16be", "unicodefffe utf-16be", "\000\141\000\351"sv, "aé"},
    {"utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le", "\141\000\351\000"sv, "aé"},
    {"utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8", "\303\251"sv, "é"},
    {"windows-1250", "cp1250 windows-1250 x-cp1250", "\216\154\165\235"sv, "Žluť"},
    {"windows-1251", "cp1251 windows-1251 x-cp1251", "\317\360\350\342\345\362"sv, "Привет"},
    {"windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
     "\223\351\224\040\200"sv, "“é” €"},
    {"windows-1253", "cp1253 windows-1253 x-cp1253", "\303\345\351\334"sv, "Γειά"},
    {"windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 "
     "x-cp1254",
     "\335\360"sv, "İğ"},
    {"windows-1255", "cp1255 windows-1255 x-cp1255", "\371\354\345\355"sv, "שלום"},
    {"windows-1256", "cp1256 windows-1256 x-cp1256", "\323\341\307\343"sv, "سلام"},
    {"windows-1257", "cp1257 windows-1257 x-cp1257", "\300\376\165\157\154\141\163"sv, "Ąžuolas"},
    {"windows-1258", "cp1258 windows-1258 x-cp1258", "\320\365"sv, "Đơ"},
    {"windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874", "\312\307\321\312\264\325"sv,
     "สวัสดี"},
    {"x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian", "\217\360\350\342\345\362"sv, "Привет"},
    {"x-user-defined", "x-user-defined", "a\200\377", "a\uF780\uF7FF"},
};

TEST(Encoding, EveryLabelIsReadAsTheStandardMeansIt) {
    std::size_t labels = 0;
    for (const auto& [name, names, bytes, text] : charsets) {
        for (const std::string_view label : core::split(names, ' ')) {
            ++labels;
            EXPECT_EQ(charset_of_label(label), name) << label;
            if (bytes.empty()) continue;
            const Decoded decoded = decode(bytes, label);
            EXPECT_EQ(decoded.text, text) << label;
            EXPECT_EQ(decoded.charset, name) << label;
        }
    }
    EXPECT_EQ(labels, 228U);
}

TEST(Encoding, ALabelMayStandInAnyCaseAndWhiteSpace) {
    EXPECT_EQ(charset_of_label(" Latin1\n"), "windows-1252");
    EXPECT_EQ(decode("caf\xe9", "\"ISO-8859-1\"").text, "caf\u00e9");
}

TEST(Encoding, WhatNoBrowserReadsIsNoLabel) {
    for (const std::string_view label : {"utf-7", "ebcdic-cp-us", "scsu", "cp437", "x", ""})
        EXPECT_EQ(charset_of_label(label), "") << label;
    EXPECT_EQ(decode("caf\xe9", "x").text, "caf\u00e9");
}

TEST(Encoding, AByteOrderMarkWinsOverEveryLabelAndUtf8OverWrongOnes) {
    EXPECT_EQ(decode("\xEF\xBB\xBF\u00e9", "windows-1251").text, "\u00e9");
    EXPECT_EQ(decode("\xFF\xFE"
                     "a\0"sv,
                     "utf-8")
                  .text,
              "a");
    EXPECT_EQ(decode("\u00e9t\u00e9", "windows-1252").text, "\u00e9t\u00e9");
}

}  // namespace
}  // namespace masthead::text
