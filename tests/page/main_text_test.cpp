// Small pages of invented sites: what is the article's text and what is not.
#include "page/page.h"
#include "page/phrases.h"
#include "page/text_trial.h"
#include "support/files.h"

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::page {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::array sentences{
    std::string_view(
        "The harbour office counted forty ships on Monday, which is more than in any week since the spring."),
    std::string_view("Most of them carry timber, and two bring the steel for the bridge that opens in the autumn."),
    std::string_view(
        "A third berth will be dredged once the tugs are back from the shipyard, said the harbour master."),
    std::string_view(
        "Fishermen asked for a wider lane, because the nets tear where the old moorings stand under water."),
    std::string_view("The council wants to hear both sides in May, before it decides who pays for the new lights."),
    std::string_view("Until then the pilots meet every ship at the outer buoy, by day as well as by night.")};

// The sentence of that number in a paragraph element.
std::string paragraph(std::size_t number) {
    return "<p>" + std::string(sentences.at(number)) + "</p>";
}

std::string paragraphs(std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) out += paragraph(i);
    return out;
}

ParsedPage read(const std::string& body) {
    const std::string html =
        "<html><head><title>Forty ships in one week</title></head><body>" + body + "</body></html>";
    auto page = parse_page(html, "https://harbour.example/ships", "text/html; charset=utf-8");
    EXPECT_TRUE(page.has_value());
    return page ? std::move(*page) : ParsedPage();
}

std::string text(const std::string& body) {
    return read(body).text;
}

const std::string title = "<h1>Forty ships in one week</h1>";
const std::string all = std::string(sentences[0]) + "\n\n" + std::string(sentences[1]) + "\n\n" +
                        std::string(sentences[2]) + "\n\n" + std::string(sentences[3]) + "\n\n" +
                        std::string(sentences[4]) + "\n\n" + std::string(sentences[5]);

TEST(MainText, IsFoundWithoutAnyNames) {
    EXPECT_EQ(text("<div><a href=/a>Start</a> <a href=/b>News</a></div><div>" + title + paragraphs(0, 6) +
                   "</div><div>Harbour Post, 1 Quay Street</div>"),
              all);
}

TEST(MainText, LayoutNamesDoNotHideIt) {
    const std::string box =
        "<div class='cookie-consent'>" + paragraph(0) + paragraph(1) +
        "<p>This site sets small files that remember you, and asks for your leave to do so, as the "
        "law of the land wants it; see below for every single one of them and what it is for.</p></div>";
    for (const std::string name : {"layout has-sidebar", "content-with-right-sidebar", "page--wsidebar main",
                                   "overflow-hidden", "lg:hidden", "field field--label-hidden", "hidden lg:block",
                                   "elementor-widget-wrap", "hide-for-print", "region sidebar"}) {
        EXPECT_EQ(text(box + "<div class='" + name + "'><div>" + title + paragraphs(0, 6) + "</div></div>"), all)
            << name;
    }
}

TEST(MainText, AnchorsMadeOfHeadingsSayNothing) {
    EXPECT_EQ(text("<div>" + title + paragraphs(0, 3) + "<section id='why-a-newsletter-promo-was-related'>" +
                   paragraphs(3, 6) + "</section></div>"),
              all);
}

TEST(MainText, BeginsWithTheLeadParagraphWhereverItStands) {
    const std::string lead =
        "More ships than berths: the harbour is full for the first time in years. The council must now decide who "
        "waits outside.";
    const std::string found =
        text("<header>" + title + "<p class='intro'>" + lead +
             "</p></header><figure><img src=a.jpg></figure><div class='article-body'>" + paragraphs(0, 6) + "</div>");
    EXPECT_EQ(found, lead + "\n\n" + all);
}

TEST(MainText, ASubtitleIsNoLeadParagraph) {
    EXPECT_EQ(text("<header>" + title + "<p class='subtitle intro'>More ships than berths</p></header>" +
                   "<div class='article-body'>" + paragraphs(0, 6) + "</div>"),
              all);
}

