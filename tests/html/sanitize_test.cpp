#include "html/sanitize.h"

#include "core/json.h"
#include "html/tokenizer.h"
#include "payloads.h"
#include "support/files.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

struct Case {
    std::string given;
    std::string expected;
};

std::string clean(std::string_view markup) {
    return sanitize(markup, {.base_url = "https://courier.example/news/one"});
}

void expect(std::initializer_list<Case> cases) {
    for (const auto& [given, expected] : cases) {
        EXPECT_EQ(clean(given), expected) << given;
        EXPECT_EQ(clean(expected), expected) << given;
    }
}

TEST(Sanitize, KeepsWhatTextIsMadeOf) {
    expect({
        {"", ""},
        {"plain & simple < \"text\"", "plain &amp; simple &lt; &quot;text&quot;"},
        {"<p>One <b>two</b> <em>three</em><br>four", "<p>One <b>two</b> <em>three</em><br>four</p>"},
        {"<h2>Head</h2><blockquote cite='/q'><p>Quote</blockquote>",
         "<h2>Head</h2><blockquote cite=\"https://courier.example/q\"><p>Quote</p></blockquote>"},
        {"<ul><li>a<li>b</ul><ol start=3><li value=5>c</ol>",
         "<ul><li>a</li><li>b</li></ul><ol start=\"3\"><li value=\"5\">c</li></ol>"},
        {"<dl><dt>t<dd>d</dl>", "<dl><dt>t</dt><dd>d</dd></dl>"},
        {"<figure><figcaption lang=de>x</figcaption></figure>",
         "<figure><figcaption lang=\"de\">x</figcaption></figure>"},
        {"<pre><code>a  b\n c</code></pre>", "<pre><code>a  b\n c</code></pre>"},
        {"<table><tr><th scope=col>h<td colspan=2>c</table>",
         "<table><tbody><tr><th scope=\"col\">h</th><td colspan=\"2\">c</td></tr></tbody></table>"},
        {"<time datetime='2024-05-03'>May</time> <span dir=rtl>x</span>",
         "<time datetime=\"2024-05-03\">May</time> <span dir=\"rtl\">x</span>"},
        {"<ruby>漢<rp>(</rp><rt>kan</rt></ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt></ruby>"},
        {"<section><article>x</article></section><center>y</center>", "<div><div>x</div></div><div>y</div>"},
    });
}

