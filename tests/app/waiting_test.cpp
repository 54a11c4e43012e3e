#include "app/waiting.h"

#include "store/inbox.h"
#include "support/files.h"

#include <gtest/gtest.h>

namespace masthead::app {
namespace {

using namespace std::chrono_literals;

class WaitingTest : public testing::Test {
  protected:
    void deliver() {
        const auto inbox = store::open_sqlite_inbox(path_).value();
        ASSERT_TRUE(inbox->post("t", {0, "https://a.example/feed", "", "body", {}}));
    }
    [[nodiscard]] Woken wait(std::chrono::milliseconds span, std::chrono::milliseconds least = 0ms) {
        return wait_for_work(*store_, span, stop_.get_token(), {.look_every = 1ms, .least = least});
    }

    test::TempFolder folder_;
    std::string path_ = (folder_.path() / "masthead.db").string();
    std::unique_ptr<store::Store> store_ = store::open_sqlite_store(path_, store::Access::read_write).value();
    std::stop_source stop_;
};

TEST_F(WaitingTest, EndsWhenTheNextSourceIsDue) {
    EXPECT_EQ(wait(0ms), Woken::due);
    EXPECT_EQ(wait(3ms), Woken::due);
}

TEST_F(WaitingTest, ADeliveryOfAnotherProcessEndsIt) {
    deliver();
    EXPECT_EQ(wait(24h), Woken::delivery);
    EXPECT_EQ(wait(24h, 2ms), Woken::delivery);
}

TEST_F(WaitingTest, AStopEndsItWhateverWaits) {
    deliver();
    stop_.request_stop();
    EXPECT_EQ(wait(24h, 24h), Woken::stopped);
}

}  // namespace
}  // namespace masthead::app