TEST(MainText, LeavesOutWhatSpeaksOfTheSite) {
    for (const std::string line :
         {"Read more: The bridge that nobody wanted", "Sign up for our daily newsletter and never miss a ship.",
          "A tug at work. Photo: Ann Example / Harbour Post", "Als Käufer helfen Sie uns: Affiliate-Links enthalten.",
          "Lesen Sie auch: Die Brücke", "Lire aussi : le pont", "Читайте также: Мост", "関連記事：橋が開通"}) {
        EXPECT_EQ(text("<div>" + title + paragraphs(0, 3) + "<p>" + line + "</p>" + paragraphs(3, 6) + "</div>"), all)
            << line;
    }
}

TEST(MainText, GoesOnBehindAListOfOtherArticles) {
    EXPECT_EQ(text("<div>" + title + paragraphs(0, 3) +
                   "<h3>Related articles</h3><ul><li><a href=/b>The bridge</a></li><li>Ten ships of old</li></ul>" +
                   paragraphs(3, 6) + "</div>"),
              all);
}

TEST(MainText, EndsBeforeTheAuthorIsIntroduced) {
    EXPECT_EQ(text("<div>" + title + paragraphs(0, 6) +
                   "<h3>About the author</h3><p>Ann Example has written about ships since she could walk, and lives on "
                   "one.</p></div>"),
              all);
}

TEST(MainText, APullQuoteIsSaidOnce) {
    EXPECT_EQ(text("<div>" + title + paragraphs(0, 3) + "<blockquote>" + std::string(sentences[2]) + "</blockquote>" +
                   paragraphs(3, 6) + "</div>"),
              all);
}

TEST(MainText, WordsInAFigureAreCaptionsUnlessItHoldsATable) {
    const std::string found = text("<div>" + title + paragraphs(0, 3) +
                                   "<figure><img src=a.jpg><p>The tug Gertrud at the quay, seen from the old "
                                   "lighthouse in the late evening sun.</p></figure><figure><table><tr><td>Ships in "
                                   "March</td><td>forty</td></tr></table></figure>" +
                                   paragraphs(3, 6) + "</div>");
    EXPECT_THAT(found, Not(HasSubstr("Gertrud")));
    EXPECT_THAT(found, HasSubstr("Ships in March"));
}

TEST(MainText, AForumPageIsItsPosts) {
    const std::string found = text(title + "<div class='comments'><div class='comment'>" + paragraphs(0, 3) +
                                   "</div><div class='comment'>" + paragraphs(3, 6) + "</div></div>");
    EXPECT_THAT(found, HasSubstr(sentences[0]));
    EXPECT_THAT(found, HasSubstr(sentences[5]));
}

TEST(MainText, ReadsTextPartedByLineBreaks) {
    EXPECT_EQ(text("<table><tr><td><font><a href=/a>Start</a></font></td><td>" + title + std::string(sentences[0]) +
                   "<br><br>" + std::string(sentences[1]) + "<br> <br>" + std::string(sentences[2]) + "<br><br>" +
                   std::string(sentences[3]) + "<br><br>" + std::string(sentences[4]) + "<br><br>" +
                   std::string(sentences[5]) + "</td></tr></table>"),
              all);
}

TEST(MainText, ReadsScriptsWithoutSpacesAndWithoutFullStops) {
    const std::string japanese =
        "月曜日、港には四十隻の船が入り、春以来もっとも多くなったと港の事務所が発表した。"
        "船の多くは木材を積んでおり、二隻は秋に開通する橋の鉄骨を運んでいるという。";
    const std::string thai =
        "ท่าเรือนับเรือได้สี่สิบลำในวันจันทร์ซึ่งมากกว่าสัปดาห์ใดๆนับตั้งแต่ฤดูใบไม้ผลิ "
        "เรือส่วนใหญ่บรรทุกไม้และสองลำนำเหล็กมาสำหรับสะพานที่จะเปิดในฤดูใบไม้ร่วง";
    for (const std::string& words : {japanese, thai}) {
        EXPECT_EQ(text("<div><a href=/a>A</a><a href=/b>B</a></div><div><h1>X</h1><div>" + words + "</div></div>"),
                  words);
    }
}

