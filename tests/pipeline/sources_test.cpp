// Sources over days: what is asked when, what is remembered, what is not believed.
#include "pipeline/sources.h"

#include "fake_web.h"
#include "pipeline/item_ids.h"
#include "pipeline/page_retries.h"

#include <set>

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string feed_url = "https://a.example/feed";

class SourcesTest : public RunTest {
  protected:
    // What the feed answers from now on, with validators.
    void serve(const std::string& body, const std::string& etag = "") {
        web_.visits.insert_or_assign(feed_url, Fresh{.url = feed_url, .body = body, .etag = etag, .at = web_.now});
    }
    static std::string one_item(const std::string& name) {
        return atom({{"https://a.example/" + name, "About the " + name, long_text(static_cast<int>(name.size()))}});
    }
};

TEST_F(SourcesTest, AreAskedAgainOnlyWhenTheyAreDue) {
    answer(feed_url, one_item("quay"));
    EXPECT_EQ(run(Schedule::when_due).sources, 1U);
    EXPECT_THAT(state_of().next_fetch_reason, Not(IsEmpty()));
    pass(29min);
    EXPECT_EQ(run(Schedule::when_due).sources, 0U);
    web_.now = *state_of().next_fetch_at;
    EXPECT_EQ(run(Schedule::when_due).sources, 1U);
    EXPECT_EQ(web_.asked[feed_url], 2);
}

TEST_F(SourcesTest, AnOwnIntervalGoesBeforeTheDesks) {
    desk_.sources[0].interval_minutes = 600;
    answer(feed_url, one_item("quay"));
    run();
    EXPECT_GE(*state_of().next_fetch_at, web_.now + 10h);
}

TEST_F(SourcesTest, ValidatorsAreSentForADayAndThenTheWholeIsAskedFor) {
    serve(one_item("quay"), "\"v1\"");
    run();
    EXPECT_EQ(web_.last[feed_url].etag, "");
    web_.visits.insert_or_assign(feed_url, fetch::NotModified{});
    for (int hour = 1; hour < 24; ++hour) {
        pass(1h);
        run();
        EXPECT_EQ(web_.last[feed_url].etag, "\"v1\"") << hour;
    }
    serve(one_item("quay"), "\"v1\"");
    pass(1h);
    run();
    EXPECT_EQ(web_.last[feed_url].etag, "");
    EXPECT_EQ(state_of().failures, 0);
    EXPECT_FALSE(state_of().validators_lie);
}

TEST_F(SourcesTest, ValidatorsThatOutliveTheirBodyAreNotSentAgain) {
    serve(one_item("quay"), "\"stuck\"");
    run();
    pass(25h);
    serve(one_item("crane"), "\"stuck\"");
    EXPECT_EQ(run().articles, 1U);
    EXPECT_TRUE(state_of().validators_lie);
    EXPECT_THAT(reasons(feed_url), Contains(HasSubstr("not sent any more")));
    pass(1h);
    serve(one_item("harbour"), "\"stuck\"");
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(web_.last[feed_url].etag, "");
}

TEST_F(SourcesTest, ABodyThatIsUnchangedIsNoWork) {
    answer(feed_url, one_item("quay"));
    EXPECT_EQ(run().items, 1U);
    pass(1h);
    EXPECT_EQ(run().items, 0U);
}

TEST_F(SourcesTest, AServerThatAsksForPeaceGetsIt) {
    web_.visits.insert_or_assign(
        feed_url, fetch::Deferred{.status = 429, .retry_at = web_.now + 5h, .reason = "it answered 429"});
    EXPECT_EQ(run(Schedule::when_due).sources_failed, 1U);
    EXPECT_THAT(state_of().next_fetch_reason, HasSubstr("asks to be left alone for 5 hours"));
    EXPECT_EQ(state_of().last_error, "it answered 429");
    pass(5h - 1s);
    EXPECT_EQ(run(Schedule::when_due).sources, 0U);
    web_.visits.clear();
    answer(feed_url, one_item("quay"));
    pass(11min);
    EXPECT_EQ(run(Schedule::when_due).articles, 1U);
    EXPECT_EQ(state_of().last_error, "");
}

TEST_F(SourcesTest, GoneIsTheEnd) {
    web_.visits.insert_or_assign(feed_url, fetch::Gone{});
    run();
    EXPECT_TRUE(state_of().gone);
    EXPECT_FALSE(state_of().next_fetch_at);
    pass(24h * 30);
    EXPECT_EQ(run(Schedule::at_once).sources, 0U);
}

