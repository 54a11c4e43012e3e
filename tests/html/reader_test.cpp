#include "html/reader.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

// The tree as one line: <tag attributes>text</tag>, names that the tree does not know as "element".
std::string shape(const Tree& tree, NodeIndex index = 0) {
    const Node& node = tree[index];
    if (node.tag == Tag::text) return std::string(node.text);
    std::string out;
    for (NodeIndex child = index + 1; child < node.end; child = tree[child].end) out += shape(tree, child);
    if (index == 0) return out;
    const std::string name(name_of(node.tag));
    return "<" + name + ">" + out + "</" + name + ">";
}

std::string body_of(std::string_view markup, const MarkupBudget& budget = {}) {
    const ReadMarkup read = read_html(markup, budget);
    for (NodeIndex i = 0; i < read.tree.size(); ++i) {
        if (read.tree[i].tag != Tag::body) continue;
        const std::string body = shape(read.tree, i);
        return body.substr(6, body.size() - 13);
    }
    return "no body";
}

TEST(Reader, TakesOutWhatIsNoText) {
    EXPECT_EQ(
        body_of("<p>a<script>if (x < 1) '</p>'</script>b<style>p{}</style>c<!-- <p> -->d<svg><title>t</title></svg>e"),
        "<p>a b cd e</p>");
    EXPECT_EQ(body_of("<!--><p>x"), "<p>x</p>");
    EXPECT_EQ(body_of("<p>1 < 2 <3"), "<p>1 < 2 <3</p>");
    EXPECT_EQ(body_of("<p>x<iframe><p>y</iframe><textarea>z</textarea>"), "<p>x<iframe></iframe> </p>");
    EXPECT_EQ(body_of("<p>a<template><p>copy</template>b"), "<p>a b</p>");
}

TEST(Reader, DecodesReferencesWhereTheyStand) {
    EXPECT_EQ(body_of("<p>&amp;lt; &eacute;t&eacute &#x41;&#66; &notit; &nosuch; &"),
              "<p>&lt; été AB ¬it; &nosuch; &</p>");
    const ReadMarkup read = read_html("<a href='?a=1&copy=2&amp;b&lt;'>x</a>", {});
    EXPECT_EQ(read.tree.attribute(read.tree.size() - 2, AttributeName::href), "?a=1&copy=2&b<");
}

TEST(Reader, MendsNestingAsBrowsersDo) {
    EXPECT_EQ(body_of("<p>1<b>2<i>3</b>4</i>5</p>"), "<p>1<b>2<i>3</i></b><i>4</i>5</p>");
    EXPECT_EQ(body_of("<b>1<p>2</b>3</p>"), "<b>1</b><p><b>2</b>3</p>");
    EXPECT_EQ(body_of("<table>lost<tr><td>x</table>"), "lost<table><tbody><tr><td>x</td></tr></tbody></table>");
    EXPECT_EQ(body_of("<ul><li>a<li>b</ul><p>c<div>d</div>"), "<ul><li>a</li><li>b</li></ul><p>c</p><div>d</div>");
    EXPECT_EQ(body_of("<a href=x>1<div>2<a href=y>3"), "<a>1</a><div><a>2</a><a>3</a></div>");
    EXPECT_EQ(body_of("<body><noscript><p>x</p></noscript>y"), "<noscript><p>x</p></noscript>y");
    EXPECT_EQ(body_of("<body><noscript><div><p>x</noscript><p>y"), "<noscript><div><p>x</p></div></noscript><p>y</p>");
    EXPECT_EQ(body_of("<p>x</body></html><p>after"), "<p>x</p><p>after</p>");
}

TEST(Reader, ATagKeepsItsFirstAttributesOnly) {
    std::string tag = "<p class=first";
    for (int i = 0; i < 100000; ++i) tag += " a" + std::to_string(i) + "=1";
    const ReadMarkup read = read_html(tag + " id=late>text", {});
    const NodeIndex p = read.tree.size() - 2;
    EXPECT_EQ(read.tree.attribute(p, AttributeName::class_), "first");
    EXPECT_FALSE(read.tree.has(p, AttributeName::id));
    EXPECT_EQ(body_of(tag + ">text"), "<p>text</p>");
    EXPECT_EQ(read_html("<p class=a CLASS=b>", {}).tree.attribute(4, AttributeName::class_), "a");
}

TEST(Reader, ASecondBodyOrHtmlGivesTheAttributesThatAreMissing) {
    const ReadMarkup read = read_html("<p>x<html lang=fr class=one><body class=two><body class=three id=four>", {});
    EXPECT_EQ(read.tree.attribute(1, AttributeName::lang), "fr");
    NodeIndex body = 1;
    while (read.tree[body].tag != Tag::body) ++body;
    EXPECT_EQ(read.tree.attribute(body, AttributeName::class_), "two");
    EXPECT_EQ(read.tree.attribute(body, AttributeName::id), "four");
}

TEST(Reader, KeepsLinkedData) {
    const std::string page =
        "<SCRIPT type='application/ld+json'>{\"a\":1}</SCRIPT><script>{\"@context\": "
        "\"x\"}</script><script>{}</script>";
    const ReadMarkup read = read_html(page, {});
    ASSERT_EQ(read.linked_data.size(), 2U);
    EXPECT_EQ(read.linked_data[0], "{\"a\":1}");
}

TEST(Reader, AScriptEndsWhereBrowsersEndIt) {
    EXPECT_EQ(body_of("<p>a<script><!-- <script> </script> --></script>b"), "<p>a b</p>");
    EXPECT_EQ(body_of("<p>a<script><!-- x </script>b"), "<p>a b</p>");
    EXPECT_EQ(body_of("<p>a<script>never ended <p>b"), "<p>a </p>");
}

TEST(Reader, BudgetsCutAndSaySo) {
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "<div>";
    const ReadMarkup cut = read_html("<p>kept</p>" + deep + "lost", {.max_open_elements = 20});
    EXPECT_TRUE(cut.is_cut);
    EXPECT_EQ(cut.cut_reason, "The page nests deeper than we read, so its end was left out.");
    EXPECT_EQ(cut.tree.text_of(0), "kept");
    EXPECT_EQ(read_html("<p>a<p>b<p>c", {.max_tags = 2}).tree.text_of(0), "a b");
    EXPECT_EQ(read_html("<p>aé b", {.max_text_bytes = 2}).tree.text_of(0), "a");
    EXPECT_FALSE(read_html("<p>kept</p>" + deep, {}).is_cut);
}

// The adoption agency makes trees deeper than the stack ever was.
TEST(Reader, NoTreeIsDeeperThanTheBudget) {
    std::string page;
    for (int i = 0; i < 300; ++i) page += "<b id=" + std::to_string(i) + "><div>";
    for (int i = 0; i < 300; ++i) page += "</b>";
    const MarkupBudget budget{.max_open_elements = 100};
    const ReadMarkup read = read_html(page, budget);
    for (NodeIndex i = 0; i < read.tree.size(); ++i) {
        ASSERT_LE(read.tree[i].depth, budget.max_open_elements + 1);
        ASSERT_GT(read.tree[i].end, i);
        ASSERT_LE(read.tree[i].end, read.tree[read.tree[i].parent].end);
    }
}

}  // namespace
}  // namespace masthead::html