TEST(MainText, EndsWhereTheNextArticleBegins) {
    const std::string own = paragraphs(0, 6);
    const std::string next =
        "<p>Elsewhere the bakers of the old town have agreed on a common oven, which is to be lit on Fridays only.</p>"
        "<p>The wood comes from the commons, and whoever brings a loaf before dawn pays half, the guild said.</p>";
    const std::string cases[] = {
        "<div class=story>" + title + own + "<h1>Bakers share an oven</h1><div class=byline>By Ida Holm</div>" + next +
            "</div>",
        "<div class=story>" + title + own +
            "<div><time datetime=2024-05-03>3 May</time></div>"
            "<h1>Bakers share an oven</h1>" +
            next + "</div>",
        "<main><article>" + title + own + "</article><article><h1>Bakers share an oven</h1>" + next +
            "</article></main>",
    };
    for (const std::string& one : cases) EXPECT_EQ(text(one), all) << one;
}

TEST(MainText, GoesOnBehindHeadlinesOfItsOwn) {
    const std::string sub = "<h1>What the council wants</h1>";
    EXPECT_THAT(text("<div>" + title + paragraphs(0, 5) + sub + paragraph(5) + "</div>"), HasSubstr(sentences[5]));
    const std::string link = "<h1><a href=/oven>Bakers share an oven</a></h1><time datetime=2024-05-03>3 May</time>";
    EXPECT_THAT(text("<div>" + title + paragraphs(0, 5) + link + paragraph(5) + "</div>"), HasSubstr(sentences[5]));
    std::string live = "<div>" + title;
    for (std::size_t i = 0; i < 6; ++i)
        live += "<h1>Entry of the day, number " + std::to_string(i) + "</h1><time datetime=2024-05-03>3 May</time>" +
                paragraph(i) + "<p>And " + std::string(sentences.at((i + 1) % 6)) + "</p>";
    EXPECT_THAT(text(live + "</div>"), HasSubstr(sentences[5]));
}

TEST(MainText, TellsWhichElementsLost) {
    const ParsedPage page = read("<div class='main-text'>" + title + paragraphs(0, 5) + "</div><div class='extra'>" +
                                 paragraph(5) + "</div>");
    std::string winner;
    std::string loser;
    for (const auto& [name, value] : page.evidence) {
        if (name == "text_winner") winner = value;
        if (name == "text_loser") loser = value;
    }
    EXPECT_THAT(winner, StartsWith("div.main-text, score "));
    EXPECT_THAT(loser, StartsWith("div.extra, score "));
}

TEST(OtherSection, KnowsHeadingsInSeveralLanguages) {
    for (const std::string_view heading : {"Related Articles", "MOST READ", "Mehr zum Thema:", "À lire aussi",
                                           "Noticias relacionadas", "Читайте также", "関連記事"}) {
        EXPECT_EQ(other_section(for_phrases(heading)), OtherSection::list) << heading;
    }
    for (const std::string_view heading : {"About the author", "Über den Autor", "Comments", "Commentaires"}) {
        EXPECT_EQ(other_section(for_phrases(heading)), OtherSection::about) << heading;
    }
    EXPECT_EQ(other_section("what the council decided"), OtherSection::none);
}

std::vector<TrialPage> trial_pages() {
    std::vector<TrialPage> pages;
    for (const std::string site : {"one", "two", "three", "four"}) {
        for (std::size_t i = 0; i < 2; ++i) {
            pages.push_back({.bytes = "<html><body><div>" + title + paragraphs(i, 6) + "</div></body></html>",
                             .url = "https://news." + site + ".example/" + std::to_string(i),
                             .content_type = "text/html",
                             .truth = std::string(sentences.at(i)) + " " + std::string(sentences.at(i + 1))});
        }
    }
    return pages;
}

TEST(TextTrial, ReadsEveryPageOnceInItsFold) {
    const auto pages = trial_pages();
    const TextTrial trial = try_texts(pages, 2);
    EXPECT_EQ(trial.folded.pages, pages.size());
    EXPECT_EQ(trial.chosen.size(), 2U);
    EXPECT_NEAR(trial.usual.recall, 1.0, 0.1);
    EXPECT_LT(trial.usual.precision, 0.6);
}

TEST(TextTrial, SaysTheSameTwice) {
    const auto pages = trial_pages();
    const TextTrial first = try_texts(pages, 3);
    const TextTrial second = try_texts(pages, 3);
    EXPECT_DOUBLE_EQ(first.folded.f1, second.folded.f1);
    EXPECT_EQ(first.chosen, second.chosen);
    EXPECT_DOUBLE_EQ(carry_over(pages, pages).figures.f1, carry_over(pages, pages).figures.f1);
}

}  // namespace
}  // namespace masthead::page
