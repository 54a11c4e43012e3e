// The callback without a network: what is stored of a hub's requests, and what is answered when nothing can be.
#include "app/websub_route.h"

#include "store/inbox.h"
#include "store/store.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::app {
namespace {

using core::from_unix;
using serve::HttpRequest;
using testing::SizeIs;

constexpr std::int64_t noon = 1792238400;  // 2026-10-17T12:00:00Z
const std::string token(64, 'a');
const std::string topic = "https://a.example/feed.xml";
// The second test case of RFC 4231.
const std::string body = "what do ya want for nothing?";
const std::string signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

class WebsubRouteTest : public testing::Test {
  protected:
    WebsubRouteTest() {
        auto store = store::open_sqlite_store(path_, store::Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
        subscribe({.source_url = "https://a.example/feed",
                   .hub = "https://hub.example/",
                   .topic = topic,
                   .callback = "https://desk.example/websub/" + token,
                   .token = token,
                   .secret = "Jefe",
                   .asked_at = from_unix(noon - 5),
                   .attempts = 1});
    }
    void subscribe(const model::Subscription& subscription) {
        store::ChangeSet changes;
        changes.subscriptions = {subscription};
        ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
    }
    void end() {
        auto subscription = known();
        subscription.ended_at = from_unix(noon - 1);
        subscribe(subscription);
    }
    model::Subscription known() { return store_->subscriptions().value().front(); }
    static HttpRequest get(const std::string& mode, const std::string& with = "/websub/" + token) {
        return {.method = "GET",
                .path = with,
                .query = {{"hub.mode", mode},
                          {"hub.topic", topic},
                          {"hub.challenge", "<b>c</b>"},
                          {"hub.lease_seconds", "7200"},
                          {"hub.reason", "no"}}};
    }
    static HttpRequest post(const std::string& signed_with, const std::string& to = "/websub/" + token) {
        return {.method = "POST",
                .path = to,
                .body = body,
                .content_type = "application/atom+xml",
                .hub_signature = signed_with};
    }

    test::TempFolder folder_;
    std::string path_ = (folder_.path() / "masthead.db").string();
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<core::Logger> log_ = core::make_null_logger();
    core::FixedClock clock_{from_unix(noon)};
    serve::Route route_ = websub_route(path_, clock_, *log_);
};

TEST_F(WebsubRouteTest, AVerificationIsEchoedAsBytesAndRemembered) {
    const auto answer = route_.handler(get("subscribe"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "<b>c</b>");
    EXPECT_EQ(answer.content_type, "application/octet-stream");
    EXPECT_EQ(answer.cache_control, "no-store");
    EXPECT_EQ(known().confirmed_at, from_unix(noon));
    EXPECT_EQ(known().lease_until, from_unix(noon + 7200));
}

TEST_F(WebsubRouteTest, WhatWasNotAskedForIs404AndChangesNothing) {
    auto other_topic = get("subscribe");
    other_topic.query[1].second = "https://evil.example/";
    auto head = get("subscribe");
    head.method = "HEAD";
    for (const auto& request : {other_topic, head, get("unsubscribe"),
                                get("subscribe", "/websub/" + std::string(64, 'b')), get("subscribe", "/websub/x"),
                                get("subscribe", "/websub/"), get("subscribe", "/websub/" + token + "/" + token)}) {
        const auto answer = route_.handler(request);
        EXPECT_EQ(answer.status, 404) << request.path;
        EXPECT_EQ(answer.body, "") << request.path;
    }
    EXPECT_FALSE(known().confirmed_at);
}

TEST_F(WebsubRouteTest, ADenialIsRemembered) {
    EXPECT_EQ(route_.handler(get("denied")).status, 200);
    EXPECT_EQ(known().denied_at, from_unix(noon));
    EXPECT_EQ(known().denial, "no");
}

TEST_F(WebsubRouteTest, ASignedDeliveryWaitsInTheInboxOnceHoweverOftenItComes) {
    EXPECT_EQ(route_.body_limit(post(signature)).bytes, std::size_t{15} << 20U);
    EXPECT_EQ(route_.handler(post(signature)).status, 202);
    EXPECT_EQ(route_.handler(post(signature)).status, 202);
    const auto waiting = store_->deliveries(1).value();
    ASSERT_THAT(waiting, SizeIs(1));
    EXPECT_EQ(waiting[0].body, body);
    EXPECT_EQ(waiting[0].source_url, "https://a.example/feed");
    EXPECT_EQ(waiting[0].content_type, "application/atom+xml");
    EXPECT_EQ(waiting[0].at, from_unix(noon));
    EXPECT_EQ(known().delivered_at, from_unix(noon));
}

TEST_F(WebsubRouteTest, AForgedDeliveryIsThankedForAndThrownAway) {
    for (const std::string& wrong : {std::string(), "sha256=" + std::string(64, '0'), std::string("md5=00")})
        EXPECT_EQ(route_.handler(post(wrong)).status, 202) << wrong;
    EXPECT_FALSE(store_->has_deliveries().value());
    EXPECT_FALSE(known().delivered_at);
}

TEST_F(WebsubRouteTest, AnEndedSubscriptionIsGoneAndMayBeGivenUp) {
    end();
    EXPECT_EQ(route_.body_limit(post(signature)).refusal, 410);
    EXPECT_EQ(route_.handler(post(signature)).status, 410);
    EXPECT_FALSE(store_->has_deliveries().value());
    EXPECT_EQ(route_.handler(get("subscribe")).status, 404);
    EXPECT_EQ(route_.handler(get("unsubscribe")).status, 200);
}

TEST_F(WebsubRouteTest, NoBodyIsReadForAnAddressThatIsNoCallback) {
    EXPECT_EQ(route_.body_limit(post(signature, "/websub/" + std::string(64, 'b'))).refusal, 404);
    EXPECT_EQ(route_.body_limit(post(signature, "/websub/" + std::string(64, 'A'))).refusal, 404);
    EXPECT_EQ(route_.body_limit(post(signature, "/websub/")).refusal, 404);
}

TEST_F(WebsubRouteTest, AFullInboxAndAMissingStoreAreTriedAgain) {
    const auto inbox = store::open_sqlite_inbox(path_).value();
    for (int i = 0; i < 64; ++i) {
        const auto posted = inbox->post(token, {0, "https://a.example/feed", "", std::to_string(i), from_unix(noon)});
        ASSERT_EQ(posted.value(), store::Posted::stored);
    }
    EXPECT_EQ(route_.handler(post(signature)).status, 503);
    const auto nowhere = websub_route((folder_.path() / "none.db").string(), clock_, *log_);
    EXPECT_EQ(nowhere.handler(post(signature)).status, 503);
    EXPECT_EQ(nowhere.handler(get("subscribe")).status, 503);
    EXPECT_EQ(nowhere.body_limit(post(signature)).refusal, 503);
}

TEST_F(WebsubRouteTest, CallbacksLieUnderThePublicAddress) {
    EXPECT_EQ(callback_base("https://news.example/desk"), "https://news.example/desk/websub/");
    EXPECT_EQ(callback_base(""), "");
}

}  // namespace
}  // namespace masthead::app
