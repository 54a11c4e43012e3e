// Content, kinds and site templates on pages as they are.
#include "core/domain.h"
#include "core/url.h"
#include "html/sanitize.h"
#include "page/evaluation.h"
#include "page/page.h"
#include "page/template.h"
#include "recorded_pages.h"

#include <algorithm>
#include <array>
#include <map>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view paragraph =
    "<p>The harbour office of Nordhaven counted more ships in the spring than in the whole year before, and the pilots "
    "ask for two more boats, said the master of the port on Monday.</p>";

bool is_there(std::string_view name) {
    return masthead::test::corpus(name).has_value();
}

// Elements without anything in them, but for a cell that holds its column's place.
std::string empty_element(std::string_view content) {
    for (const std::string_view name :
         {"p",   "h2",     "h3",         "h4", "ul", "ol", "li", "dl",     "dd",    "dt", "blockquote",
          "pre", "figure", "figcaption", "a",  "b",  "em", "i",  "strong", "table", "tr"}) {
        const std::string end = "></" + std::string(name) + ">";
        const std::size_t at = content.find(end);
        if (at == std::string_view::npos) continue;
        const std::size_t begin = content.rfind('<', at);
        if (content.substr(begin + 1, name.size()) == name) return std::string(content.substr(begin, 80));
    }
    return {};
}

TEST(ContentCorpus, AttacksInArticlesAreTakenApart) {
    if (!is_there("hostile/xss.json")) GTEST_SKIP() << masthead::test::no_corpus;
    const auto attacks = core::parse_json(masthead::test::read_file(*masthead::test::corpus("hostile/xss.json")));
    ASSERT_TRUE(attacks);
    constexpr std::string_view url = "https://courier.example/a";
    std::size_t with_content = 0;
    for (const core::Json& attack : attacks->array()) {
        const std::string payload(attack["payload"].string());
        std::string ports(paragraph);
        for (int i = 0; i < 3; ++i) ports += paragraph;
        const std::string bodies[] = {
            ports + payload + ports, ports + "<p>Before " + payload + " after it.</p>" + ports,
            ports + "<figure><img src=/a.jpg><figcaption>" + payload + "</figcaption></figure>" + ports,
            ports + "<table><tr><th>Port</th><th>Ships</th></tr><tr><td>" + payload + "</td><td>3</td></tr></table>" +
                ports};
        for (const std::string& body : bodies) {
            const auto page = parse_page("<html><body><article><h1>Harbour</h1>" + body + "</article></body></html>",
                                         url, "text/html; charset=utf-8");
            ASSERT_TRUE(page);
            if (!page->content_html.empty()) ++with_content;
            EXPECT_EQ(html::sanitize(page->content_html, {.base_url = std::string(url)}), page->content_html)
                << payload;
        }
    }
    EXPECT_GT(with_content, attacks->array().size() * 3);  // Some payloads swallow the rest of the page.
}

TEST(ContentCorpus, PagesAreCleanAndStayTheSameWhenSanitized) {
    if (!is_there("web/aeb.warc.gz")) GTEST_SKIP() << masthead::test::no_corpus;
    for (const std::string_view name : {"aeb", "fundus", "htmldate"}) {
        test::for_each_page(name, [](const std::string& url, const std::string& body) {
            const auto page = parse_page(body, url, "text/html");
            if (!page) return;
            const std::string& content = page->content_html;
            EXPECT_EQ(content.empty(), page->text.empty()) << url;
            EXPECT_EQ(html::sanitize(content, {.base_url = url}), content) << url;
            for (const std::string_view never : {" class=", " style=", " id=", "<script", "<div", "<span", "<iframe"})
                EXPECT_EQ(content.find(never), std::string::npos) << never << " " << url;
            EXPECT_EQ(empty_element(content), "") << url;
        });
    }
}

// Nearly all of these pages are articles.
TEST(KindCorpus, ArticlesAreSeldomTakenForSomethingElse) {
    if (!is_there("web/aeb.warc.gz")) GTEST_SKIP() << masthead::test::no_corpus;
    for (const auto& [name, most] :
         {std::pair<std::string_view, double>{"aeb", 0.012}, {"fundus", 0.012}, {"htmldate", 0.03}}) {
        std::size_t pages = 0;
        std::size_t otherwise = 0;
        test::for_each_page(name, [&](const std::string& url, const std::string& body) {
            const auto page = parse_page(body, url, "text/html");
            if (!page) return;
            ++pages;
            if (is_document(page->kind)) return;
            ++otherwise;
            std::string why;
            for (const auto& [value, origin] : page->evidence) {
                if (value == "kind") why = origin;
            }
            std::printf("  %s\n    %s\n", url.c_str(), why.c_str());
        });
        std::printf("%.*s: %zu of %zu pages are called something else than an article\n", static_cast<int>(name.size()),
                    name.data(), otherwise, pages);
        EXPECT_LE(static_cast<double>(otherwise), most * static_cast<double>(pages)) << name;
    }
}

struct Recorded {
    std::string url;
    std::string body;
    std::string truth;
};

// Each page with what the other pages of its site have taught.
TEST(TemplateCorpus, OtherPagesOfASiteHelpToReadOne) {
    if (!is_there("web/fundus.warc.gz")) GTEST_SKIP() << masthead::test::no_corpus;
    std::map<std::string, std::string> truth;
    for (const core::Json& row : test::read_truth("fundus"))
        truth[std::string(row["url"].string())] = row["text"].string();
    std::map<std::string, std::vector<Recorded>> sites;
    test::for_each_page("fundus", [&](const std::string& url, const std::string& body) {
        const auto parsed = core::Url::parse(url);
        if (parsed && truth.contains(url))
            sites[core::registrable_domain(parsed->host())].push_back({url, body, truth[url]});
    });
    std::vector<std::string> texts;
    std::vector<TextPair> before;
    std::vector<TextPair> after;
    texts.reserve(2 * truth.size());
    std::size_t changed = 0;
    for (const auto& [domain, pages] : sites) {
        if (pages.size() < 3) continue;
        for (const Recorded& one : pages) {
            SiteTemplate site;
            for (const Recorded& other : pages) {
                if (other.url == one.url) continue;
                const auto read = parse_page(other.body, other.url, "text/html", {.prints_blocks = true});
                if (read) site.learn(read->block_prints, read->title);
            }
            const auto plain = parse_page(one.body, one.url, "text/html");
            const auto taught = parse_page(one.body, one.url, "text/html", {.site = &site});
            ASSERT_TRUE(plain && taught);
            texts.push_back(plain->text);
            before.push_back({one.truth, texts.back()});
            texts.push_back(taught->text);
            after.push_back({one.truth, texts.back()});
            if (plain->text == taught->text) continue;
            ++changed;
            std::printf("  %.4f -> %.4f %s\n", evaluate_texts(std::array{before.back()}).f1,
                        evaluate_texts(std::array{after.back()}).f1, one.url.c_str());
        }
    }
    const double plain = evaluate_texts(before).f1;
    const double taught = evaluate_texts(after).f1;
    std::printf(
        "text F1 of %zu pages of sites with at least 3: %.4f alone, %.4f with the site's template (%zu changed)\n",
        before.size(), plain, taught, changed);
    EXPECT_GE(before.size(), 20U);
    EXPECT_GE(taught, plain);
}

}  // namespace
}  // namespace masthead::page