TEST_F(SourcesTest, AMoveIsAdoptedAfterAWeekAndTheSourceKeepsItsName) {
    const std::string new_url = "https://new.a.example/feed";
    web_.visits.insert_or_assign(
        feed_url, Fresh{.url = new_url, .body = one_item("quay"), .moved_permanently = true, .at = web_.now});
    web_.visits.insert_or_assign(new_url, Fresh{.url = new_url, .body = one_item("crane"), .at = web_.now});
    for (int day = 0; day < 7; ++day) {
        run();
        EXPECT_EQ(web_.asked[new_url], 0) << day;
        pass(24h);
    }
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(web_.asked[new_url], 1);
    EXPECT_THAT(state_of().next_fetch_reason, HasSubstr("moved for good to https://new.a.example/feed"));
    EXPECT_EQ(store_->sources()->size(), 1U);
    EXPECT_EQ(articles()[1].source_url, feed_url);
}

TEST_F(SourcesTest, AClockSetBackMakesNoStormAndStarvesNobody) {
    answer(feed_url, one_item("quay"));
    run(Schedule::when_due);
    const auto before = web_.now;
    web_.now -= 24h * 3650;
    EXPECT_EQ(run(Schedule::when_due).sources, 0U);
    EXPECT_LE(*state_of().next_fetch_at, web_.now + 24h);
    EXPECT_THAT(state_of().next_fetch_reason, HasSubstr("the clock was set back"));
    web_.now = before;
    EXPECT_EQ(run(Schedule::when_due).sources, 1U);
}

TEST_F(SourcesTest, PlansMoveWithAClockThatJumps) {
    answer(feed_url, one_item("quay"));
    run(Schedule::when_due);
    const auto wait = *state_of().next_fetch_at - web_.now;
    for (const auto jump : {24h * 3650, -24h * 3650}) {
        web_.now += jump;
        ASSERT_TRUE(move_plans(*store_, jump, web_.now));
        EXPECT_EQ(run(Schedule::when_due).sources, 0U);
        EXPECT_EQ(*state_of().next_fetch_at - web_.now, wait);
    }
}

TEST_F(SourcesTest, TheOnesThatFailedComeLast) {
    follow("https://b.example/feed");
    SourceStates states;
    states[feed_url] = {.url = feed_url, .failures = 2};
    const auto due = due_sources(desk_, states, Schedule::when_due, web_.now);
    ASSERT_THAT(due, SizeIs(2));
    EXPECT_EQ(due[0]->url, "https://b.example/feed");
}

// Items by their ids.

TEST_F(SourcesTest, FiftyItemsUnderOneIdAreFiftyArticles) {
    std::string items;
    for (int i = 0; i < 50; ++i) {
        const auto number = std::to_string(i);
        items += "<item><title>different " + number + "</title><guid>same</guid><link>https://a.example/" + number +
                 "</link><description>" + long_text(i) + "</description></item>";
    }
    answer(feed_url, "<rss version='2.0'><channel><title>g</title>" + items + "</channel></rss>");
    EXPECT_EQ(run().articles, 50U);
    EXPECT_EQ(run().articles, 0U);
}

TEST_F(SourcesTest, IdsThatChangeWithEachVisitMakeNoCopies) {
    for (int poll = 0; poll < 20; ++poll) {
        std::string items;
        for (int i = 0; i < 5; ++i) {
            items += "<item><title>Item " + std::to_string(i) + "</title><guid isPermaLink='false'>" +
                     std::to_string(poll * 100 + i) + "</guid><link>https://a.example/" + std::to_string(i) +
                     "</link><description>" + long_text(i) + "</description></item>";
        }
        answer(feed_url, "<rss version='2.0'><channel><title>g</title>" + items + "</channel></rss>");
        run();
        pass(1h);
    }
    EXPECT_THAT(articles(), SizeIs(5));
}

std::string by_id(const std::string& guid, const std::string& link, const std::string& title, int words) {
    return "<rss version='2.0'><channel><title>g</title><item><title>" + title + "</title><guid isPermaLink='false'>" +
           guid + "</guid><link>" + link + "</link><description>" + long_text(words) +
           "</description></item></channel></rss>";
}

TEST_F(SourcesTest, AnItemThatKeepsItsIdUnderANewLinkIsTheSameDocument) {
    answer(feed_url, by_id("7", "https://a.example/draft", "Herring quota rises", 1));
    run();
    pass(1h);
    answer(feed_url, by_id("7", "https://a.example/2026/herring", "Herring quota rises again", 2));
    const auto report = run();
    EXPECT_EQ(report.articles, 0U);
    EXPECT_EQ(report.revised, 1U);
    ASSERT_THAT(articles(), SizeIs(1));
    EXPECT_EQ(articles()[0].web_url, "https://a.example/draft");
    EXPECT_EQ(store_->article_at("https://a.example/2026/herring").value(), articles()[0].id);
}

