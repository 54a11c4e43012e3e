#include "feed/markup_scan.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::feed {
namespace {

constexpr auto npos = std::string_view::npos;

// The vector instructions read 32 bytes at once: what is looked for stands at every place of a block and across its
// edge.
TEST(MarkupScan, FindsAnEqualsSignBehindEveryNameWhereverItStands) {
    for (const std::string name : {"href", "SRC", "poster", "cite", "href ", "src\t", "href\n"}) {
        for (std::size_t before = 0; before < 70; ++before) {
            const std::string markup = std::string(before, 'x') + name + "=" + std::string(before, '-');
            EXPECT_EQ(next_relative_equals(markup, 1), before + name.size()) << name << before;
            EXPECT_EQ(next_relative_equals(markup, before + name.size() + 1), npos);
        }
    }
}

TEST(MarkupScan, PassesOverOtherNamesAndAbsoluteAddresses) {
    std::string markup;
    for (int i = 0; i < 40; ++i) markup += "<p class=\"a\" id='b' width=3 \xC3\xA9>";
    for (int i = 0; i < 40; ++i) markup += R"(<a href="https://a.example/"><img src="http://b.example/">)";
    const std::size_t all = markup.size();
    markup += "<a href=x>" + std::string(40, ' ');
    const std::size_t found = next_relative_equals(markup, 1);
    ASSERT_NE(found, npos);
    EXPECT_EQ(markup.substr(found - 4, 6), "href=x");
    EXPECT_GT(found, all);
}

TEST(MarkupScan, FindsATagThatBeginsWithIWhereverItStands) {
    for (const std::string tag : {"<i", "<I"}) {
        for (std::size_t before = 0; before < 70; ++before) {
            const std::string markup = std::string(before, '<') + tag + std::string(before, 'i');
            EXPECT_EQ(next_tag_in_i(markup, 0), before) << tag;
            EXPECT_EQ(next_tag_in_i(markup, before + 1), npos);
        }
    }
    EXPECT_EQ(next_tag_in_i("a <", 0), npos);
    EXPECT_EQ(next_tag_in_i("", 0), npos);
}

}  // namespace
}  // namespace masthead::feed
