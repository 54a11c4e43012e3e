#include "websub/planner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::websub {
namespace {

using core::from_unix;
using core::Instant;
using model::Subscription;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t noon = 1792238400;  // 2026-10-17T12:00:00Z
const std::string source = "https://a.example/feed";
const std::string hub = "https://hub.example/";

// A desk, its hub and its clock: what a plan changes is known to the next one.
class PlannerTest : public testing::Test {
  protected:
    PlannerTest() {
        options_.callback_base = "https://desk.example/websub/";
        known_.followed = {source};
    }
    Plan next() {
        auto made = plan(known_, now_, options_, [this] { return "random" + std::to_string(++given_); });
        for (const auto& changed : made.changed) {
            const auto found = std::ranges::find(known_.subscriptions, changed.token, &Subscription::token);
            if (found == known_.subscriptions.end())
                known_.subscriptions.push_back(changed);
            else
                *found = changed;
        }
        for (const auto& token : made.forgotten)
            std::erase_if(known_.subscriptions, [&](const auto& old) { return old.token == token; });
        known_.offers.clear();
        return made;
    }
    Plan next_after(std::chrono::seconds wait) {
        now_ += wait;
        return next();
    }
    void offer(const std::string& named_hub, const std::string& topic = "") {
        known_.offers = {{source, named_hub, topic}};
    }
    // Offered, asked for, confirmed at once for `lease`.
    Subscription& confirmed(std::chrono::seconds lease) {
        offer(hub);
        EXPECT_THAT(next().asks, SizeIs(1));
        auto& subscription = known_.subscriptions.back();
        subscription.confirmed_at = now_;
        subscription.lease_until = now_ + lease;
        return subscription;
    }

    Known known_;
    PlanOptions options_;
    Instant now_ = from_unix(noon);
    int given_ = 0;
};

TEST_F(PlannerTest, AHubThatASourceNamesIsAskedOnce) {
    offer(hub, "https://a.example/self?x=1&y=ü");
    const auto first = next();
    ASSERT_THAT(first.asks, SizeIs(1));
    const auto& made = first.asks[0].subscription;
    EXPECT_EQ(made.callback, "https://desk.example/websub/" + made.token);
    EXPECT_NE(made.token, made.secret);
    EXPECT_EQ(made.asked_at, now_);
    EXPECT_EQ(request_url(made), hub);
    EXPECT_EQ(request_form(first.asks[0], options_.timing),
              "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2Fself%3Fx%3D1%26y%3D%C3%BC"
              "&hub.callback=https%3A%2F%2Fdesk.example%2Fwebsub%2Frandom1&hub.verify=async&hub.lease_seconds=864000&"
              "hub.secret=random2");
    offer(hub, "https://a.example/self?x=1&y=ü");
    EXPECT_THAT(next().asks, IsEmpty());
}

TEST_F(PlannerTest, TheSourcesOwnAddressIsTheTopicWhereItNamesNone) {
    offer(hub);
    EXPECT_EQ(next().asks[0].subscription.topic, source);
}

TEST_F(PlannerTest, NothingIsAskedWithoutAPublicAddressASourceOrAnAddressThatIsOne) {
    options_.callback_base.clear();
    offer(hub);
    EXPECT_THAT(next().changed, IsEmpty());
    options_.callback_base = "https://desk.example/websub/";
    for (const std::string& bad : {std::string("ftp://hub.example/"), std::string("javascript:alert(1)"),
                                   std::string("hub"), "https://hub.example/" + std::string(3000, 'x')}) {
        offer(bad);
        EXPECT_THAT(next().changed, IsEmpty()) << bad.substr(0, 40);
        offer(hub, bad);
        EXPECT_THAT(next().changed, IsEmpty()) << bad.substr(0, 40);
    }
    known_.followed.clear();
    offer(hub);
    EXPECT_THAT(next().changed, IsEmpty());
}

TEST_F(PlannerTest, NoRandomnessMeansNoSubscription) {
    offer(hub);
    EXPECT_THAT(plan(known_, now_, options_, [] { return std::string(); }).changed, IsEmpty());
}

TEST_F(PlannerTest, ASilentHubIsAskedLessAndLess) {
    offer(hub);
    next();
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 10; ++i) {
        const Instant before = now_;
        while (next().asks.empty()) now_ += minutes(1);
        waits.push_back((now_ - before).count() / 60);
    }
    EXPECT_THAT(waits, testing::Each(testing::Ge(10)));
    for (std::size_t i = 1; i < waits.size(); ++i) EXPECT_GE(waits[i], waits[i - 1]);
    EXPECT_GE(waits.back(), 24 * 60);
    EXPECT_LE(waits.back(), 30 * 60);
}

