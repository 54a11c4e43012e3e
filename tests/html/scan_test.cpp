#include "html/scan.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

TEST(Scan, ATagKeepsItsFirstAttributesOnly) {
    std::string tag = "<p class=first";
    for (int i = 0; i < 100000; ++i) tag += " id=a" + std::to_string(i);
    const ScannedMarkup page = scan(tag + ">text", {});
    EXPECT_LT(page.markup.size(), 2000U);
    EXPECT_NE(page.markup.find("class=first"), std::string::npos);
    EXPECT_TRUE(page.markup.ends_with(">text"));
}

TEST(Scan, TakesOutWhatIsNoText) {
    EXPECT_EQ(
        scan("a<script>if (x < 1) '</p>'</script>b<style>p{}</style>c<!-- <p> -->d<svg><title>t</title></svg>e", {})
            .markup,
        "a b cd e");
    EXPECT_EQ(scan("<!--><p>x", {}).markup, "<p>x");
    EXPECT_EQ(scan("1 < 2", {}).markup, "1 &lt; 2");
    EXPECT_EQ(scan("<a data-x=\"1>2\" href='/y' onclick=z>x</a >", {}).markup, "<a href='/y'>x</a>");
    EXPECT_EQ(scan("<p title=\"open>text", {}).markup, "<p title=\"open>text");
}

TEST(Scan, KeepsLinkedData) {
    const auto page = scan(
        "<SCRIPT type='application/ld+json'>{\"a\":1}</SCRIPT><script>{\"@context\": "
        "\"x\"}</script><script>{}</script>",
        {});
    ASSERT_EQ(page.linked_data.size(), 2U);
    EXPECT_EQ(page.linked_data[0], "{\"a\":1}");
}

}  // namespace
}  // namespace masthead::html
