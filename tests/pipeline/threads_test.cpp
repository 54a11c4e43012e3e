// Links and threads of stored stories: found as articles come, in whatever order and portions; kept with their
// instants; no work where nothing changes.
#include "pipeline/threads.h"

#include "core/hash.h"
#include "fake_web.h"
#include "pipeline/edition.h"
#include "pipeline/grouping.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <tuple>

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

struct Telling {
    std::string event;
    std::string domain;
    std::string title;
    std::string text;
    int hours = 0;
};

// A ferry runs aground; a day later its captain is questioned; two days later it is towed off. Beside it other news.
const std::vector<Telling> tellings = {
    {"aground", "a.example", "Ferry Halvorsund runs aground off Skarnes",
     "The ferry Halvorsund struck a reef off Skarnes at dawn with 212 people on board. Lifeboats took them ashore.", 0},
    {"aground", "b.example", "Halvorsund ferry runs aground on reef off Skarnes, 212 taken ashore",
     "Lifeboats took 212 people ashore after the ferry Halvorsund struck a reef off Skarnes at dawn.", 1},
    {"aground", "c.example", "Ferry Halvorsund strikes reef off Skarnes at dawn",
     "All 212 people on board the ferry Halvorsund were taken ashore by lifeboats from Skarnes.", 2},
    {"captain", "a.example", "Police question Halvorsund captain Jorun Eide over failed radar",
     "Police questioned captain Jorun Eide for six hours after her ferry, the Halvorsund, struck a reef off Skarnes.",
     40},
    {"captain", "b.example", "Captain Jorun Eide of the Halvorsund questioned by police for six hours",
     "The radar failed before Skarnes, captain Jorun Eide told police who questioned her about the Halvorsund.", 41},
    {"captain", "d.example", "Radar failed before Skarnes, Halvorsund captain Jorun Eide tells police",
     "Jorun Eide was questioned by police for six hours; the radar of the ferry Halvorsund had failed, she said.", 42},
    {"salvage", "b.example", "Two salvage tugs pull the Halvorsund free on spring tide",
     "Salvage tugs pulled the ferry Halvorsund off the Skarnes reef on the spring tide and towed it to Melding.", 88},
    {"salvage", "c.example", "Halvorsund pulled free by salvage tugs on the spring tide",
     "The ferry Halvorsund was pulled free by two salvage tugs on the spring tide and is towed to Melding.", 89},
    {"fares", "a.example", "Fares on regional trains to rise four per cent in January",
     "Passengers of regional trains pay four per cent more from January, the ministry of transport said.", 30},
    {"fares", "d.example", "Regional train fares rise four per cent from January",
     "The ministry of transport lets regional train fares rise by four per cent from January.", 31},
    {"chess", "c.example", "Ilva Brandt wins chess title in Mornau",
     "Ilva Brandt beat Piet Oslak in the last game and holds the chess title of Mornau.", 60},
};

using Named = std::set<std::tuple<std::string, std::string>>;  // By the events of two stories.

class ThreadsTest : public RunTest {
  protected:
    ThreadsTest() { pass(std::chrono::hours(24 * 6)); }

    static model::Article article_of(const Telling& telling) {
        model::Article article;
        article.web_url = "https://" + telling.domain + "/" + telling.event;
        article.original_url = article.web_url;
        article.id = core::to_hex(core::stable_hash(article.web_url));
        article.title = telling.title;
        article.text = telling.text;
        article.language = "en";
        article.provider.domain = article.provider.name = telling.domain;
        article.published = article.first_seen = from_unix(noon) + std::chrono::hours(telling.hours);
        return article;
    }
    enum class Stories : std::uint8_t { given, found };
    // The stories are given, so that these tests do not ask how well articles are grouped.
    void put(const std::vector<Telling>& some, Stories stories) {
        store::ChangeSet changes;
        changes.at = web_.now;
        for (const auto& telling : some) {
            const auto& article = changes.articles.emplace_back(article_of(telling));
            changes.addresses.push_back({article.web_url, article.id});
            if (stories == Stories::given) changes.memberships.push_back({article.id, "s-" + telling.event});
        }
        ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
    }
    RunReport group() {
        const core::FixedClock clock(web_.now);
        const World world{.store = store_.get(), .clock = &clock, .log = log_.get(), .progress = &progress_};
        RunReport report;
        const auto done = group_and_score(desk_, world, report);
        EXPECT_TRUE(done) << done.error().message;
        return report;
    }
    void tell(const std::vector<Telling>& some) {
        put(some, Stories::given);
        group();
    }
    void forget_all() {
        store_.reset();
        for (const auto* end : {"", "-wal", "-shm"})
            std::filesystem::remove(folder_.path() / ("masthead.db" + std::string(end)));
        store_ = store::open_sqlite_store((folder_.path() / "masthead.db").string(), store::Access::read_write).value();
    }
    // Event of a story, by its first member.
    std::string event_of(const std::string& story_id) {
        const auto articles = store_->story_articles(story_id).value();
        return articles.empty() ? "" : articles.front().web_url.substr(articles.front().web_url.rfind('/') + 1);
    }
    Named threads(std::optional<core::Instant> at = std::nullopt) {
        Named out;
        const auto stored = store_->story_threads({.at = at, .story_id = {}}).value();
        for (const auto& thread : stored) out.emplace(event_of(thread.story_id), event_of(thread.thread_id));
        return out;
    }
    Named links(std::optional<core::Instant> at = std::nullopt) {
        Named out;
        const auto stored = store_->story_links({.at = at, .story_id = {}}).value();
        for (const auto& link : stored) out.emplace(event_of(link.story_id), event_of(link.earlier_id));
        return out;
    }
    static bool has_stage(const RunReport& report, std::string_view name) {
        return std::ranges::count(report.stages, name, &StageReport::name) > 0;
    }
};

