// The run's store and the server's inbox on one file, as two processes hold them.
#include "store/inbox.h"

#include "store/store.h"
#include "support/files.h"

#include <atomic>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::store {
namespace {

using core::from_unix;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t plenty = std::size_t{1} << 30U;

class InboxTest : public testing::Test {
  protected:
    InboxTest() {
        auto store = open_sqlite_store(path_, Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
        inbox_ = open();
    }
    std::unique_ptr<Inbox> open(const InboxLimits& limits = {}) {
        auto inbox = open_sqlite_inbox(path_, limits);
        EXPECT_TRUE(inbox) << inbox.error().message;
        return inbox ? std::move(*inbox) : nullptr;
    }
    static model::Subscription sample() {
        return {.source_url = "https://a.example/feed",
                .hub = "https://hub.example/",
                .topic = "https://a.example/feed.xml",
                .callback = "https://desk.example/websub/t1",
                .token = "t1",
                .secret = "s1",
                .asked_at = from_unix(1000),
                .attempts = 2,
                .problem = "too slow"};
    }
    void write(const model::Subscription& subscription) {
        ChangeSet changes;
        changes.subscriptions = {subscription};
        const auto done = store_->apply(changes, Durability::normal);
        ASSERT_TRUE(done) << done.error().message;
    }
    Posted post(const std::string& source, const std::string& body, std::int64_t at = 2000) {
        const auto posted = inbox_->post("t1", {0, source, "application/atom+xml", body, from_unix(at)});
        EXPECT_TRUE(posted) << posted.error().message;
        return posted.value_or(Posted::full);
    }
    std::vector<std::string> bodies(std::size_t most_bytes = plenty) {
        std::vector<std::string> out;
        const auto deliveries = store_->deliveries(most_bytes).value();
        for (const auto& delivery : deliveries) out.push_back(delivery.body);
        return out;
    }

    test::TempFolder folder_;
    std::string path_ = (folder_.path() / "masthead.db").string();
    std::unique_ptr<Store> store_;
    std::unique_ptr<Inbox> inbox_;
};

TEST_F(InboxTest, TheServerKnowsASubscriptionByItsToken) {
    write(sample());
    const auto found = inbox_->subscription("t1").value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->source_url, sample().source_url);
    EXPECT_EQ(found->hub, sample().hub);
    EXPECT_EQ(found->topic, sample().topic);
    EXPECT_EQ(found->callback, sample().callback);
    EXPECT_EQ(found->secret, "s1");
    EXPECT_EQ(found->asked_at, from_unix(1000));
    EXPECT_EQ(found->attempts, 2);
    EXPECT_EQ(found->problem, "too slow");
    EXPECT_FALSE(found->confirmed_at || found->lease_until || found->denied_at || found->ended_at);
    EXPECT_FALSE(inbox_->subscription("t2").value());
    EXPECT_FALSE(inbox_->subscription("t1' OR 1").value());
}

TEST_F(InboxTest, NeitherWritesOverWhatTheOtherLearned) {
    write(sample());
    ASSERT_TRUE(inbox_->confirm("t1", from_unix(1500), from_unix(9000)));
    auto renewed = sample();  // As the run read it before the hub confirmed.
    renewed.asked_at = from_unix(1600);
    renewed.attempts = 1;
    renewed.problem.clear();
    write(renewed);
    const auto found = store_->subscriptions().value();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].confirmed_at, from_unix(1500));
    EXPECT_EQ(found[0].lease_until, from_unix(9000));
    EXPECT_EQ(found[0].asked_at, from_unix(1600));
    EXPECT_EQ(found[0].problem, "");
    ASSERT_TRUE(inbox_->deny("t1", from_unix(1700), "not any more"));
    EXPECT_EQ(inbox_->subscription("t1").value()->denial, "not any more");
    EXPECT_EQ(inbox_->subscription("t1").value()->asked_at, from_unix(1600));
    ASSERT_TRUE(inbox_->confirm("t1", from_unix(1800), from_unix(9500)));
    EXPECT_FALSE(inbox_->subscription("t1").value()->denied_at) << "a confirmation takes the denial back";
}

TEST_F(InboxTest, EndedSubscriptionsStayUntilTheyAreForgotten) {
    auto over = sample();
    over.ended_at = from_unix(3000);
    over.end_reason = "its source is not read any more";
    write(over);
    EXPECT_EQ(inbox_->subscription("t1").value()->end_reason, over.end_reason);
    ChangeSet changes;
    changes.forgotten_subscriptions = {"t1"};
    ASSERT_TRUE(store_->apply(changes, Durability::normal));
    EXPECT_FALSE(inbox_->subscription("t1").value());
}

TEST_F(InboxTest, ADeliveryWaitsWholeUntilItIsRead) {
    write(sample());
    EXPECT_FALSE(store_->has_deliveries().value());
    const std::string body("<feed>\0\xff\xfe</feed>", 16);
    EXPECT_EQ(post("https://a.example/feed", body), Posted::stored);
    EXPECT_TRUE(store_->has_deliveries().value());
    const auto waiting = store_->deliveries(plenty).value();
    ASSERT_THAT(waiting, SizeIs(1));
    EXPECT_EQ(waiting[0].source_url, "https://a.example/feed");
    EXPECT_EQ(waiting[0].content_type, "application/atom+xml");
    EXPECT_EQ(waiting[0].body, body);
    EXPECT_EQ(waiting[0].at, from_unix(2000));
    EXPECT_EQ(inbox_->subscription("t1").value()->delivered_at, from_unix(2000));
    EXPECT_THAT(store_->deliveries(plenty).value(), SizeIs(1)) << "reading takes nothing away";
    ChangeSet changes;
    changes.read_deliveries = {waiting[0].number};
    ASSERT_TRUE(store_->apply(changes, Durability::normal));
    EXPECT_FALSE(store_->has_deliveries().value());
    EXPECT_EQ(store_->check().value(), "ok");
}

