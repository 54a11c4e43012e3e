#include "fetch/poll_plan.h"

#include "core/hash.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using namespace std::chrono_literals;
using core::Instant;
using testing::HasSubstr;

constexpr Instant now{std::chrono::seconds{1792238400}};  // 2026-10-17T12:00:00Z

model::SourceState known(std::chrono::seconds rhythm, std::chrono::seconds since_news) {
    model::SourceState state{.url = "https://strait-observer.example/feed"};
    state.rhythm_seconds = rhythm.count();
    state.last_new_at = now - since_news;
    return state;
}

std::vector<Instant> every(std::chrono::seconds gap, int count, std::chrono::seconds latest_age = 0s) {
    std::vector<Instant> out;
    for (int i = 0; i < count; ++i) out.push_back(now - latest_age - i * gap);
    return out;
}

std::chrono::seconds wait_of(const PollPlan& plan) {
    return plan.next_fetch_at.value_or(now) - now;
}

// The wait, with the share that sources are spread over.
testing::Matcher<std::chrono::seconds> about(std::chrono::seconds wanted) {
    return testing::AllOf(testing::Ge(wanted), testing::Le(wanted + wanted / 10));
}

TEST(PollPlan, AsksFourTimesInTheRhythmOfTheItems) {
    const auto instants = every(4h, 12, 1h);
    const auto plan =
        plan_next_poll({.url = "https://x.example/"}, {.end = PollEnd::news, .published = instants}, {}, now);
    EXPECT_EQ(plan.rhythm_seconds, 4 * 3600);
    EXPECT_THAT(wait_of(plan), about(1h));
    EXPECT_THAT(plan.reason, HasSubstr("it brings news about every 4 hours"));
}

TEST(PollPlan, ItemsThatComeOutTogetherAreOne) {
    std::vector<Instant> instants;
    for (const auto burst : every(24h, 8, 2h)) {
        for (int i = 0; i < 20; ++i) instants.push_back(burst - i * 30s);
    }
    const auto plan =
        plan_next_poll({.url = "https://x.example/"}, {.end = PollEnd::news, .published = instants}, {}, now);
    EXPECT_EQ(plan.rhythm_seconds, 24 * 3600);
    EXPECT_THAT(wait_of(plan), about(6h));
}

TEST(PollPlan, ASourceThatKeepsItsTimesIsAskedWhenItIsExpected) {
    const auto instants = every(24h, 8, 22h);
    const auto plan = plan_next_poll(known(24h, 22h), {.end = PollEnd::no_news, .published = instants}, {}, now);
    EXPECT_THAT(wait_of(plan), about(2h));
    EXPECT_THAT(plan.reason, HasSubstr("expected to bring news at 2026-10-17T14:00:00Z"));
    // Later visits that bring no body know it from the state.
    auto state = known(24h, 22h);
    state.expected_at = plan.expected_at;
    EXPECT_EQ(plan_next_poll(state, {}, {}, now).next_fetch_at, plan.next_fetch_at);
}

TEST(PollPlan, LearnsFromWhenItemsWereReallyMet) {
    // No dates in the feed at all: what counts is when it had something new.
    auto state = known(0s, 2h);
    for (int i = 0; i < 12; ++i)
        state.rhythm_seconds = plan_next_poll(state, {.end = PollEnd::news}, {}, now).rhythm_seconds;
    EXPECT_NEAR(static_cast<double>(state.rhythm_seconds), 7200, 60);
    state.last_new_at = now - 8h;  // It has become slower.
    for (int i = 0; i < 12; ++i)
        state.rhythm_seconds = plan_next_poll(state, {.end = PollEnd::news}, {}, now).rhythm_seconds;
    EXPECT_NEAR(static_cast<double>(state.rhythm_seconds), 8 * 3600, 600);
}

