// What a run does between two rounds: it waits for the next source to be due, for a delivery of a hub, or for a stop.
#pragma once

#include "store/store.h"

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace masthead::app {

enum class Woken : std::uint8_t { due, delivery, stopped };

struct WaitOptions {
    std::chrono::milliseconds look_every{1000};  // For deliveries, which the server writes from another process.
    std::chrono::milliseconds least{5000};       // Even if deliveries wait: hubs must not keep a run at work for ever.
};

// Blocks for `span`, or until a delivery waits in the store, or until a stop is asked for, which is heard at once.
[[nodiscard]] Woken wait_for_work(const store::Store& store, std::chrono::milliseconds span, std::stop_token stop,
                                  const WaitOptions& options = {});

}  // namespace masthead::app