TEST(Sanitize, LinksAndPicturesBecomeAbsoluteAndSafe) {
    expect({
        {"<a href='two?a=1&amp;b=2#c' target=_top onclick=x title='A \"t\"'>x</a>",
         "<a href=\"https://courier.example/news/two?a=1&amp;b=2#c\" title=\"A &quot;t&quot;\" "
         "rel=\"noopener nofollow ugc\">x</a>"},
        {"<a href='MAILTO:ann@courier.example'>x</a>",
         "<a href=\"mailto:ann@courier.example\" rel=\"noopener nofollow ugc\">x</a>"},
        {"<a href='javascript:alert(1)'>x</a>", "x"},
        {"<a name=top>x</a>", "x"},
        {"<img src=/i.jpg width=640px height=50% alt='A <b>' class=x>",
         "<img src=\"https://courier.example/i.jpg\" alt=\"A &lt;b&gt;\" width=\"640\" loading=\"lazy\" "
         "decoding=\"async\" referrerpolicy=\"no-referrer\">"},
        {"<img src='data:image/gif;base64,R0' data-src='/lazy.jpg'>",
         "<img src=\"https://courier.example/lazy.jpg\" loading=\"lazy\" decoding=\"async\" "
         "referrerpolicy=\"no-referrer\">"},
        {"<img srcset='/a.jpg 1x, /b,c.jpg 2x, javascript:x 3x, /d.jpg'>",
         "<img srcset=\"https://courier.example/a.jpg 1x, https://courier.example/b,c.jpg 2x, "
         "https://courier.example/d.jpg\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">"},
        {"<video src=/v.mp4 autoplay onplay=x>no <b>video</b></video>z",
         "<video src=\"https://courier.example/v.mp4\" controls=\"\" preload=\"none\"></video>z"},
    });
    EXPECT_EQ(sanitize("<a href=/x>x</a><a href=https://a.example/>y</a>"),
              "x<a href=\"https://a.example/\" rel=\"noopener nofollow ugc\">y</a>");
}

TEST(Sanitize, RemovesWhatRunsCountsOrAsks) {
    expect({
        {"a<script>b</script>c<style>d</style>e<noscript><p>f</noscript>g", "aceg"},
        {"a<svg><p>b<svg>c</svg>d</svg>e<math><mi>f</math>g", "aeg"},
        {"a<iframe><p>b</iframe>c<object><p>d</object>e<embed src=x>f<template>g</template>h", "acefh"},
        {"<form action=x>a<input value=b><select><option>c</select><textarea>d</textarea><button>e</button></form>f",
         "af"},
        {"a<img src=/t.gif width=1 height=1><img src=/t.gif style='width: 1px; height:1px'>b<img src=/t.gif width=0>",
         "ab"},
        {"a<!-- b -->c<!DOCTYPE d>e<?f?>g", "aceg"},
        {"<p style='color:red' id=x class=y onclick=z data-a=b>t", "<p>t</p>"},
        {"a<unknown>b</unknown><html><body onload=x>c", "abc"},
        {"a\x01\x7F\xC2\x85\xE2\x80\xAE"
         "b\xFF",
         "ab\xEF\xBF\xBD"},
    });
}

TEST(Sanitize, NestsAsEveryParserKeepsIt) {
    expect({
        {"<p>a<div>b</div>c", "<p>a</p><div>b</div>c"},
        {"<p>a<table><tr><td>b<p>c</table>", "<p>a</p><table><tbody><tr><td>b<p>c</p></td></tr></tbody></table>"},
        {"<b>a<i>b</b>c</i>d", "<b>a<i>b</i></b><i>c</i>d"},
        {"<b><div>a</b>b</div>c", "<b><div>ab</div></b>c"},
        {"<a href=/x>a<a href=/y>b</a>c",
         "<a href=\"https://courier.example/x\" rel=\"noopener nofollow ugc\">a</a>"
         "<a href=\"https://courier.example/y\" rel=\"noopener nofollow ugc\">b</a>c"},
        {"<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"},
        {"<li>a<li>b</li>c", "<ul><li>a</li><li>b</li><li>c</li></ul>"},
        {"<table>a<tr>b<td>c</table>",
         "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>"},
        {"<td>a</td></p></br>b", "ab"},
        {"<ul>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"},
        {"<pre>\n\na</pre><pre><!-- -->\nb</pre>", "<pre>\n\na</pre><pre>\n\nb</pre>"},
    });
}

TEST(Sanitize, BudgetsEndWhatIsWritten) {
    std::string deep;
    for (int i = 0; i < 5000; ++i) deep += "<div>";
    const std::string shallow = sanitize(deep + "x", {.max_depth = 3});
    EXPECT_EQ(shallow, "<div><div><div>x</div></div></div>");
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "<i>x</i>";
    EXPECT_EQ(sanitize(many, {.max_elements = 2}), "<i>x</i><i>x</i>");
    EXPECT_EQ(sanitize("<b>aaaaaaaaaa</b>", {.max_output_bytes = 6}), "<b>aaa</b>");
    EXPECT_EQ(sanitize("aaaaaaaaaa", {.max_bytes = 2000, .max_output_bytes = 4}), "aaaa");
}

void expect_harmless(std::string_view markup, const std::string& name) {
    Tokenizer tokens(markup);
    for (Token token; tokens.next(token);) {
        if (token.kind != Token::Kind::start) continue;
        EXPECT_NE(token.name, "script") << name;
        for (const auto& [attribute, value] : token.attributes) {
            EXPECT_FALSE(attribute.starts_with("on") || attribute == "style" || attribute == "id") << name << markup;
            if (attribute == "href" || attribute == "src" || attribute == "srcset" || attribute == "poster") {
                EXPECT_TRUE(value.starts_with("http") || value.starts_with("mailto:")) << name << markup;
            }
        }
    }
}

TEST(Sanitize, LeavesItsOwnOutputAsItIs) {
    const auto payloads = test::make_payloads();
    EXPECT_GE(payloads.size(), 2000U);
    for (const auto& [name, markup] : payloads) {
        const std::string once = clean(markup);
        EXPECT_EQ(clean(once), once) << name << ": " << markup;
        expect_harmless(once, name);
    }
}

TEST(Tokenizer, ReadsTagsAsBrowsersDo) {
    Tokenizer tokens("<a/b=1 C='x>y' =d e = \"f\"g>text</A x><!--<p>--!>< b</3>");
    Token token;
    ASSERT_TRUE(tokens.next(token));
    EXPECT_EQ(token.name, "a");
    ASSERT_EQ(token.attributes.size(), 5U);
    EXPECT_EQ(token.attribute("b"), "1");
    EXPECT_EQ(token.attribute("c"), "x>y");
    EXPECT_EQ(token.attributes[2].name, "=d");
    EXPECT_EQ(token.attribute("e"), "f");
    EXPECT_TRUE(token.has("g"));
    ASSERT_TRUE(tokens.next(token));
    EXPECT_EQ(token.text, "text");
    ASSERT_TRUE(tokens.next(token));
    EXPECT_EQ(token.kind, Token::Kind::end);
    EXPECT_EQ(token.name, "a");
    ASSERT_TRUE(tokens.next(token));
    EXPECT_EQ(token.text, "< b");
    EXPECT_FALSE(tokens.is_adjacent());
    EXPECT_FALSE(tokens.next(token));
}

}  // namespace
}  // namespace masthead::html
