// The order of the work against a web that each test writes: what is stored, what is not, and what `explain` would say.
#include "pipeline/run.h"

#include "fake_web.h"
#include "pipeline/article_maker.h"
#include "pipeline/edition.h"

#include <functional>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(RunTest, StoresAFullTextWithoutAskingForItsPage) {
    answer("https://a.example/feed", atom({{"https://a.example/1?utm_source=x", "Quay & crane", long_text(1)}}));
    EXPECT_EQ(run().articles, 1U);
    ASSERT_THAT(articles(), SizeIs(1));
    EXPECT_EQ(articles()[0].title, "Quay & crane");
    EXPECT_EQ(articles()[0].web_url, "https://a.example/1");
    EXPECT_EQ(web_.asked.count("https://a.example/1?utm_source=x"), 0U);
}

TEST_F(RunTest, OneBadSourceDoesNotStopTheRest) {
    follow("https://b.example/feed");
    follow("https://c.example/feed");
    answer("https://b.example/feed", "this is no feed");
    answer("https://c.example/feed", atom({{"https://c.example/1", "Still here", long_text(1)}}));
    const auto report = run();
    EXPECT_EQ(report.sources_failed, 2U);
    EXPECT_EQ(report.articles, 1U);
    EXPECT_THAT(reasons("https://a.example/feed"), Contains(HasSubstr("is not there")));
}

TEST_F(RunTest, AFeedThatCouldNotBeReadIsReadOnceItIsMended) {
    answer("https://a.example/feed", "<html>maintenance</html>");
    EXPECT_EQ(run().sources_failed, 1U);
    EXPECT_EQ(store_->sources()->front().failures, 1);
    answer("https://a.example/feed", atom({{"https://a.example/1", "Back again", long_text(1)}}));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(store_->sources()->front().failures, 0);
}

TEST_F(RunTest, UsesTheFeedsWordsWhenAPageCannotBeRead) {
    answer("https://a.example/feed",
           atom({{"https://a.example/1", "Short", "Only a line or two of the story stand in the feed itself."}}));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_THAT(reasons("https://a.example/1"), Contains(HasSubstr("the feed's own words are used")));
}

TEST_F(RunTest, ADoorInFrontOfASiteSwallowsNoArticle) {
    const std::string wall = html("We value your privacy", "", long_text(9));
    std::vector<Item> items;
    for (const auto* name : {"ferry", "herring", "lighthouse"}) {
        items.push_back({"https://a.example/" + std::string(name), "About the " + std::string(name), "A teaser."});
        answer(items.back().link, wall, "https://consent.example/collect?x=" + std::string(name));
    }
    answer("https://a.example/feed", atom(items));
    EXPECT_EQ(run().articles, 3U);
    EXPECT_THAT(titles(),
                testing::UnorderedElementsAre("About the ferry", "About the herring", "About the lighthouse"));
    for (const auto& article : articles()) EXPECT_EQ(article.text.find("word"), std::string::npos) << article.web_url;
}

TEST_F(RunTest, WhatIsNoArticleGivesNoText) {
    const std::string wall =
        "<html><head><title>We value your privacy</title></head><body><h1>We value your privacy</h1><p>We and our "
        "partners "
        "store cookies and process personal data to show personalised ads, with your consent.</p></body></html>";
    answer("https://a.example/feed", atom({{"https://a.example/ferry", "About the ferry", "A teaser."}}));
    answer("https://a.example/ferry", wall);  // Under its own address.
    EXPECT_EQ(run().articles, 1U);
    EXPECT_THAT(titles(), testing::ElementsAre("About the ferry"));
    EXPECT_EQ(articles()[0].text.find("cookies"), std::string::npos);
    EXPECT_THAT(reasons("https://a.example/ferry"), Contains(HasSubstr("is no article; consent page: the title says")));
}

TEST_F(RunTest, TheDesksRulesForASiteAreFollowed) {
    desk_.sites.push_back({.domain = "a.example", .body = ".story", .remove = {".box"}});
    answer("https://a.example/feed", atom({{"https://www.a.example/ferry", "About the ferry", "A teaser."}}));
    answer("https://www.a.example/ferry", "<html><body><div>" + html("About the ferry", "", long_text(4)) +
                                              "</div><div class=story><p>The true text.</p><p class=box>A box of "
                                              "advertising.</p></div></body></html>");
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(articles()[0].text, "The true text.");
}

TEST_F(RunTest, APageUnderARedirectTakesItsTrueAddress) {
    answer("https://a.example/feed", atom({{"https://a.example/r/17", "Moved", "A teaser."}}));
    answer("https://a.example/r/17", html("Moved", "", long_text(3)), "https://a.example/2026/moved");
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(articles()[0].web_url, "https://a.example/2026/moved");
    EXPECT_EQ(store_->article_at("https://a.example/r/17").value(), articles()[0].id);
    EXPECT_EQ(run().articles, 0U);
}