TEST_F(InboxTest, TheSameBodyAgainIsOneDelivery) {
    write(sample());
    EXPECT_EQ(post("https://a.example/feed", "one"), Posted::stored);
    EXPECT_EQ(post("https://a.example/feed", "one", 2100), Posted::repeated);
    EXPECT_EQ(post("https://a.example/feed", "two"), Posted::stored);
    EXPECT_EQ(post("https://b.example/feed", "one"), Posted::stored);
    EXPECT_THAT(bodies(), testing::ElementsAre("one", "two", "one"));
}

TEST_F(InboxTest, WhatWaitsForAHeldBackSourceTakesNoRoomFromOthers) {
    write(sample());
    inbox_ = open({.max_deliveries = 2, .max_of_a_source = 2, .max_bytes = 10});
    EXPECT_EQ(post("https://a.example/feed", "12345"), Posted::stored);
    EXPECT_EQ(post("https://a.example/feed", "1234"), Posted::stored);
    EXPECT_EQ(post("https://b.example/feed", "1"), Posted::full);
    ChangeSet changes;
    changes.sources = {{.url = "https://a.example/feed", .quarantine = "other hands"}};
    ASSERT_TRUE(store_->apply(changes, Durability::normal));
    EXPECT_EQ(post("https://a.example/feed", "1"), Posted::full);
    EXPECT_EQ(post("https://b.example/feed", "1"), Posted::stored);
    EXPECT_THAT(bodies(), testing::ElementsAre("1"));
}

TEST_F(InboxTest, IsCappedInNumberInBytesAndForEachSource) {
    write(sample());
    inbox_ = open({.max_deliveries = 3, .max_of_a_source = 2, .max_bytes = 100});
    EXPECT_EQ(post("https://a.example/feed", "1"), Posted::stored);
    EXPECT_EQ(post("https://a.example/feed", "2"), Posted::stored);
    EXPECT_EQ(post("https://a.example/feed", "3"), Posted::full);
    EXPECT_EQ(post("https://a.example/feed", "2"), Posted::repeated) << "what waits already needs no room";
    EXPECT_EQ(post("https://b.example/feed", std::string(99, 'x')), Posted::full);
    EXPECT_EQ(post("https://b.example/feed", std::string(98, 'x')), Posted::stored);
    EXPECT_EQ(post("https://c.example/feed", ""), Posted::full);
    EXPECT_THAT(bodies(), SizeIs(3));
}

TEST_F(InboxTest, DeliveriesComeInPortionsOfSoManyBytes) {
    write(sample());
    for (const auto* body : {"aaaa", "bbbb", "cccc"}) EXPECT_EQ(post("https://a.example/feed", body), Posted::stored);
    EXPECT_THAT(bodies(1), testing::ElementsAre("aaaa")) << "a large one must not stay for ever";
    EXPECT_THAT(bodies(8), testing::ElementsAre("aaaa", "bbbb"));
    EXPECT_THAT(bodies(11), testing::ElementsAre("aaaa", "bbbb"));
    EXPECT_THAT(bodies(12), SizeIs(3));
}

TEST_F(InboxTest, RunAndServerWriteAtTheSameTimeAndNothingIsLost) {
    write(sample());
    constexpr int count = 60;
    std::atomic<bool> is_done = false;
    int stored = 0;
    std::thread server([&] {
        const auto own = open();
        for (int i = 0; i < count; ++i) {
            const auto posted = own->post("t1", {0, "https://a.example/feed", "", std::to_string(i), from_unix(2000)});
            if (posted && *posted == Posted::stored && own->confirm("t1", from_unix(2000), from_unix(9000))) ++stored;
        }
        is_done = true;
    });
    std::set<std::string> read;
    for (bool is_last = false; !is_last;) {
        is_last = is_done;  // Looked at before the last read.
        ChangeSet changes;
        const auto waiting = store_->deliveries(1).value();
        for (const auto& delivery : waiting) {
            EXPECT_TRUE(read.insert(delivery.body).second) << delivery.body << " came twice";
            changes.read_deliveries.push_back(delivery.number);
        }
        changes.subscriptions = {sample()};
        ASSERT_TRUE(store_->apply(changes, Durability::normal));
        if (!waiting.empty()) is_last = false;
    }
    server.join();
    EXPECT_EQ(stored, count);
    EXPECT_EQ(read.size(), static_cast<std::size_t>(count));
    EXPECT_EQ(inbox_->subscription("t1").value()->lease_until, from_unix(9000));
}

TEST_F(InboxTest, NeedsAStoreOfThisProgram) {
    const auto none = open_sqlite_inbox((folder_.path() / "none.db").string());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, core::ErrorCode::not_found);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "none.db")) << "asking makes no file";
    test::write_file(folder_.path() / "empty.db", "");
    const auto older = open_sqlite_inbox((folder_.path() / "empty.db").string());
    ASSERT_FALSE(older);
    EXPECT_EQ(older.error().code, core::ErrorCode::corrupt);
}

}  // namespace
}  // namespace masthead::store
