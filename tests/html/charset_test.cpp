#include "html/charset.h"

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

TEST(Charset, IsReadFromHeaderAndMarkup) {
    EXPECT_EQ(charset_of_content_type("text/html; Charset=\"UTF-8\""), "utf-8");
    EXPECT_EQ(charset_of_content_type("text/html"), "");
    EXPECT_EQ(charset_of_markup("<html><META CHARSET=Shift_JIS>"), "shift_jis");
    EXPECT_EQ(charset_of_markup("<meta http-equiv=content-type content='text/html; charset=windows-1251'>"),
              "windows-1251");
    EXPECT_EQ(charset_of_markup("<p>charset=x"), "");
    EXPECT_EQ(charset_of_markup("<!-- <meta charset=big5> --><meta charset=koi8-u>"), "koi8-u");
    EXPECT_EQ(charset_of_markup("<meta charset=none><meta charset=euc-jp>"), "euc-jp");
    EXPECT_EQ(charset_of_markup("<meta charset=utf-16le>"), "utf-8");
    EXPECT_EQ(charset_of_markup("<meta charset=x-user-defined>"), "windows-1252");
    EXPECT_EQ(charset_of_content_type("text/html; charset=none"), "");
}

}  // namespace
}  // namespace masthead::html
