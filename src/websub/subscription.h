// One subscription: its state, in code and in words; when its hub is asked next; whether its source is pushed.
//
//   asked -> confirmed -> asked again before the lease ends -> confirmed ...
//         -> denied    -> asked again after `denial_rest`
//         -> silence   -> asked again, each time twice as long after the last
//   any of them -> ended (the source is followed no more, or names another hub): the hub is told, and 410 from then on
#pragma once

#include "core/time.h"
#include "model/source.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace masthead::websub {

enum class State : std::uint8_t { pending, active, denied, ended };

struct Timing {
    std::chrono::seconds lease{std::chrono::days{10}};          // Asked for; what WebSub 8.2 calls a good default.
    std::chrono::seconds longest_lease{std::chrono::days{90}};  // A hub's longer one is cut to this.
    double renew_from = 0.8;                                    // Part of the lease after which it is asked for again,
    double renew_spread = 0.1;  // plus up to this part of it, by token, so that not all come at once.
    std::chrono::seconds least_renewal{std::chrono::minutes{10}};      // However short a lease the hub gives.
    std::chrono::seconds first_retry{std::chrono::minutes{10}};        // Doubles with each attempt,
    std::chrono::seconds longest_retry{std::chrono::hours{24}};        // up to this,
    double retry_spread = 0.25;                                        // plus up to this part of it.
    std::chrono::seconds denial_rest{std::chrono::days{30}};           // Until a hub that denied is asked again.
    std::chrono::seconds least_between_changes{std::chrono::days{1}};  // Of one source's hub or topic.
    std::chrono::seconds keep_ended{std::chrono::days{7}};  // After its lease: how long a late delivery hears 410.
};

[[nodiscard]] State state_of(const model::Subscription& subscription);

// When its hub is to be asked (again); Instant::min() when it never was, nothing for an ended one.
[[nodiscard]] std::optional<core::Instant> next_request_at(const model::Subscription& subscription,
                                                           const Timing& timing);

// Until when the source's news is pushed, or nothing. A hub is believed once it has delivered, and until a poll finds
// news that it had not.
[[nodiscard]] std::optional<core::Instant> pushed_until(const model::Subscription& subscription, core::Instant now);

// One sentence about where it stands, without a full stop: "HUB pushes it until 2026-10-27T12:00:00Z".
[[nodiscard]] std::string describe(const model::Subscription& subscription, core::Instant now);

}  // namespace masthead::websub
