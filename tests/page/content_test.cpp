// The article as clean HTML: what its structure becomes, and that nothing else gets through.
#include "page/content.h"

#include "html/payloads.h"
#include "html/reader.h"
#include "html/sanitize.h"
#include "page/hints.h"
#include "page/page.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view address = "https://courier.example/2026/harbour";
constexpr std::string_view long_paragraph =
    "The harbour office of Nordhaven counted more ships in the spring than in the whole year before, and the pilots "
    "ask "
    "for two more boats, said the master of the port on Monday.";

// A tree with all of its text chosen.
struct Chosen {
    html::Tree tree;
    std::vector<std::uint32_t> hints;
    BlockList blocks;
    MainText text;
};

Chosen choose_all(std::string_view markup) {
    Chosen all;
    const html::MarkupBudget budget;
    all.tree = html::read_html("<body>" + std::string(markup), budget).tree;
    all.hints = find_hints(all.tree);
    all.blocks = find_blocks(all.tree);
    for (NodeIndex i = 1; i < all.tree.size() && all.text.container == 0; ++i) {
        if (all.tree[i].tag == Tag::body) all.text.container = i;
    }
    for (std::uint32_t b = 0; b < all.blocks.blocks.size(); ++b) all.text.blocks.push_back(b);
    return all;
}

std::string content_of(std::string_view markup, const ContentOptions& options = {}) {
    const Chosen all = choose_all(markup);
    const auto base = core::Url::parse(address);
    return write_content({.tree = all.tree, .hints = all.hints, .blocks = all.blocks}, all.text, &*base, options);
}

struct Case {
    std::string_view what;
    std::string_view markup;
    std::string_view content;
};

constexpr std::string_view link_end = R"( rel="noopener nofollow ugc">)";
constexpr std::string_view picture_end = R"( loading="lazy" decoding="async" referrerpolicy="no-referrer">)";

// "{l}" and "{p}" stand for what the allow-list adds to links and pictures.
std::string expected(std::string_view content) {
    std::string out(content);
    for (const auto& [key, value] : {std::pair{std::string_view("{l}"), link_end}, {"{p}", picture_end}}) {
        for (std::size_t at = out.find(key); at != std::string::npos; at = out.find(key, at + value.size()))
            out.replace(at, key.size(), value);
    }
    return out;
}