TEST_F(SourcesTest, AnIdThatIsGivenToAnotherItemNamesThatOne) {
    answer(feed_url, by_id("1", "https://a.example/one", "Herring quota rises", 1));
    run();
    pass(1h);
    answer(feed_url, by_id("1", "https://a.example/two", "Crane passes bridge", 2));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(store_->article_of_item(feed_url, "1").value(), store_->article_at("https://a.example/two").value());
}

TEST(UsableIds, AreThoseThatNameOneItem) {
    const auto ids = [](const std::vector<std::string>& given) {
        std::vector<model::FeedItem> items;
        for (const auto& id : given) items.push_back({.id = id});
        return usable_ids(items);
    };
    EXPECT_EQ(ids({"a", "b", ""}), (std::vector<std::string>{"a", "b", ""}));
    EXPECT_EQ(ids({"a", "a", "b"}), (std::vector<std::string>{"", "", ""}));
    std::vector<std::string> many;
    for (int i = 0; i < 38; ++i) many.push_back(std::to_string(i));
    many.insert(many.end(), {"twin", "twin"});
    const auto few_shared = ids(many);
    EXPECT_EQ(few_shared[0], "0");
    EXPECT_EQ(few_shared[39], "");
    EXPECT_EQ(ids({std::string(5000, 'x')})[0], "");
}

TEST_F(SourcesTest, UndatedItemsKeepTheInstantTheyWereFirstSeen) {
    const std::string undated =
        "<rss version='2.0'><channel><title>g</title><item><title>No date</title>"
        "<link>https://a.example/1</link><description>" +
        long_text(1) + "</description></item></channel></rss>";
    const auto first = web_.now;
    for (int visit = 0; visit < 3; ++visit) {
        answer(feed_url, undated + "<!-- " + std::to_string(visit) + " -->");
        run();
        pass(6h);
    }
    ASSERT_THAT(articles(), SizeIs(1));
    EXPECT_EQ(articles()[0].published, first);
    EXPECT_EQ(articles()[0].date_origin, model::DateOrigin::first_seen);
}

// Sitemaps and pages as sources.

std::string sitemap(const std::vector<std::pair<std::string, std::string>>& pages) {
    std::string out = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
    for (const auto& [url, modified] : pages)
        out += "<url><loc>" + url + "</loc><lastmod>" + modified + "</lastmod></url>";
    return out + "</urlset>";
}

TEST_F(SourcesTest, ASitemapsNewPagesBecomeArticles) {
    desk_.sources[0].kind = model::SourceKind::sitemap;
    answer(feed_url, sitemap({{"https://a.example/old", "2019-01-01"}, {"https://a.example/new", "2026-10-17"}}));
    answer("https://a.example/new", html("A quay reopens", "", long_text(1)));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(web_.last[feed_url].kind, fetch::RequestKind::sitemap);
    EXPECT_THAT(titles(), testing::ElementsAre("A quay reopens"));
    EXPECT_EQ(web_.asked["https://a.example/old"], 0);
}

TEST_F(SourcesTest, AnIndexLeadsToItsNewestSitemaps) {
    desk_.sources[0].kind = model::SourceKind::sitemap;
    std::string index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
    for (int day = 3; day <= 17; ++day) {
        const auto text = std::to_string(day);
        index += "<sitemap><loc>https://a.example/map-" + text + ".xml</loc><lastmod>2026-10-" + (day < 10 ? "0" : "") +
                 text + "</lastmod></sitemap>";
    }
    answer(feed_url, index + "</sitemapindex>");
    answer("https://a.example/map-17.xml", sitemap({{"https://a.example/1", "2026-10-17"}}));
    answer("https://a.example/map-16.xml", sitemap({{"https://a.example/2", "2026-10-16"}}));
    answer("https://a.example/1", html("Herring quota rises", "", long_text(1)));
    answer("https://a.example/2", html("Crane passes bridge", "", long_text(2)));
    EXPECT_EQ(run().articles, 2U);
    EXPECT_EQ(web_.asked.count("https://a.example/map-13.xml"), 0U);
    EXPECT_EQ(state_of().failures, 0);
    // The index stays the same, what it names does not.
    pass(1h);
    answer("https://a.example/map-17.xml",
           sitemap({{"https://a.example/1", "2026-10-17"}, {"https://a.example/3", "2026-10-17"}}));
    answer("https://a.example/3", html("Lighthouse repainted", "", long_text(3)));
    EXPECT_EQ(run().articles, 1U);
}

TEST_F(SourcesTest, ASourceOfAnotherKindSaysSo) {
    answer(feed_url, sitemap({{"https://a.example/1", "2026-10-17"}}));
    EXPECT_EQ(run().sources_failed, 1U);
    EXPECT_THAT(state_of().last_error, HasSubstr("give the source `kind: sitemap`"));
    answer(feed_url, "<html><body>Hello</body></html>");
    pass(1h);
    run();
    EXPECT_THAT(state_of().last_error, HasSubstr("`masthead source add https://a.example/feed` looks for the feeds"));
}