TEST_F(PlannerTest, ALeaseIsRenewedUnderTheSameTokenBeforeItEnds) {
    const auto& subscription = confirmed(hours(240));
    const std::string token = subscription.token;
    EXPECT_THAT(next_after(hours(191)).asks, IsEmpty());
    const auto again = next_after(hours(26));  // 217 of 240 hours: past any spread.
    ASSERT_THAT(again.asks, SizeIs(1));
    EXPECT_EQ(again.asks[0].mode, Mode::subscribe);
    EXPECT_EQ(again.asks[0].subscription.token, token);
    EXPECT_EQ(again.asks[0].subscription.attempts, 1);
    EXPECT_EQ(state_of(again.asks[0].subscription), State::active) << "still active while it is renewed";
}

TEST_F(PlannerTest, RenewalsOfManyAreSpread) {
    for (int i = 0; i < 20; ++i) known_.followed.insert("https://s.example/" + std::to_string(i));
    known_.offers.clear();
    for (const auto& followed : known_.followed) known_.offers.push_back({followed, hub, ""});
    next();
    std::set<Instant> times;
    for (auto& subscription : known_.subscriptions) {
        subscription.confirmed_at = now_;
        subscription.lease_until = now_ + hours(240);
        times.insert(*next_request_at(subscription, options_.timing));
        EXPECT_LT(*next_request_at(subscription, options_.timing), now_ + hours(217));
    }
    EXPECT_GT(times.size(), 15U);
}

TEST_F(PlannerTest, AHubWithTinyLeasesIsNotAskedInALoop) {
    confirmed(std::chrono::seconds(1));
    EXPECT_THAT(next_after(minutes(9)).asks, IsEmpty());
    EXPECT_THAT(next_after(minutes(1)).asks, SizeIs(1));
}

TEST_F(PlannerTest, ADenialIsAcceptedForAMonth) {
    offer(hub);
    next();
    known_.subscriptions[0].denied_at = now_;
    offer(hub);
    EXPECT_THAT(next_after(hours(24 * 29)).asks, IsEmpty());
    EXPECT_THAT(next_after(hours(24)).asks, SizeIs(1));
}

TEST_F(PlannerTest, EndsWhatIsNotWantedAnyMoreAndTellsTheHub) {
    struct Case {
        const char* name;
        std::function<void()> change;
        const char* reason;
        std::size_t successors;
    };
    const Case cases[] = {
        {"source removed", [&] { known_.followed.clear(); }, "its source is not read any more", 0},
        {"no hub", [&] { offer(""); }, "its source names no hub any more", 0},
        {"another hub", [&] { offer("https://other.example/"); }, "its source names another hub", 1},
        {"another topic", [&] { offer(hub, "https://a.example/new"); }, "its source names another topic", 1},
        {"moved", [&] { options_.callback_base = "https://new.example/websub/"; }, "serve.public_url has changed", 1},
        {"switched off", [&] { options_.callback_base.clear(); }, "serve.public_url is not set", 0},
    };
    for (const auto& row : cases) {
        known_ = {.followed = {source}};
        options_.callback_base = "https://desk.example/websub/";
        const std::string token = confirmed(hours(240)).token;
        row.change();
        const auto made = next_after(hours(25));
        ASSERT_THAT(made.asks, SizeIs(1 + row.successors)) << row.name;
        EXPECT_EQ(made.asks[0].mode, Mode::unsubscribe) << row.name;
        EXPECT_EQ(made.asks[0].subscription.token, token) << row.name;
        EXPECT_EQ(made.asks[0].subscription.end_reason, row.reason) << row.name;
        EXPECT_THAT(request_form(made.asks[0], options_.timing), HasSubstr("hub.mode=unsubscribe&")) << row.name;
        EXPECT_THAT(request_form(made.asks[0], options_.timing), testing::Not(HasSubstr("secret"))) << row.name;
        EXPECT_THAT(next_after(minutes(5)).asks, IsEmpty()) << row.name;
    }
}