const Named one_thread = {{"captain", "aground"}, {"salvage", "aground"}};

TEST_F(ThreadsTest, AStoryOverFourDaysIsOneThreadOfThreeChapters) {
    desk_.story.window_hours = 24;  // What comes later is another story, however alike.
    put(tellings, Stories::found);
    group();
    EXPECT_EQ(threads(), one_thread);
    EXPECT_THAT(links(), testing::IsSupersetOf(one_thread));
    const auto linked = links();
    for (const auto& [later, earlier] : linked) {
        EXPECT_NE(later, "fares");
        EXPECT_NE(earlier, "fares");
        EXPECT_NE(later, "chess");
    }
}

TEST_F(ThreadsTest, NeitherOrderNorPortionsMatter) {
    auto shuffled = tellings;
    std::mt19937 random(3);
    for (const std::size_t portion : {std::size_t{1}, std::size_t{4}, tellings.size()}) {
        forget_all();
        std::ranges::shuffle(shuffled, random);
        for (std::size_t at = 0; at < shuffled.size(); at += portion) {
            const auto end = std::min(at + portion, shuffled.size());
            tell({shuffled.begin() + static_cast<std::ptrdiff_t>(at),
                  shuffled.begin() + static_cast<std::ptrdiff_t>(end)});
        }
        EXPECT_EQ(threads(), one_thread) << "in portions of " << portion;
    }
}

TEST_F(ThreadsTest, WhatIsThereStaysAsItIsWhileNothingComes) {
    tell(tellings);
    const auto before = store_->story_links({}).value();
    pass(std::chrono::hours(24));
    EXPECT_FALSE(has_stage(group(), "threads"));
    // An article that comes again unchanged is looked at, and changes nothing.
    put({tellings.front()}, Stories::given);
    EXPECT_TRUE(has_stage(group(), "threads"));
    EXPECT_EQ(store_->story_links({}).value(), before);
    EXPECT_TRUE(store_->stories_due().value().empty());
}

TEST_F(ThreadsTest, LinksAndThreadsAreKnownAsTheyWereAtAnyInstant) {
    tell({tellings.begin(), tellings.begin() + 3});
    pass(std::chrono::hours(1));
    const auto early = web_.now;
    tell({tellings.begin() + 3, tellings.begin() + 6});
    const auto links_then = store_->story_links({}).value();
    pass(std::chrono::hours(1));
    tell({tellings.begin() + 6, tellings.end()});
    EXPECT_TRUE(threads(early - std::chrono::minutes(1)).empty());
    EXPECT_EQ(threads(early), (Named{{"captain", "aground"}}));
    EXPECT_EQ(store_->story_links({.at = early, .story_id = {}}).value(), links_then);
    EXPECT_EQ(threads(web_.now), threads());
    EXPECT_EQ(threads(), one_thread);
}

TEST_F(ThreadsTest, AMergedStoryLeavesTheThread) {
    tell(tellings);
    std::map<std::string, std::string> ids;  // By event.
    std::vector<store::StoryMembership> members = store_->memberships().value();
    for (const auto& member : members) ids[event_of(member.story_id)] = member.story_id;
    store::ChangeSet changes;
    changes.at = web_.now;
    for (const auto& member : members) {
        if (member.story_id == ids["aground"]) changes.memberships.push_back({member.article_id, ids["captain"]});
    }
    ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
    group();
    const auto threads = store_->story_threads({}).value();
    EXPECT_EQ(threads, (std::vector<model::StoryThread>{{ids["salvage"], ids["captain"]}}));
    const auto links = store_->story_links({}).value();
    for (const auto& link : links) {
        EXPECT_NE(link.story_id, ids["aground"]);
        EXPECT_NE(link.earlier_id, ids["aground"]);
    }
}

TEST_F(ThreadsTest, AnEditionCarriesThem) {
    tell(tellings);
    const auto edition = make_edition(desk_, *store_, web_.now).value();
    EXPECT_EQ(edition.threads, store_->story_threads({}).value());
    EXPECT_EQ(edition.links, store_->story_links({}).value());
    EXPECT_EQ(edition.threads.size(), 2U);
}

TEST_F(ThreadsTest, OneStoryIsAskedForWithItsWholeThread) {
    tell(tellings);
    const auto all = store_->story_threads({}).value();
    for (const auto& thread : all) {
        EXPECT_EQ(store_->story_threads({.at = {}, .story_id = thread.story_id}).value(), all);
        EXPECT_EQ(store_->story_threads({.at = {}, .story_id = thread.thread_id}).value(), all);
    }
    EXPECT_TRUE(store_->story_threads({.at = {}, .story_id = "s0"}).value().empty());
}

}  // namespace
}  // namespace masthead::pipeline
