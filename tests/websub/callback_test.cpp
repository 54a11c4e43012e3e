#include "websub/callback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::websub {
namespace {

using core::from_unix;

constexpr std::int64_t noon = 1792238400;  // 2026-10-17T12:00:00Z

model::Subscription asked() {
    return {.source_url = "https://a.example/feed",
            .hub = "https://hub.example/",
            .topic = "https://a.example/feed.xml",
            .callback = "https://desk.example/websub/t1",
            .token = "t1",
            .secret = "Jefe",
            .asked_at = from_unix(noon),
            .attempts = 1};
}
model::Subscription ended() {
    auto subscription = asked();
    subscription.ended_at = from_unix(noon);
    return subscription;
}

Query query(const std::string& mode, const std::string& topic, const std::string& challenge,
            const std::string& lease = "") {
    Query out{{"hub.mode", mode}, {"hub.topic", topic}, {"hub.challenge", challenge}};
    if (!lease.empty()) out.emplace_back("hub.lease_seconds", lease);
    return out;
}

VerificationAnswer verify(const std::optional<model::Subscription>& subscription, const Query& asked_for) {
    return answer_verification(subscription ? &*subscription : nullptr, asked_for, from_unix(noon), {});
}

TEST(Verification, EchoesTheChallengeOnlyForWhatWasAskedFor) {
    const std::string topic = asked().topic;
    auto never_asked = asked();
    never_asked.asked_at.reset();
    auto denied = asked();
    denied.denied_at = from_unix(noon);
    struct Case {
        const char* name;
        std::optional<model::Subscription> subscription;
        Query query;
        int status;
    };
    const Case cases[] = {
        {"asked for", asked(), query("subscribe", topic, "c<1>", "3600"), 200},
        {"denied before, confirmed now", denied, query("subscribe", topic, "c<1>"), 200},
        {"no such token", std::nullopt, query("subscribe", topic, "c<1>"), 404},
        {"known, but its hub was not asked yet", never_asked, query("subscribe", topic, "c<1>"), 404},
        {"another topic", asked(), query("subscribe", "https://a.example/feed", "c<1>"), 404},
        {"another spelling of the topic", asked(), query("subscribe", topic + "/", "c<1>"), 404},
        {"no challenge", asked(), query("subscribe", topic, ""), 404},
        {"an unknown mode", asked(), query("publish", topic, "c<1>"), 404},
        {"no query at all", asked(), {}, 404},
        {"ended by us, and the hub asks to begin", ended(), query("subscribe", topic, "c<1>"), 404},
        {"ended by us, and the hub asks to end", ended(), query("unsubscribe", topic, "c<1>"), 200},
        {"wanted, and somebody asks to end it", asked(), query("unsubscribe", topic, "c<1>"), 404},
    };
    for (const auto& row : cases) {
        const auto answer = verify(row.subscription, row.query);
        EXPECT_EQ(answer.status, row.status) << row.name;
        EXPECT_EQ(answer.body, row.status == 200 ? "c<1>" : "") << row.name;
        EXPECT_FALSE(answer.denied) << row.name;
        const bool begins = row.status == 200 && row.query[0].second == "subscribe";
        EXPECT_EQ(answer.confirmed.has_value(), begins) << row.name;
    }
}

TEST(Verification, TakesTheHubsLeaseWithinReason) {
    const std::pair<std::string, std::int64_t> cases[] = {
        {"3600", 3600},
        {"864000", 864000},
        {"", 864000},
        {"0", 864000},
        {"-5", 864000},
        {"soon", 864000},
        {"36e2", 864000},
        {"99999999999", 90 * 86400},
        {"999999999999999999999999", 864000},
    };
    for (const auto& [text, seconds] : cases) {
        const auto answer = verify(asked(), query("subscribe", asked().topic, "c", text));
        ASSERT_TRUE(answer.confirmed) << text;
        EXPECT_EQ(answer.confirmed->lease_until, from_unix(noon + seconds)) << text;
    }
}

TEST(Verification, ADenialIsTakenWithItsReasonOnOneLine) {
    Query no{{"hub.mode", "denied"}, {"hub.topic", asked().topic}, {"hub.reason", " not\r\nhere\x1b[31m "}};
    const auto answer = verify(asked(), no);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "");
    ASSERT_TRUE(answer.denied);
    EXPECT_EQ(answer.denied->reason, "not  here [31m");
    no[2].second = std::string(5000, 'x');
    EXPECT_LE(verify(asked(), no).denied->reason.size(), 300U);
    no[1].second = "https://other.example/";
    EXPECT_EQ(verify(asked(), no).status, 404);
    EXPECT_EQ(verify(ended(), query("denied", asked().topic, "")).status, 404);
}

TEST(Delivery, IsTakenWhenSignedAndAnswered410WhenEnded) {
    const std::string body = "what do ya want for nothing?";
    const std::string good = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    const auto wanted = asked();
    const auto over = ended();
    struct Case {
        const char* name;
        const model::Subscription* subscription;
        std::string signature;
        DeliveryVerdict verdict;
        int status;
    };
    const Case cases[] = {
        {"signed", &wanted, good, DeliveryVerdict::taken, 202},
        {"signed with another key", &wanted, "sha256=" + std::string(64, '0'), DeliveryVerdict::forged, 202},
        {"not signed", &wanted, "", DeliveryVerdict::forged, 202},
        {"ended", &over, good, DeliveryVerdict::ended, 410},
        {"no such token", nullptr, good, DeliveryVerdict::unknown, 404},
    };
    for (const auto& row : cases) {
        const auto verdict = judge_delivery(row.subscription, body, row.signature);
        EXPECT_EQ(verdict, row.verdict) << row.name;
        EXPECT_EQ(status_of(verdict), row.status) << row.name;
    }
}

}  // namespace
}  // namespace masthead::websub