constexpr Case cases[] = {
    {"a loose line becomes a paragraph", "<div class=x style='color:red' onclick=y()>One line.</div>",
     "<p>One line.</p>\n"},
    {"two line breaks part paragraphs, one stays", "<p>One<br>line.<br><br>Another.</p>",
     "<p>One<br>line.</p>\n<p>Another.</p>\n"},
    {"the page's heading is the title, others are lower", "<h1>Title</h1><h3 id=a>Part</h3><p>Text.</p>",
     "<h2>Title</h2>\n<h3>Part</h3>\n<p>Text.</p>\n"},
    {"phrases stay, spaces stand outside of them",
     "<p>  A <b> bold </b>and<i> slanted</i> word<span> in</span> <u>line</u> <strike>x</strike> . </p>",
     "<p>A <b>bold</b> and <i>slanted</i> word in line <s>x</s> .</p>\n"},
    {"nothing empty is left",
     "<p> </p><ul><li></li></ul><p><b></b><a href=/x></a>Text<em> </em></p><blockquote></blockquote>", "<p>Text</p>\n"},
    {"links become absolute", "<p>See <a class=l href='../ships?a=1&amp;b=2'>the list</a>.</p>",
     "<p>See <a href=\"https://courier.example/ships?a=1&amp;b=2\"{l}the list</a>.</p>\n"},
    {"links that lead nowhere are text",
     "<p><a href='javascript:go()'>One</a> <a href='#note'>two</a> <a>three</a></p>", "<p>One two three</p>\n"},
    {"lists keep their levels",
     "<ul><li>One<ul><li><p>Inner</p></li></ul></li><li><p>Two</p><p>More</p></li></ul><ol><li>First</li></ol>",
     "<ul><li>One<ul><li>Inner</li></ul></li><li><p>Two</p><p>More</p></li></ul>\n<ol><li>First</li></ol>\n"},
    {"terms and what they mean", "<dl><dt>Draught</dt><dd>How deep a ship lies</dd></dl>",
     "<dl><dt>Draught</dt><dd>How deep a ship lies</dd></dl>\n"},
    {"an item without its list is a paragraph", "<div><li>Alone</li></div>", "<p>Alone</p>\n"},
    {"quotes hold paragraphs", "<blockquote>We need boats.<p>Now.</p></blockquote>",
     "<blockquote><p>We need boats.</p><p>Now.</p></blockquote>\n"},
    {"preformatted text keeps its lines", "<pre>\n\n  a = 1;\n  <b>b</b> = 2; \n</pre>",
     "<pre>  a = 1;\n  <b>b</b> = 2;</pre>\n"},
    {"a table of data keeps its columns",
     "<table class=t><caption>Ships</caption><tr><th>Port<th "
     "colspan=2>Ships</tr><tr><td><td>3<td>4</tr><tr><td></td></tr>"
     "</table>",
     "<table><caption>Ships</caption><tbody><tr><th>Port</th><th colspan=\"2\">Ships</th></tr>"
     "<tr><td></td><td>3</td><td>4</td></tr></tbody></table>\n"},
    {"a table that lays out the page is none",
     "<table><tr><td><p>First paragraph.</p></td></tr><tr><td><p>Second paragraph.</p></td></tr></table>",
     "<p>First paragraph.</p>\n<p>Second paragraph.</p>\n"},
    {"a figure with its words",
     "<figure class=f><img src=/a.jpg alt='Ships &quot;at&quot; sea' width=800 height=600>"
     "<figcaption>Ships. <span>Photo: A. Example</span></figcaption></figure><p>Text.</p>",
     "<figure><img src=\"https://courier.example/a.jpg\" alt=\"Ships &quot;at&quot; sea\" width=\"800\" "
     "height=\"600\"{p}"
     "<figcaption>Ships. Photo: A. Example</figcaption></figure>\n<p>Text.</p>\n"},
    {"a picture inside a line stands behind it", "<p>Before <img src=b.jpg> after.</p><p>End.</p>",
     "<p>Before after.</p>\n<figure><img src=\"https://courier.example/2026/b.jpg\" "
     "alt=\"\"{p}</figure>\n<p>End.</p>\n"},
    {"counting pixels, icons and stand-ins are left out",
     "<p>A.</p><img src=t.gif width=1 height=1><img src=/i.png width=16 height=16><img src='data:image/gif;base64,R0'>"
     "<img src=/count.gif?p=1><img src=/x.jpg style='width:1px'><p>B.</p>",
     "<p>A.</p>\n<p>B.</p>\n"},
    {"a picture that a script would load later", "<p>A.</p><img src=/grey-placeholder.png data-src=/late.jpg><p>B.</p>",
     "<p>A.</p>\n<figure><img src=\"https://courier.example/late.jpg\" alt=\"\"{p}</figure>\n<p>B.</p>\n"},
    {"the size that fits of a set",
     "<p>A.</p><img src=/s.jpg srcset='/w400.jpg 400w, /w1280.jpg 1280w,/w3000.jpg 3000w'><p>B.</p>",
     "<p>A.</p>\n<figure><img src=\"https://courier.example/w1280.jpg\" alt=\"\"{p}</figure>\n<p>B.</p>\n"},
    {"the sources of a picture",
     "<p>A.</p><picture><source srcset='/p.webp 1x, /p2.webp 2x'><img alt=Port></picture><p>B.</p>",
     "<p>A.</p>\n<figure><img src=\"https://courier.example/p2.webp\" alt=\"Port\"{p}</figure>\n<p>B.</p>\n"},
    {"a picture in noscript, where there is no other",
     "<p>A.</p><div><img src='data:image/gif;base64,R0'><noscript><img src=/n.jpg></noscript></div>"
     "<div><img data-src=/m.jpg><noscript><img src=/m-large.jpg></noscript></div><p>B.</p>",
     "<p>A.</p>\n<figure><img src=\"https://courier.example/n.jpg\" alt=\"\"{p}</figure>\n"
     "<figure><img src=\"https://courier.example/m.jpg\" alt=\"\"{p}</figure>\n<p>B.</p>\n"},
    {"pictures that lead to other pages are left out",
     "<p>A.</p><a href=/other><img src=/teaser.jpg></a><a href=/large.jpg><img src=/small.jpg></a><p>B.</p>",
     "<p>A.</p>\n<figure><img src=\"https://courier.example/small.jpg\" alt=\"\"{p}</figure>\n<p>B.</p>\n"},
    {"what is text stays text", "<p>1 &lt; 2 &amp;amp; &quot;3&quot; &#x202e;x&#1;</p>",
     "<p>1 &lt; 2 &amp;amp; &quot;3&quot; x</p>\n"},
};

