#include "app/waiting.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace masthead::app {

Woken wait_for_work(const store::Store& store, std::chrono::milliseconds span, std::stop_token stop,
                    const WaitOptions& options) {
    using Clock = std::chrono::steady_clock;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    const auto begun = Clock::now();
    const auto end = begun + span;
    const auto wait_until = [&](Clock::time_point when) {
        changed.wait_until(lock, stop, std::min(when, end), [&] { return stop.stop_requested(); });
    };
    wait_until(begun + options.least);
    while (true) {
        if (stop.stop_requested()) return Woken::stopped;
        if (store.has_deliveries().value_or(false)) return Woken::delivery;
        if (Clock::now() >= end) return Woken::due;
        wait_until(Clock::now() + options.look_every);
    }
}

}  // namespace masthead::app