// Pages that are not there yet.

class RetryTest : public SourcesTest {
  protected:
    RetryTest() {
        answer(feed_url, atom({{"https://a.example/1", "Short", "A line of the story stands in the feed itself."}}));
        web_.visits.insert_or_assign("https://a.example/1", core::fail(core::ErrorCode::timeout, "it took too long"));
        EXPECT_EQ(run().articles, 1U);
    }
};

TEST_F(RetryTest, APageThatComesLateReplacesTheFeedsWords) {
    pass(14min);
    run(Schedule::when_due);
    EXPECT_EQ(web_.asked["https://a.example/1"], 1);
    pass(1min);
    run(Schedule::when_due);
    EXPECT_EQ(web_.asked["https://a.example/1"], 2);
    web_.visits.erase("https://a.example/1");
    answer("https://a.example/1", html("Short", "", long_text(3)));
    pass(1h);
    EXPECT_EQ(run(Schedule::when_due).revised, 1U);
    ASSERT_THAT(articles(), SizeIs(1));
    EXPECT_THAT(articles()[0].text, HasSubstr(long_text(3).substr(0, 40)));
    EXPECT_EQ(articles()[0].published, from_unix(noon) - 2h);
    EXPECT_THAT(store_->revisions().value(), SizeIs(1));
    pass(24h * 3);
    run(Schedule::when_due);
    EXPECT_EQ(web_.asked["https://a.example/1"], 3);
}

TEST_F(RetryTest, APageThatNeverComesIsGivenUp) {
    for (int hour = 0; hour < 24 * 5; ++hour) {
        pass(1h);
        run(Schedule::when_due);
    }
    EXPECT_EQ(web_.asked["https://a.example/1"], RetryOptions{}.most_tries);
    EXPECT_THAT(reasons("https://a.example/1"), Contains(HasSubstr("for good: it took too long")));
    EXPECT_THAT(store_->due_retries(web_.now + 24h * 365, 10).value(), IsEmpty());
}

TEST_F(RetryTest, WhatWaitsForASourceThatIsNotFollowedAnyMoreIsForgotten) {
    desk_.sources.clear();
    pass(1h);
    run();
    EXPECT_THAT(store_->due_retries(web_.now + 24h * 365, 10).value(), IsEmpty());
    EXPECT_EQ(web_.asked["https://a.example/1"], 1);
}

TEST_F(SourcesTest, APageThatIsRefusedOrGoneIsNotAskedForAgain) {
    answer(feed_url,
           atom({{"https://a.example/1", "One herring", "A line."}, {"https://a.example/2", "Two cranes", "B."}}));
    web_.visits.insert_or_assign("https://a.example/1", core::fail(core::ErrorCode::refused, "robots.txt says no"));
    web_.visits.insert_or_assign("https://a.example/2", fetch::Gone{});
    EXPECT_EQ(run().articles, 2U);
    EXPECT_THAT(store_->due_retries(web_.now + 24h * 365, 10).value(), IsEmpty());
}

TEST_F(SourcesTest, APageThatListsArticlesIsASource) {
    desk_.sources[0].kind = model::SourceKind::page;
    desk_.sources[0].listing = {.item = "li.teaser", .link = "a", .title = "a", .date = "time", .summary = ""};
    answer(feed_url,
           "<html><body><ul><li class=teaser><time datetime='2026-10-17T09:00:00Z'></time><a href='/one'>Herring quota "
           "rises again</a></li><li class=ad><a href='/buy'>Buy</a></li></ul></body></html>");
    answer("https://a.example/one", html("Herring quota rises again", "", long_text(1)));
    EXPECT_EQ(run().articles, 1U) << state_of().last_error;
    EXPECT_EQ(web_.last[feed_url].kind, fetch::RequestKind::page);
    ASSERT_THAT(articles(), SizeIs(1));
    EXPECT_EQ(articles()[0].published, from_unix(noon) - 3h);
}

TEST(NextTry, KeepsRetryAfterAndGrows) {
    const auto now = from_unix(noon);
    EXPECT_EQ(next_try(std::nullopt, std::nullopt, now)->next_at, now + 15min);
    EXPECT_EQ(next_try(model::PageRetry{.tries = 1}, std::nullopt, now)->next_at, now + 1h);
    EXPECT_EQ(next_try(std::nullopt, now + 3h, now)->next_at, now + 3h);
    EXPECT_EQ(next_try(std::nullopt, now + 24h * 9, now)->next_at, now + 24h);
    EXPECT_EQ(next_try(model::PageRetry{.tries = 4}, std::nullopt, now)->next_at, now + 24h);
    EXPECT_FALSE(next_try(model::PageRetry{.tries = 5}, std::nullopt, now));
}

}  // namespace
}  // namespace masthead::pipeline
