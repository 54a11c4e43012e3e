// What pages of one site have in common, and that nothing of a single page is ever taken for it.
#include "page/template.h"

#include "page/page.h"
#include "page/site_rules.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

constexpr std::string_view notice =
    "The Courier has been the paper of the harbour since 1874, and it is made by the people who live there. Every week "
    "its "
    "readers send their letters and their pictures, and the best of them are printed.";

// Ten sentences that no other number gives.
std::string words_of(int number) {
    std::string out;
    for (int i = 0; i < 10; ++i) {
        out += "<p>Ship " + std::to_string(number * 100 + i) + " came from the north with " +
               std::to_string(number + i) +
               " people on board, and the pilots of Nordhaven brought her in before the evening of that long day.</p>";
    }
    return out;
}

std::string article(int number, std::string_view extra = {}) {
    return "<html><head><title>Ship " + std::to_string(number) + "</title></head><body><div class=c><h1>Ship " +
           std::to_string(number) + "</h1>" + words_of(number) + "<p>" + std::string(notice) + "</p>" +
           std::string(extra) + "</div></body></html>";
}

constexpr std::string_view address = "https://courier.example/2026/ship";

ParsedPage read(const std::string& page, const PageOptions& options = {}) {
    return parse_page(page, address, "text/html", options).value();
}

void learn(SiteTemplate& site, const std::string& page) {
    const ParsedPage parsed = read(page, {.prints_blocks = true});
    site.learn(parsed.block_prints, parsed.title);
}

SiteTemplate taught_by(int pages) {
    SiteTemplate site;
    for (int i = 1; i <= pages; ++i) learn(site, article(i));
    return site;
}

TEST(SiteTemplates, LeaveOutWhatOtherPagesOfTheSiteHaveToo) {
    const SiteTemplate site = taught_by(3);
    EXPECT_NE(read(article(4)).text.find(notice), std::string::npos);
    const ParsedPage taught = read(article(4), {.site = &site});
    EXPECT_EQ(taught.text.find(notice), std::string::npos);
    EXPECT_EQ(taught.content_html.find("since 1874"), std::string::npos);
    EXPECT_NE(taught.text.find("Ship 409 came"), std::string::npos);
}

// Accounts of one affair tell what went before in the same words.
TEST(SiteTemplates, LeaveParagraphsAloneThatAFewArticlesShare) {
    const std::string background =
        "<p>The harbour was closed in May, when two ships met in the fog before the northern mole and one of them "
        "lost its cargo of timber.</p>";
    for (const int others : {1, 2, 20}) {
        SiteTemplate site = taught_by(others);
        for (int i = 101; i <= 102 + others / 8; ++i) learn(site, article(i, background));
        const ParsedPage taught = read(article(200, background), {.site = &site});
        EXPECT_NE(taught.text.find("met in the fog"), std::string::npos) << others;
    }
}

TEST(SiteTemplates, SayNothingBeforeTwoPages) {
    const SiteTemplate site = taught_by(1);
    EXPECT_EQ(read(article(3), {.site = &site}).text, read(article(3)).text);
}

TEST(SiteTemplates, NeverTakeWhatAPageHasForItselfAlone) {
    for (const int pages : {3, 5, 40, 200}) {
        const SiteTemplate site = taught_by(pages);
        for (int i = 1000; i < 1010; ++i) {
            const ParsedPage alone = read(article(i));
            const ParsedPage taught = read(article(i), {.site = &site});
            const std::size_t at = alone.text.find(notice);
            ASSERT_NE(at, std::string::npos);
            EXPECT_EQ(taught.text + "\n\n" + std::string(notice), alone.text) << pages << " " << i;
        }
    }
}

TEST(SiteTemplates, AnArticleReadTwiceTeachesNothing) {
    SiteTemplate site;
    for (int i = 0; i < 5; ++i) learn(site, article(7));
    EXPECT_EQ(site.pages(), 1U);
    // Under other titles, too, it is not lost: most of its prose would go.
    for (int i = 0; i < 3; ++i) {
        std::string renamed = article(7);
        renamed.replace(renamed.find("<title>Ship 7"), 13, "<title>Update " + std::to_string(i));
        renamed.replace(renamed.find("<h1>Ship 7"), 10, "<h1>Update " + std::to_string(i));
        learn(site, renamed);
    }
    EXPECT_GE(site.pages(), 3U);
    EXPECT_EQ(read(article(7), {.site = &site}).text, read(article(7)).text);
}

TEST(SiteTemplates, ShortBlocksAreKnownByTheirPlaceToo) {
    SiteTemplate site;
    for (int i = 1; i <= 3; ++i) learn(site, article(i, "<aside class=note><p>Nobody was hurt, it says.</p></aside>"));
    const std::string own = article(9, "<p>Nobody was hurt, it says.</p>");
    EXPECT_NE(read(own, {.site = &site}).text.find("Nobody was hurt"), std::string::npos);
}

TEST(SiteTemplates, ComeBackFromTheirString) {
    SiteTemplate site = taught_by(12);
    const std::string bytes = site.serialise();
    EXPECT_LT(bytes.size(), 12 * 12 * 8U);
    const auto again = SiteTemplate::parse(bytes);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, site);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(SiteTemplate::parse(std::string_view(bytes).substr(0, length))) << length;
    EXPECT_FALSE(SiteTemplate::parse("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
    EXPECT_FALSE(SiteTemplate::parse("masthead"));
}

TEST(SiteTemplates, ForgetWhatIsRareAndGrowOld) {
    const TemplateOptions small{.most_pages = 10, .most_blocks = 50};
    SiteTemplate site;
    for (int i = 1; i <= 60; ++i) {
        const ParsedPage parsed = read(article(i), {.prints_blocks = true});
        site.learn(parsed.block_prints, parsed.title, small);
        EXPECT_LE(site.pages(), small.most_pages);
        EXPECT_LE(site.serialise().size(), small.most_blocks * 8 + 8);
    }
    EXPECT_EQ(read(article(99), {.site = &site}).text.find(notice), std::string::npos);
}

TEST(RulesForASite, SayWhereBodyAndTitleStandAndWhatIsNone) {
    const auto rules = SiteRules::parse(
        {.domain = "courier.example", .body = ".real", .title = "h2.name", .remove = {"span.ad", ".box"}});
    ASSERT_TRUE(rules) << rules.error().message;
    const std::string page =
        "<html><head><title>Wrong</title></head><body><h2 class=name>The true title</h2><div class=c>" + words_of(1) +
        "</div><div class=real><p>Only this <span class=ad>Buy now!</span> is the text "
        "of the page.</p><div class=box><p>" +
        std::string(notice) + "</p></div></div></body></html>";
    const ParsedPage ruled = read(page, {.rules = &*rules});
    EXPECT_EQ(ruled.title, "The true title");
    EXPECT_EQ(ruled.text, "Only this is the text of the page.");
    EXPECT_EQ(ruled.content_html, "<p>Only this is the text of the page.</p>\n");
    EXPECT_NE(read(page).text, ruled.text);
}

TEST(RulesForASite, SelectNothingWherePagesHaveChanged) {
    const auto rules =
        SiteRules::parse({.domain = "courier.example", .body = ".gone", .title = ".gone", .remove = {".gone"}});
    ASSERT_TRUE(rules);
    EXPECT_EQ(read(article(1), {.rules = &*rules}).text, read(article(1)).text);
    EXPECT_EQ(read(article(1), {.rules = &*rules}).title, read(article(1)).title);
}

}  // namespace
}  // namespace masthead::page