TEST_F(PlannerTest, ASourceThatNamesAnotherHubEachTimeGetsOneADay) {
    confirmed(hours(240));
    for (int hour = 0; hour < 48; ++hour) {
        offer(hour % 2 == 0 ? "https://b.example/" : "https://c.example/");
        next_after(hours(1));
    }
    EXPECT_THAT(known_.subscriptions, SizeIs(testing::Le(3U))) << "the first one and one a day";
}

TEST_F(PlannerTest, AnEndedOneIsForgottenAWeekAfterItsLease) {
    confirmed(hours(240));
    known_.followed.clear();
    next();
    EXPECT_THAT(next_after(hours(240 + 167)).forgotten, IsEmpty());
    EXPECT_THAT(next_after(hours(2)).forgotten, SizeIs(1));
    EXPECT_THAT(known_.subscriptions, IsEmpty());
}

TEST_F(PlannerTest, ManyAreAskedForOverSeveralPlansAndNoneIsLost) {
    known_.followed.clear();
    for (int i = 0; i < 70; ++i) known_.followed.insert("https://s.example/" + std::to_string(i));
    for (const auto& followed : known_.followed) known_.offers.push_back({followed, hub, ""});
    EXPECT_THAT(next().asks, SizeIs(32));
    EXPECT_THAT(known_.subscriptions, SizeIs(70));
    EXPECT_THAT(next().asks, SizeIs(32));
    EXPECT_THAT(next().asks, SizeIs(6));
}

TEST_F(PlannerTest, HttpsIsTriedFirstWhereAHubIsNamedWithHttp) {
    Subscription subscription{.hub = "http://hub.example/x?y=1", .attempts = 1};
    EXPECT_EQ(request_url(subscription), "https://hub.example/x?y=1");
    subscription.attempts = 2;
    EXPECT_EQ(request_url(subscription), "http://hub.example/x?y=1");
    subscription = {.hub = "http://hub.example:8090/", .attempts = 1};
    EXPECT_EQ(request_url(subscription), "http://hub.example:8090/");
}

TEST_F(PlannerTest, AHubIsBelievedOnceItDeliversAndUntilItMissesNews) {
    auto& subscription = confirmed(hours(240));
    EXPECT_FALSE(pushed_until(subscription, now_));
    EXPECT_THAT(describe(subscription, now_), HasSubstr("has delivered nothing yet"));
    subscription.delivered_at = now_ + minutes(5);
    EXPECT_EQ(pushed_until(subscription, now_ + minutes(6)), subscription.lease_until);
    EXPECT_EQ(describe(subscription, now_), hub + " pushes it until 2026-10-27T12:00:00Z");
    subscription.missed_at = now_ + minutes(60);
    EXPECT_FALSE(pushed_until(subscription, now_ + minutes(61)));
    EXPECT_THAT(describe(subscription, now_), HasSubstr("did not push what a poll found"));
    subscription.delivered_at = now_ + minutes(62);
    EXPECT_TRUE(pushed_until(subscription, now_ + minutes(63)));
    EXPECT_FALSE(pushed_until(subscription, now_ + hours(240)));
    EXPECT_THAT(describe(subscription, now_ + hours(240)), HasSubstr("has run out"));
}

TEST_F(PlannerTest, EveryStateHasItsWords) {
    Subscription subscription{.hub = hub};
    EXPECT_EQ(describe(subscription, now_), hub + " is to be asked for a subscription");
    subscription.asked_at = now_;
    EXPECT_EQ(describe(subscription, now_), hub + " was asked for a subscription and has not confirmed it yet");
    subscription.problem = "the server was too slow";
    EXPECT_EQ(describe(subscription, now_), hub + " could not be asked for a subscription: the server was too slow");
    subscription.denied_at = now_;
    EXPECT_EQ(describe(subscription, now_), hub + " denied the subscription");
    subscription.denial = "paid plans only";
    EXPECT_EQ(describe(subscription, now_), hub + " denied the subscription: paid plans only");
    subscription.ended_at = now_;
    subscription.end_reason = "its source is not read any more";
    EXPECT_EQ(describe(subscription, now_),
              "the subscription at " + hub + " was ended: its source is not read any more");
}

}  // namespace
}  // namespace masthead::websub