TEST(PollPlan, ASourceThatFallsQuietIsAskedLessAndLess) {
    std::chrono::seconds before{0};
    for (const auto quiet : {1h, 10h, 40h, 100h, 400h}) {
        const auto plan = plan_next_poll(known(1h, quiet), {.end = PollEnd::no_news}, {}, now);
        EXPECT_GT(wait_of(plan), before) << quiet.count();
        before = wait_of(plan);
    }
    EXPECT_LE(before, 24h);
    EXPECT_THAT(plan_next_poll(known(1h, 100h), {.end = PollEnd::no_news}, {}, now).reason,
                HasSubstr("it has brought nothing new for 4 days"));
}

TEST(PollPlan, TtlAndCacheHeadersAreAFloorOfADayAtMost) {
    struct Case {
        PollVisit visit;
        std::chrono::seconds wanted;
        std::string because;
    };
    for (const auto& [visit, wanted, because] : std::initializer_list<Case>{
             {{.ttl = 120min}, 2h, "the feed says that it need not be asked for 2 hours"},
             {{.fresh_for = 3h}, 3h, "its answer stays good for 3 hours"},
             {{.fresh_for = 1h, .ttl = 240min}, 4h, "the feed says"},
             {{.fresh_for = 24h * 365}, 24h, "its answer stays good for 24 hours"},
             {{.ttl = 10min}, 30min, "about every"},
             {{.fresh_for = 0s}, 30min, "about every"},
             {{.is_pushed = true}, 12h, "a hub pushes its news"},
         }) {
        const auto plan = plan_next_poll(known(1h, 10min), visit, {}, now);
        EXPECT_THAT(wait_of(plan),
                    testing::AllOf(testing::Ge(wanted), testing::Le(std::min(wanted + wanted / 10, 24h + 0s))))
            << because;
        EXPECT_THAT(plan.reason, HasSubstr(because));
    }
}

TEST(PollPlan, HoursThatTheFeedSkipsAreLeftOut) {
    const std::uint32_t afternoon = 0b1111U << 12U;  // 12 to 16 o'clock.
    const auto plan = plan_next_poll(known(1h, 10min), {.skip_hours = afternoon}, {}, now);
    EXPECT_EQ(plan.next_fetch_at, now + 4h);
    EXPECT_THAT(plan.reason, HasSubstr("nothing comes in the hours before"));
    EXPECT_THAT(wait_of(plan_next_poll(known(1h, 10min), {.skip_hours = ~0U}, {}, now)), about(30min));
}

TEST(PollPlan, FailuresDoubleTheWaitUpToADay) {
    auto state = known(1h, 1h);
    std::chrono::seconds before{0};
    for (state.failures = 1; state.failures <= 40; ++state.failures) {
        const auto plan = plan_next_poll(state, {.end = PollEnd::failed}, {}, now);
        const std::chrono::seconds wanted =
            state.failures >= 7 ? 24h : std::chrono::seconds{30min * (1 << (state.failures - 1))};
        EXPECT_GE(wait_of(plan), std::max<std::chrono::seconds>(wanted - wanted / 5, 30min)) << state.failures;
        EXPECT_LE(wait_of(plan), std::min<std::chrono::seconds>(wanted + wanted / 5, 24h)) << state.failures;
        if (state.failures <= 5) {
            EXPECT_GT(wait_of(plan), before);
        }
        before = wait_of(plan);
    }
    state.failures = 3;
    EXPECT_THAT(plan_next_poll(state, {.end = PollEnd::failed}, {}, now).reason,
                HasSubstr("3 failures in a row, tried again after"));
}

TEST(PollPlan, SourcesThatFailTogetherComeBackApart) {
    std::set<std::int64_t> waits;
    for (int i = 0; i < 100; ++i) {
        const model::SourceState state{.url = "https://x.example/" + std::to_string(i), .failures = 4};
        waits.insert(wait_of(plan_next_poll(state, {.end = PollEnd::failed}, {}, now)).count());
    }
    EXPECT_GT(waits.size(), 90U);
    EXPECT_GT(*waits.rbegin() - *waits.begin(), 3600);
}