TEST(Content, WritesTheStructureOfTheText) {
    for (const Case& one : cases) EXPECT_EQ(content_of(one.markup), expected(one.content)) << one.what;
}

TEST(Content, IsWrittenTheSameAgain) {
    for (const Case& one : cases) {
        const std::string once = content_of(one.markup);
        EXPECT_EQ(content_of(once), once) << one.what;
        EXPECT_EQ(html::sanitize(once, {.base_url = std::string(address)}), once) << one.what;
    }
}

TEST(Content, NothingOfAnAttackInAnArticleRuns) {
    const html::SanitizeOptions options{.base_url = std::string(address)};
    std::string ports;
    for (int i = 0; i < 4; ++i) ports += "<p>" + std::string(long_paragraph) + "</p>";
    std::size_t with_content = 0;
    const auto payloads = html::test::make_payloads();
    for (const auto& [name, markup] : payloads) {
        const auto page =
            parse_page("<body><article><h1>Harbour</h1>" + ports + "<p>Before " + markup + " after.</p>" + ports,
                       address, "text/html; charset=utf-8");
        ASSERT_TRUE(page);
        if (!page->content_html.empty()) ++with_content;
        EXPECT_EQ(html::sanitize(page->content_html, options), page->content_html) << name;
    }
    EXPECT_GT(with_content, payloads.size() / 2);
}

TEST(Content, StaysWithinItsBudget) {
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "<p>" + std::string(long_paragraph) + "</p>";
    const std::string content = content_of(many, {.max_bytes = 10'000});
    EXPECT_GT(content.size(), 9'000U);
    EXPECT_LT(content.size(), 11'000U);
    std::string deep;
    for (int i = 0; i < 400; ++i) deep += "<blockquote>";
    const std::string quote = content_of(deep + "deep", {.most_levels = 5});
    EXPECT_EQ(quote,
              "<blockquote><blockquote><blockquote><blockquote><blockquote><p>deep</p></blockquote></blockquote>"
              "</blockquote></blockquote></blockquote>\n");
}

TEST(Content, OfTextIsItsParagraphs) {
    EXPECT_EQ(content_of_text("One <b> & two.\n\nThree\nlines.\n\n \n\n"),
              "<p>One &lt;b&gt; &amp; two.</p>\n<p>Three lines.</p>\n");
    EXPECT_EQ(content_of_text(""), "");
}

TEST(Content, OfAPageIsItsArticleAlone) {
    // What is said twice is shown once, so each says something else.
    constexpr auto paragraphs_of_it = std::to_array<std::string_view>({
        "The harbour master opened the quay at dawn, and by nine the first two ferries had left for the islands, half "
        "an hour late.",
        "Three cranes that the storm had bent were taken down over the weekend; their parts lie behind the fish market "
        "until a ship fetches them.",
        "Shopkeepers along the front say that August was lost to them, and ask the town for a year without rent on the "
        "stalls.",
        "In the council, all but four members voted for the new breakwater, which is to cost eleven million and to "
        "last "
        "for sixty years.",
        "An engineer who had warned of the old wall in spring was not asked this time, she told reporters after the "
        "meeting.",
        "Work begins in October, if the sea allows it, and should end before the herring come back.",
    });
    std::string page =
        "<html><head><title>Harbour</title></head><body><nav><a href=/>Home</a></nav><article><h1>Harbour</h1>";
    page += "<img src=/lead.jpg width=900>";
    for (const auto paragraph : std::span(paragraphs_of_it).first(5)) page += fmt::format("<p>{}</p>", paragraph);
    page += "<div class=newsletter><p>" + std::string(long_paragraph) + " Sign up!</p><img src=/letter.jpg></div>";
    page += fmt::format("<p>{}</p></article></body></html>", paragraphs_of_it.back());
    const auto read = parse_page(page, address, "text/html");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->content_html.find("Sign up"), std::string::npos);
    EXPECT_EQ(read->content_html.find("letter.jpg"), std::string::npos);
    EXPECT_EQ(read->content_html.find("Home"), std::string::npos);
    EXPECT_TRUE(read->content_html.starts_with("<figure><img src=\"https://courier.example/lead.jpg\""));
    std::size_t paragraphs = 0;
    for (std::size_t at = read->content_html.find("<p>"); at != std::string::npos;
         at = read->content_html.find("<p>", at + 1))
        ++paragraphs;
    EXPECT_EQ(paragraphs, paragraphs_of_it.size());
}

}  // namespace
}  // namespace masthead::page
