// Documents from files: read by several threads, stored as if by one.
#include "pipeline/ingest.h"

#include "fake_web.h"
#include "pipeline/article_maker.h"

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

std::string address(int number) {
    return "https://paper.example/2026/10/17/report-" + std::to_string(number);
}

Incoming page_at(const std::string& url, std::string body) {
    Incoming incoming;
    incoming.item.link = url;
    incoming.source.url = "file:web.warc.gz";
    incoming.page = Fresh{.url = url, .body = std::move(body), .content_type = "text/html", .at = from_unix(noon)};
    return incoming;
}

// Pages of their own, one that names another's address, copies of others, and what is no page.
std::vector<Incoming> mixed_web() {
    std::vector<Incoming> web;
    web.reserve(45);
    for (int i = 0; i < 40; ++i)
        web.push_back(page_at(address(i), html("Report " + std::to_string(i) + " from the harbour", "", long_text(i))));
    web.push_back(
        page_at("https://paper.example/mirror/7", html("Report 7 from the harbour", address(7), long_text(7))));
    web.push_back(page_at("https://other.example/copied", html("Report 9 from the harbour", "", long_text(9))));
    web.push_back(page_at("https://paper.example/picture", "\x89PNG\r\n no page at all"));
    web.push_back(page_at("ftp://paper.example/unreachable", html("Out of reach", "", long_text(99))));
    web.push_back(page_at("https://paper.example/nameless", "<html><body><p>" + long_text(77) + "</p></body></html>"));
    return web;
}

// An article with a notice that all of its site have.
std::string report_with_notice(int number) {
    const std::string title = "Report " + std::to_string(number) + " from the harbour";
    return "<html><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" +
           long_text(number) + "</p><p>" + long_text(number + 100) +
           "</p><p>The Harbour Paper is printed by the people who read it; whoever wants to help can come to the "
           "cellar of the old customs house on any Tuesday after six.</p></article></body></html>";
}

class IngestTest : public RunTest {
  protected:
    RunReport ingest_all(std::vector<Incoming> web, std::size_t threads = 1) {
        const core::FixedClock clock(web_.now);
        const auto report = ingest(desk_, world(clock, threads), [&](const IncomingSink& sink) {
            for (auto& document : web) {
                ++given_;
                if (!sink(std::move(document))) return;
                if (given_ == stop_after_) web_.stop.request_stop();
            }
        });
        EXPECT_TRUE(report) << report.error().message;
        return report.value_or(RunReport{});
    }

    // All that the store holds, in words.
    std::string contents() {
        std::string out;
        for (const auto& article : articles())
            out += article.id + " " + article.web_url + " " + article.title + " " + article.text + "\n";
        const auto decisions = store_->decisions().value();
        for (const auto& decision : decisions)
            out += decision.url + " " + decision.stage + " " + decision.reason + " " + decision.other + "\n";
        const auto members = store_->memberships().value();
        for (const auto& member : members) out += member.article_id + " " + member.story_id + "\n";
        return out;
    }

    std::size_t given_ = 0;
    std::size_t stop_after_ = 0;
};

TEST_F(IngestTest, WhatIsStoredDoesNotDependOnTheNumberOfThreads) {
    desk_.fetch.pages_at_once = 6;  // Many chunks, so that reading and storing overlap.
    std::vector<std::string> results;
    for (const std::size_t threads : {1U, 2U, 5U}) {
        const test::TempFolder folder;
        store_ = *store::open_sqlite_store((folder.path() / "masthead.db").string(), store::Access::read_write);
        ingest_all(mixed_web(), threads);
        results.push_back(contents());
        EXPECT_EQ(articles().size(), 41U);
    }
    EXPECT_EQ(results[0], results[1]);
    EXPECT_EQ(results[0], results[2]);
}

TEST_F(IngestTest, OneBadPageStopsNoOtherAndIsCountedByItsKind) {
    const auto report = ingest_all(mixed_web());
    EXPECT_EQ(report.items, 45U);
    EXPECT_EQ(report.articles, 41U);
    EXPECT_EQ(report.dropped, 3U);
    std::vector<std::string> kinds;
    kinds.reserve(report.left_out.size());
    for (const auto& kind : report.left_out) kinds.push_back(kind.kind + " " + std::to_string(kind.count));
    EXPECT_THAT(kinds, testing::ElementsAre("no-address 1", "no-title 1", "not-html 1"));
    EXPECT_NE(report.left_out.back().example.find("https://paper.example/picture"), std::string::npos);
}