TEST(PollPlan, RetryAfterIsKeptUpToADay) {
    auto state = known(1h, 1h);
    state.failures = 1;
    const auto plan_for = [&](std::chrono::seconds asked) {
        return plan_next_poll(state, {.end = PollEnd::deferred, .retry_at = now + asked}, {}, now);
    };
    EXPECT_THAT(wait_of(plan_for(3h)), testing::AllOf(testing::Ge(3h), testing::Le(3h + 10min)));
    EXPECT_THAT(plan_for(3h).reason, HasSubstr("asks to be left alone for 3 hours"));
    EXPECT_THAT(wait_of(plan_for(5s)), about(30min));
    EXPECT_EQ(wait_of(plan_for(24h * 30)), 24h);
    EXPECT_THAT(wait_of(plan_for(-1h)), about(30min));
    const auto silent = plan_next_poll(state, {.end = PollEnd::deferred}, {}, now);
    EXPECT_GE(wait_of(silent), 30min);
    EXPECT_THAT(silent.reason, HasSubstr("the server asks to be left alone"));
}

TEST(PollPlan, GoneIsTheEnd) {
    const auto plan = plan_next_poll(known(1h, 1h), {.end = PollEnd::gone}, {}, now);
    EXPECT_FALSE(plan.next_fetch_at);
    EXPECT_THAT(plan.reason, HasSubstr("gone for good (410)"));
    EXPECT_FALSE(is_due({.url = "u", .gone = true}, now));
    EXPECT_TRUE(is_due({.url = "u"}, now));
}

// Every combination of odd states, answers and options keeps the bounds, has a sentence, and is planned the same twice.
TEST(PollPlan, IsNeverBeforeTheFloorAndAlwaysHasASentence) {
    std::uint64_t dice = 7;
    const auto roll = [&](std::int64_t from, std::int64_t to) {
        dice = core::mix(dice + 0x9e3779b97f4a7c15ULL);
        return from + static_cast<std::int64_t>(dice % static_cast<std::uint64_t>(to - from + 1));
    };
    for (int trial = 0; trial < 20000; ++trial) {
        model::SourceState state{.url = "https://x.example/" + std::to_string(trial % 97)};
        state.failures = static_cast<int>(roll(-1, 3) == 0 ? roll(0, 2000000) : roll(0, 9));
        state.rhythm_seconds = roll(0, 3) == 0 ? 0 : roll(1, 400LL * 86400);
        if (roll(0, 3) != 0) state.last_new_at = now + std::chrono::seconds{roll(-400LL * 86400, 86400)};
        if (roll(0, 3) == 0) {
            state.moved_to = "https://y.example/";
            state.moved_since = now - std::chrono::seconds{roll(-86400, 30LL * 86400)};
        }
        std::vector<Instant> published;
        for (auto count = roll(0, 30); count > 0; --count)
            published.push_back(now + std::chrono::seconds{roll(-90LL * 86400, 86400)});
        PollVisit visit{.end = static_cast<PollEnd>(roll(0, 3)), .published = published};
        if (roll(0, 1) == 0) visit.retry_at = now + std::chrono::seconds{roll(-86400, 90LL * 86400)};
        if (roll(0, 1) == 0) visit.fresh_for = std::chrono::seconds{roll(-10, 90LL * 86400)};
        visit.ttl = std::chrono::minutes{roll(-5, 100000)};
        visit.skip_hours = static_cast<std::uint32_t>(roll(0, (1 << 24) - 1));
        PollOptions options;
        options.least = std::chrono::minutes{roll(0, 3000)};
        const auto plan = plan_next_poll(state, visit, options, now);
        const std::chrono::seconds least = std::max(options.least, shortest_interval);
        ASSERT_GE(wait_of(plan), least) << trial << ": " << plan.reason;
        ASSERT_LE(wait_of(plan), std::max<std::chrono::seconds>(least, 24h)) << trial << ": " << plan.reason;
        ASSERT_GT(plan.reason.size(), 20U);
        ASSERT_GE(plan.rhythm_seconds, 0);
        ASSERT_EQ(plan.next_fetch_at, plan_next_poll(state, visit, options, now).next_fetch_at);
    }
}

