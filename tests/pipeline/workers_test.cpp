#include "pipeline/workers.h"

#include <atomic>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::pipeline {
namespace {

TEST(Workers, DoEveryJobBeforeTheWaitEnds) {
    for (const std::size_t threads : {1U, 2U, 7U}) {
        Workers workers({.threads = threads, .most_waiting = 3});
        std::vector<int> done(200, 0);
        Workers::Batch batch(workers);
        for (auto& place : done) batch.put([&place] { ++place; });
        batch.wait();
        EXPECT_EQ(done, std::vector<int>(200, 1)) << threads;
    }
}

TEST(Workers, KeepBatchesApart) {
    Workers workers({.threads = 2, .most_waiting = 1000});
    std::atomic<int> first = 0;
    std::atomic<int> second = 0;
    Workers::Batch one(workers);
    Workers::Batch other(workers);
    for (int i = 0; i < 50; ++i) {
        one.put([&] { ++first; });
        other.put([&] { ++second; });
    }
    one.wait();
    EXPECT_EQ(first, 50);
    other.wait();
    EXPECT_EQ(second, 50);
}

TEST(Workers, WhoeverBringsMoreThanMayWaitDoesSomeHimself) {
    Workers workers({.threads = 1, .most_waiting = 2});
    std::atomic<bool> has_begun = false;
    std::atomic<bool> is_held = true;
    int by_bringer = 0;
    const auto bringer = std::this_thread::get_id();
    Workers::Batch batch(workers);
    batch.put([&] {
        has_begun = true;
        has_begun.notify_all();
        is_held.wait(true);
    });
    has_begun.wait(false);  // From here on the one thread is busy.
    for (int i = 0; i < 10; ++i) {
        batch.put([&] {
            if (std::this_thread::get_id() == bringer) ++by_bringer;
        });
    }
    EXPECT_EQ(by_bringer, 8);
    is_held = false;
    is_held.notify_all();
    batch.wait();
}

}  // namespace
}  // namespace masthead::pipeline