TEST_F(IngestTest, WhatIsKnownIsNotStoredAgain) {
    ingest_all(mixed_web());
    const auto before = contents();
    const auto again = ingest_all(mixed_web());
    EXPECT_EQ(again.articles, 0U);
    EXPECT_EQ(contents(), before);
}

// The same publisher's text under another address is no article of its own, and leaves nothing of one behind.
TEST_F(IngestTest, ACopyThatIsNoArticleLeavesNoMarkupAndNoEvidence) {
    const auto& first = "https://paper.example/a";
    const auto& again = "https://paper.example/b";
    ingest_all({page_at(first, html("Report 1 from the harbour", "", long_text(1))),
                page_at(again, html("Report 1 from the harbour", "", long_text(1)))});
    ASSERT_EQ(articles().size(), 1U);
    const std::string kept = articles()[0].id;
    EXPECT_EQ(store_->article_at(again).value(), kept);
    EXPECT_TRUE(store_->content(kept)->has_value());
    const auto other = article_id(*core::Url::parse(kept == article_id(*core::Url::parse(first)) ? again : first));
    EXPECT_EQ(store_->content(other).value(), std::nullopt);
    EXPECT_TRUE(store_->evidence(other)->empty());
}

// What stands below every article of a site is learned from stored pages, and no text of the articles of later days.
TEST_F(IngestTest, WhatPagesOfASiteRepeatIsLeftOutFromTheNextDayOn) {
    const auto reports = [](int first, int last) {
        std::vector<Incoming> web;
        for (int i = first; i <= last; ++i) web.push_back(page_at(address(i), report_with_notice(i)));
        return web;
    };
    ingest_all(reports(1, 3));
    ingest_all(reports(4, 5));  // The same day: what is read must not depend on which came first.
    for (const auto& article : articles()) EXPECT_THAT(article.text, testing::HasSubstr("customs house"));
    pass(std::chrono::hours{24});
    ingest_all(reports(6, 6));
    const auto later = store_->article_at(address(6)).value().value_or("");
    ASSERT_FALSE(later.empty());
    EXPECT_THAT(store_->article(later).value()->text, testing::Not(testing::HasSubstr("customs house")));
    const auto content = store_->content(later).value().value_or("");
    EXPECT_THAT(content, testing::StartsWith("<p>word"));
    EXPECT_THAT(content, testing::Not(testing::HasSubstr("customs house")));
}

TEST_F(IngestTest, WhatIsLearnedDoesNotDependOnChunksAndThreads) {
    std::vector<std::string> results;
    for (const auto& [threads, chunk] : {std::pair(1U, 100), {3U, 100}, {2U, 2}}) {
        const test::TempFolder folder;
        store_ = *store::open_sqlite_store((folder.path() / "masthead.db").string(), store::Access::read_write);
        desk_.fetch.pages_at_once = chunk;
        for (const int day : {0, 1, 2}) {
            std::vector<Incoming> web;
            for (int i = 0; i < 5; ++i) {
                const int number = day * 5 + i;
                web.push_back(page_at(address(number), report_with_notice(number)));
            }
            ingest_all(std::move(web), threads);
            pass(std::chrono::hours{24});
        }
        web_.now -= std::chrono::hours{72};
        results.push_back(contents() + store_->site_memory("paper.example").value().value().learned);
    }
    EXPECT_EQ(results[0], results[1]);
    EXPECT_EQ(results[0], results[2]);
    EXPECT_THAT(results[0], testing::HasSubstr("customs house"));
}

TEST_F(IngestTest, AStopKeepsWholeChunksAndTheNextRunTakesTheRest) {
    desk_.fetch.pages_at_once = 10;
    stop_after_ = 25;
    const auto stopped = ingest_all(mixed_web());
    EXPECT_TRUE(stopped.stopped);
    EXPECT_EQ(given_, 26U);  // The one after the stop is refused.
    EXPECT_EQ(articles().size(), 10U);
    web_.stop = std::stop_source();
    stop_after_ = 0;
    ingest_all(mixed_web());
    EXPECT_EQ(articles().size(), 41U);
}

}  // namespace
}  // namespace masthead::pipeline