TEST(PollPlan, AClockSetBackLeavesNoSourceWaitingAndAsksThemSpread) {
    // A thousand sources planned ten years ahead of what the clock says now.
    std::map<std::int64_t, int> by_minute;
    for (int i = 0; i < 1000; ++i) {
        auto state = known(4h, 0s);
        state.url += std::to_string(i);
        state.next_fetch_at = now + 24h * 3650;
        const auto plan = mend_plan(state, {}, now);
        ASSERT_TRUE(plan);
        ASSERT_LE(wait_of(*plan), 1h);
        ++by_minute[wait_of(*plan) / 1min];
    }
    for (const auto& [minute, count] : by_minute) EXPECT_LE(count, 2 * 1000 / 60) << minute;
    EXPECT_FALSE(mend_plan({.url = "u", .next_fetch_at = now + 23h}, {}, now));
    EXPECT_FALSE(mend_plan({.url = "u"}, {}, now));
}

TEST(FullFetch, ComesAtLeastOnceADay) {
    EXPECT_TRUE(wants_full_fetch({.url = "u"}, {}, now));
    EXPECT_FALSE(wants_full_fetch({.url = "u", .full_fetch_at = now - 23h}, {}, now));
    EXPECT_TRUE(wants_full_fetch({.url = "u", .full_fetch_at = now - 24h}, {}, now));
    EXPECT_TRUE(wants_full_fetch({.url = "u", .full_fetch_at = now + 1h}, {}, now));
    EXPECT_TRUE(wants_full_fetch({.url = "u", .validators_lie = true, .full_fetch_at = now - 1h}, {}, now));
}

TEST(Moves, AreAdoptedAfterAWeekOfTheSameAnswer) {
    model::SourceState state{.url = "https://old.example/feed"};
    const Fresh moved{.url = "https://new.example/feed", .moved_permanently = true};
    note_move(state, state.url, moved, now);
    EXPECT_EQ(address_to_ask(state, {}, now), state.url);
    EXPECT_THAT(plan_next_poll(state, {}, {}, now).reason,
                HasSubstr("it has moved for good to https://new.example/feed"));
    note_move(state, state.url, moved, now + 24h * 6);
    EXPECT_EQ(address_to_ask(state, {}, now + 24h * 6), state.url);
    EXPECT_EQ(address_to_ask(state, {}, now + 24h * 7), "https://new.example/feed");
    // Asked there it is no redirect any more, and stays adopted.
    note_move(state, "https://new.example/feed", {.url = "https://new.example/feed"}, now + 24h * 8);
    EXPECT_EQ(address_to_ask(state, {}, now + 24h * 8), "https://new.example/feed");
    EXPECT_THAT(plan_next_poll(state, {}, {}, now + 24h * 8).reason, HasSubstr("which is asked instead"));
    // It fails there: back to the source's own address.
    state.failures = 3;
    EXPECT_EQ(address_to_ask(state, {}, now + 24h * 9), state.url);
}

TEST(Moves, BeginAnewWhenTheAnswerChanges) {
    model::SourceState state{.url = "https://old.example/feed"};
    note_move(state, state.url, {.url = "https://new.example/feed", .moved_permanently = true}, now);
    note_move(state, state.url, {.url = "https://newer.example/feed", .moved_permanently = true}, now + 24h * 6);
    EXPECT_EQ(address_to_ask(state, {}, now + 24h * 8), state.url);
    note_move(state, state.url, {.url = "https://login.example/", .moved_permanently = false}, now + 24h * 9);
    EXPECT_TRUE(state.moved_to.empty());
    EXPECT_FALSE(state.moved_since);
}

}  // namespace
}  // namespace masthead::fetch