TEST_F(RunTest, TheMarkupOfAPageIsKeptAsLongAsItsTextIs) {
    answer("https://a.example/feed", atom({{"https://a.example/1", "The quay", "A teaser."},
                                           {"https://a.example/2", "The crane", long_text(2)}}));
    answer("https://a.example/1", html("The quay", "", long_text(1)));
    run();
    const auto of_page = store_->article_at("https://a.example/1").value().value();
    EXPECT_THAT(store_->content(of_page).value().value_or("none"), testing::StartsWith("<p>word"));
    const auto of_feed = store_->article_at("https://a.example/2").value().value();
    EXPECT_EQ(store_->content(of_feed).value(), std::nullopt);
    answer("https://a.example/feed", atom({{"https://a.example/1", "The quay reopens", long_text(1) + long_text(3)}}));
    EXPECT_EQ(run().revised, 1U);
    EXPECT_EQ(store_->content(of_page).value(), std::nullopt);
}

TEST_F(RunTest, PagesThatNameEachOtherAsCanonicalAreBothKept) {
    answer("https://a.example/feed", atom({{"https://a.example/one", "The first", "A teaser."},
                                           {"https://a.example/two", "The second", "A teaser."}}));
    answer("https://a.example/one", html("The first", "https://a.example/two", long_text(1)));
    answer("https://a.example/two", html("The second", "https://a.example/one", long_text(2)));
    run();
    EXPECT_THAT(titles(), testing::UnorderedElementsAre("The first", "The second"));
}

TEST_F(RunTest, ACanonicalAddressOfAnotherArticleMakesADuplicate) {
    answer("https://a.example/feed", atom({{"https://a.example/print/one", "The one", "A teaser."},
                                           {"https://a.example/story/one", "The one", "A teaser."}}));
    answer("https://a.example/print/one", html("The one", "https://a.example/story/one", long_text(1)));
    answer("https://a.example/story/one", html("The one", "https://a.example/story/one", long_text(1)));
    const auto report = run();
    EXPECT_EQ(report.articles, 1U);
    EXPECT_EQ(report.duplicates, 1U);
    EXPECT_EQ(articles()[0].web_url, "https://a.example/story/one");
    EXPECT_THAT(reasons("https://a.example/print/one"), Contains(HasSubstr("address of an article we have")));
}

TEST_F(RunTest, ASyndicatedCopyIsAnArticleThatSaysWhoseItIs) {
    follow("https://b.example/feed");
    answer("https://a.example/feed",
           atom({{"https://a.example/1", "Ports sign deal", long_text(5), "2026-10-17T08:00:00Z"}}));
    answer("https://b.example/feed",
           atom({{"https://b.example/9", "Deal for ports signed", long_text(5) + " (Wire)", "2026-10-17T09:00:00Z"}}));
    EXPECT_EQ(run().articles, 2U);
    const auto copies = store_->duplicates().value();
    ASSERT_THAT(copies, SizeIs(1));
    EXPECT_EQ(copies[0].article_id, store_->article_at("https://b.example/9").value());
    EXPECT_EQ(copies[0].original_id, store_->article_at("https://a.example/1").value());
}

TEST_F(RunTest, TheOneThatACopyCreditsIsTheOriginalHoweverLateItCame) {
    for (const auto* host : {"b", "c", "d"}) follow(fmt::format("https://{}.example/feed", host));
    const auto credit = "<p>This report was first published by a.example.</p>";
    answer("https://b.example/feed",
           atom({{"https://b.example/9", "Deal for ports", long_text(5) + credit, "2026-10-17T07:00:00Z"}}));
    answer("https://c.example/feed",
           atom({{"https://c.example/7", "Ports agree", long_text(5), "2026-10-17T08:00:00Z"}}));
    EXPECT_EQ(run().articles, 2U);
    const auto id_at = [&](const char* url) { return store_->article_at(url).value().value(); };
    ASSERT_THAT(store_->duplicates().value(), SizeIs(1));
    EXPECT_EQ(store_->duplicates()->front().original_id, id_at("https://b.example/9"));
    // The credited one arrives, then one more copy: all of them are its copies.
    answer("https://a.example/feed",
           atom({{"https://a.example/1", "Ports sign deal", long_text(5), "2026-10-17T09:00:00Z"}}));
    answer("https://d.example/feed",
           atom({{"https://d.example/3", "A deal is signed", long_text(5), "2026-10-17T10:00:00Z"}}));
    EXPECT_EQ(run().articles, 2U);
    const auto copies = store_->duplicates().value();
    EXPECT_THAT(copies, SizeIs(3));
    for (const auto& copy : copies) EXPECT_EQ(copy.original_id, id_at("https://a.example/1")) << copy.article_id;
    EXPECT_THAT(reasons("https://b.example/9"), Contains(HasSubstr("it credits A feed")));
}

