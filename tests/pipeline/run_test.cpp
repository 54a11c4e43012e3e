// The order of the work against a web that each test writes: what is stored, what is not, and what `explain` would say.
#include "pipeline/run.h"

#include "config/load.h"
#include "core/url.h"
#include "pipeline/article_maker.h"
#include "pipeline/edition.h"
#include "support/files.h"
#include "text/html_text.h"

#include <map>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::pipeline {
namespace {

using core::from_unix;
using fetch::Fresh;
using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::int64_t noon = 1792238400;  // 2026-10-17T12:00:00Z

class SilentProgress final : public Progress {
  public:
    void begin(std::string_view /*stage*/, std::size_t /*total*/) override {}
    void advance(std::size_t /*count*/) override {}
    void end() override {}
};

// Addresses and what they answer; a redirect is an answer from elsewhere.
class FakeWeb final : public fetch::HttpClient {
  public:
    void fetch(std::span<const fetch::Request> requests, const fetch::VisitSink& sink,
               std::stop_token /*stop*/) override {
        for (std::size_t i = 0; i < requests.size(); ++i) {
            ++asked[requests[i].url];
            const auto found = answers.find(requests[i].url);
            if (found == answers.end()) {
                sink(i, core::fail(core::ErrorCode::not_found, requests[i].url + " is not there"));
            } else {
                sink(i, Fresh{.url = found->second.first, .body = found->second.second, .content_type = "", .at = now});
            }
            if (stop_after == requests[i].url) stop.request_stop();
        }
    }
    std::map<std::string, std::pair<std::string, std::string>> answers;
    std::map<std::string, int> asked;
    core::Instant now = from_unix(noon);
    std::string stop_after;
    std::stop_source stop;
};

struct Item {
    std::string link;
    std::string title;
    std::string content;
    std::string published = "2026-10-17T10:00:00Z";
    std::string updated;
};

std::string atom(const std::vector<Item>& items) {
    std::string out =
        R"(<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title><id>urn:f</id>)";
    for (const auto& item : items) {
        out += "<entry><id>" + item.link + "</id><title>" + text::escape_html(item.title) + R"(</title><link href=")" +
               item.link + R"("/><published>)" + item.published + "</published>";
        if (!item.updated.empty()) out += "<updated>" + item.updated + "</updated>";
        out += R"(<content type="html">)" + text::escape_html("<p>" + item.content + "</p>") + "</content></entry>";
    }
    return out + "</feed>";
}

// Long enough to count as a full text; each `seed` gives other words.
std::string long_text(int seed) {
    std::string out;
    for (int i = 0; i < 220; ++i)
        out += "word" + std::to_string((seed * 7919 + i * i * 31) % 5003) + (i % 12 == 11 ? ". " : " ");
    return out;
}

std::string html(const std::string& title, const std::string& canonical, const std::string& body) {
    return "<html><head><title>" + title + "</title>" +
           (canonical.empty() ? "" : "<link rel=canonical href='" + canonical + "'>") + "</head><body><article><h1>" +
           title + "</h1><p>" + body + "</p><p>" + body + "</p></article></body></html>";
}

class RunTest : public testing::Test {
  protected:
    RunTest() : desk_(config::default_desk()), log_(core::make_null_logger()) {
        auto store = store::open_sqlite_store((folder_.path() / "masthead.db").string(), store::Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
        follow("https://a.example/feed");
    }

    void follow(const std::string& url) { desk_.sources.push_back({.url = url}); }
    void answer(const std::string& url, const std::string& body, const std::string& from = "") {
        web_.answers[url] = {from.empty() ? url : from, body};
    }

    RunReport run() {
        const core::FixedClock clock(web_.now);
        const World world{.http = &web_,
                          .store = store_.get(),
                          .clock = &clock,
                          .log = log_.get(),
                          .progress = &progress_,
                          .stop = web_.stop.get_token()};
        const auto report = run_once(desk_, world, Schedule::at_once);
        EXPECT_TRUE(report) << report.error().message;
        return report.value_or(RunReport{});
    }
    std::vector<model::Article> articles() {
        return store_->articles(core::Instant::min(), core::Instant::max(), store::TextPart::with).value();
    }
    std::vector<std::string> titles() {
        std::vector<std::string> out;
        for (const auto& article : articles()) out.push_back(article.title);
        return out;
    }
    std::vector<std::string> reasons(const std::string& url) {
        std::vector<std::string> out;
        const auto decisions = store_->decisions(url).value();
        for (const auto& decision : decisions) out.push_back(decision.reason);
        return out;
    }

    test::TempFolder folder_;
    config::Desk desk_;
    FakeWeb web_;
    SilentProgress progress_;
    std::unique_ptr<core::Logger> log_;
    std::unique_ptr<store::Store> store_;
};

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

TEST_F(RunTest, APageUnderARedirectTakesItsTrueAddress) {
    answer("https://a.example/feed", atom({{"https://a.example/r/17", "Moved", "A teaser."}}));
    answer("https://a.example/r/17", html("Moved", "", long_text(3)), "https://a.example/2026/moved");
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(articles()[0].web_url, "https://a.example/2026/moved");
    EXPECT_EQ(store_->article_at("https://a.example/r/17").value(), articles()[0].id);
    EXPECT_EQ(run().articles, 0U);
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