TEST_F(RunTest, AHeadlineWithOneOtherWordIsACopyOnlyOfAnotherPublishers) {
    follow("https://b.example/feed");
    answer(
        "https://a.example/feed",
        atom({{"https://a.example/1", "Ministers meet in Port Lisel over lost cargo", "", "2026-10-17T08:00:00Z"},
              {"https://a.example/2", "Ministers gather in Port Lisel over lost cargo", "", "2026-10-17T09:00:00Z"}}));
    EXPECT_EQ(run().articles, 2U);
    EXPECT_THAT(store_->duplicates().value(), SizeIs(0));
    answer("https://b.example/feed",
           atom({{"https://b.example/1", "Ministers to meet in Port Lisel over cargo", "", "2026-10-17T10:00:00Z"}}));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_THAT(store_->duplicates().value(), SizeIs(1));
    EXPECT_THAT(reasons("https://b.example/1"), Contains(HasSubstr("no number, day or name differs")));
}

TEST_F(RunTest, WordsThatStandBelowEveryArticleMakeNoCopies) {
    answer("https://a.example/feed", atom({{"https://a.example/1", "Herring quota rises", long_text(5)},
                                           {"https://a.example/2", "Crane passes bridge", long_text(5)}}));
    EXPECT_EQ(run().articles, 2U);
}

TEST_F(RunTest, ThePublishersOwnTextAgainIsNoSecondArticle) {
    answer("https://a.example/feed",
           atom({{"https://a.example/1", "Herring quota rises", long_text(5), "2026-10-17T08:00:00Z"},
                 {"https://a.example/2", "Herring quota rises again", long_text(5), "2026-10-17T09:00:00Z"}}));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_THAT(reasons("https://a.example/2"), Contains(HasSubstr("of its text is that of another article")));
}

TEST_F(RunTest, AChangedTitleIsARevision) {
    answer("https://a.example/feed", atom({{"https://a.example/1", "Canal cancels convoy", long_text(1)}}));
    run();
    answer("https://a.example/feed", atom({{"https://a.example/1", "Canal drops convoy", long_text(1)}}));
    EXPECT_EQ(run().revised, 1U);
    EXPECT_THAT(titles(), testing::ElementsAre("Canal drops convoy"));
    ASSERT_THAT(store_->revisions().value(), SizeIs(1));
    EXPECT_EQ(store_->revisions()->front().title, "Canal cancels convoy");
    EXPECT_EQ(run().revised, 0U);
}

TEST_F(RunTest, AnUpdateUnderTheSameTitleIsRead) {
    answer("https://a.example/feed", atom({{"https://a.example/1", "Storm", long_text(1)}}));
    run();
    answer("https://a.example/feed", atom({{"https://a.example/1", "Storm", long_text(1) + " CORRECTION: force 11.",
                                            "2026-10-17T10:00:00Z", "2026-10-17T11:00:00Z"}}));
    EXPECT_EQ(run().revised, 1U);
    EXPECT_THAT(articles()[0].text, HasSubstr("CORRECTION"));
}

TEST_F(RunTest, AnotherSourcesHeadlineIsNoRevision) {
    follow("https://b.example/feed");
    answer("https://a.example/feed", atom({{"https://a.example/1", "The publisher's words", long_text(1)}}));
    answer("https://b.example/feed", atom({{"https://a.example/1", "The aggregator's words", "A teaser."}}));
    run();
    answer("https://b.example/feed", atom({{"https://a.example/1", "The aggregator's words", "A teaser, longer."}}));
    EXPECT_EQ(run().revised, 0U);
    EXPECT_THAT(titles(), testing::ElementsAre("The publisher's words"));
}

TEST_F(RunTest, DatesThatCannotBeAreReplacedByTheInstantOfTheVisit) {
    answer("https://a.example/feed",
           atom({{"https://a.example/1", "From the future", long_text(1), "2035-01-01T00:00:00Z"},
                 {"https://a.example/2", "From the epoch", long_text(2), "1970-01-01T00:00:00Z"}}));
    run();
    for (const auto& article : articles()) {
        EXPECT_EQ(article.published, web_.now) << article.title;
        EXPECT_EQ(article.date_origin, model::DateOrigin::first_seen) << article.title;
    }
}

TEST_F(RunTest, AStopKeepsNothingOfTheChunkAndLosesNothingOfIt) {
    answer("https://a.example/feed", atom({{"https://a.example/1", "Interrupted", "A teaser."}}));
    answer("https://a.example/1", html("Interrupted", "", long_text(1)));
    web_.stop_after = "https://a.example/1";
    EXPECT_TRUE(run().stopped);
    EXPECT_THAT(articles(), SizeIs(0));
    web_.stop_after.clear();
    web_.stop = std::stop_source();
    EXPECT_EQ(run().articles, 1U);
}

// Three days of a feed: seen in one run, or in a run each day, or in one that was stopped on the second.
TEST_F(RunTest, WhatASiteTeachesDoesNotDependOnWhereRunsEnd) {
    constexpr std::chrono::hours day{24};
    const std::string notice =
        "<p>The Harbour Paper is printed by the people who read it; whoever wants to help can come to the cellar of "
        "the old customs house on any Tuesday after six.</p>";
    std::vector<Fresh> visits;
    for (int d = 0; d < 3; ++d) {
        std::vector<Item> items;
        for (int i = 0; i < 4; ++i) {
            const std::string number = std::to_string(d * 4 + i);
            items.push_back({"https://a.example/" + number, "Report " + number, "A teaser."});
            answer(items.back().link, "<html><head><title>Report " + number +
                                          "</title></head><body><article><h1>Report " + number + "</h1><p>" +
                                          long_text(d * 4 + i) + "</p><p>" + long_text(d * 4 + i + 100) + "</p>" +
                                          notice + "</article></body></html>");
        }
        visits.push_back(Fresh{.url = "https://a.example/feed", .body = atom(items), .at = web_.now + d * day});
    }
    const core::Instant first = web_.now;
    const auto see = [&](int newest, int seen) {
        Fresh visit = visits[static_cast<std::size_t>(newest)];
        for (int d = seen; d < newest; ++d) visit.earlier.push_back(visits[static_cast<std::size_t>(d)]);
        web_.visits.insert_or_assign("https://a.example/feed", fetch::Visit(std::move(visit)));
        web_.now = first + newest * day;
        run();
    };
    const std::vector<std::function<void()>> ways{[&] { see(2, 0); },
                                                  [&] {
                                                      for (const int d : {0, 1, 2}) see(d, d);
                                                  },
                                                  [&] {
                                                      web_.stop_after = "https://a.example/6";
                                                      see(2, 0);
                                                      web_.stop_after.clear();
                                                      web_.stop = std::stop_source();
                                                      see(2, 0);
                                                  }};
    std::vector<std::string> results;
    for (const auto& way : ways) {
        const test::TempFolder folder;
        store_ = *store::open_sqlite_store((folder.path() / "masthead.db").string(), store::Access::read_write);
        way();
        EXPECT_THAT(articles(), SizeIs(12));
        std::string all;
        for (const auto& article : articles())
            all += article.id + " " + article.text + store_->content(article.id)->value_or("") + "\n";
        const auto memory = store_->site_memory("a.example").value().value();
        results.push_back(all + memory.before + memory.learned);
    }
    EXPECT_EQ(results[0], results[1]);
    EXPECT_EQ(results[0], results[2]);
    const auto count = [&](std::string_view words) {
        std::size_t found = 0;
        for (std::size_t at = results[0].find(words); at != std::string::npos; at = results[0].find(words, at + 1))
            ++found;
        return found;
    };
    EXPECT_EQ(count("the old customs house"), 4U * 2);  // Of the first day's texts and their markup.
}

TEST_F(RunTest, AddressesThatShareAHashKeepTheirArticlesApart) {
    // The clash is made by storing another address's article under the id that the new one would get.
    model::Article victim;
    victim.id = article_id(*core::Url::parse("https://a.example/1"));
    victim.web_url = "https://victim.example/x";
    victim.title = "The victim's";
    store::ChangeSet clash;
    clash.articles = {victim};
    ASSERT_TRUE(store_->apply(clash, store::Durability::normal));
    answer("https://a.example/feed", atom({{"https://a.example/1", "Mine", long_text(1)}}));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_THAT(titles(), testing::UnorderedElementsAre("The victim's", "Mine"));
}

TEST_F(RunTest, AnEditionJoinsWhatIsStored) {
    answer("https://a.example/feed",
           atom({{"https://a.example/1", "One", long_text(1)}, {"https://a.example/2", "Two", long_text(2)}}));
    run();
    const auto edition = make_edition(desk_, *store_, web_.now);
    ASSERT_TRUE(edition);
    EXPECT_EQ(edition->articles.size(), 2U);
    EXPECT_EQ(edition->read_today, 2);
    EXPECT_EQ(edition->providers_today, 1);
    std::size_t members = 0;
    for (const auto& story : edition->stories) members += story.members.size();
    EXPECT_EQ(members, 2U);
}

}  // namespace
}  // namespace masthead::pipeline
