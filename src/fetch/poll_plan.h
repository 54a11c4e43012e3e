// When a source is asked again, and why: the manners of polling as pure functions of what is remembered of the source,
// how its last visit went, and the instant. Spread comes from a hash of the source's address, so a replay plans the
// same again.
//
//   rhythm      news of an item's own instants, and of when items were really met, give the time between two of them;
//               a source is asked four times in that time, later if it falls quiet, right after an item is expected
//   floors      the desk's least interval, the feed's ttl, the cache headers; a feed's skipHours are left out
//   back-off    failures double the wait; Retry-After is kept; both end at a day
//   moves       a permanent redirect is adopted after a week of the same answer; a source keeps its configured address
//               as its name
//   Sources: RSS 2.0 (ttl, skipHours), RFC 9110 10.2.3 (Retry-After), RFC 9111 4.2 (freshness), RFC 9110 15.4 (moves).
#pragma once

#include "core/time.h"
#include "fetch/http_client.h"
#include "model/source.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace masthead::fetch {

struct PollOptions {
    std::chrono::minutes least{30};                       // Between two visits, whatever else is said.
    std::chrono::minutes most{std::chrono::hours{24}};    // Whatever a source says; `least` if that is longer.
    std::chrono::minutes unknown{60};                     // While nothing is known of the rhythm.
    std::chrono::minutes pushed{std::chrono::hours{12}};  // Least while a hub pushes the news to us.
    std::chrono::hours full_every{24};                    // Asked without validators so often: servers forget and lie.
    std::chrono::hours adopt_after{std::chrono::days{7}};
    int doubt_after = 3;                // Failures in a row after which the adopted address is no longer asked.
    int visits_a_rhythm = 4;            // Visits in the time between two items.
    double learning = 0.3;              // Weight of the latest gap between news.
    double spread = 0.1;                // Share of an interval that sources are spread over.
    double back_off_spread = 0.2;       // Share by which a wait after a failure is shortened or lengthened.
    std::chrono::minutes burst{15};     // Items that lie closer together came out as one.
    std::size_t bursts_looked_at = 12;  // The newest ones.
};

// No option goes below this.
inline constexpr std::chrono::minutes shortest_interval{15};

enum class PollEnd : std::uint8_t { news, no_news, failed, deferred, gone };

// How a visit went. The span is borrowed for the call.
struct PollVisit {
    PollEnd end = PollEnd::no_news;
    std::optional<core::Instant> retry_at;     // Of `deferred`.
    FreshFor fresh_for;                        // As the answer said.
    std::chrono::minutes ttl{0};               // As the feed says; 0: nothing.
    std::uint32_t skip_hours = 0;              // Bit h: the feed has nothing new from h to h+1 o'clock UTC.
    std::span<const core::Instant> published;  // Of the items it holds, any order; empty if they give no dates.
    bool is_pushed = false;                    // An active WebSub subscription brings the news.
};

struct PollPlan {
    std::optional<core::Instant> next_fetch_at;  // None: never.
    std::string reason;                          // One sentence without its end: "asked again at ..., because {}".
    std::int64_t rhythm_seconds = 0;             // What was learned, for the state; so is what follows.
    std::optional<core::Instant> expected_at;
};

// The plan after a visit. `state` is the source's with this visit's failure counted (or failures 0), but `last_new_at`
// and `rhythm_seconds` as they were before it;
// what is known without a body (`expected_at`) is the state's.
// Never earlier than `now` + least, never later than `now` + max(most, least). O(n log n) in the items.
[[nodiscard]] PollPlan plan_next_poll(const model::SourceState& state, const PollVisit& visit,
                                      const PollOptions& options, core::Instant now);

// Is it time? Gone sources never are; one that was never planned is.
[[nodiscard]] bool is_due(const model::SourceState& state, core::Instant now);

// A plan that lies further ahead than any plan may is one from before the clock was set back: a new one, spread over
// the source's usual interval, so that not all sources are asked at once. None for a plan that may stand.
[[nodiscard]] std::optional<PollPlan> mend_plan(const model::SourceState& state, const PollOptions& options,
                                                core::Instant now);

// May validators be sent, or is the source to be asked for the whole?
[[nodiscard]] bool wants_full_fetch(const model::SourceState& state, const PollOptions& options, core::Instant now);

// The address that the source is asked at: its own, or the one it has moved to for good.
[[nodiscard]] const std::string& address_to_ask(const model::SourceState& state, const PollOptions& options,
                                                core::Instant now);

// Writes down where an answer came from: `asked` is the address that was asked, `fresh` what came.
void note_move(model::SourceState& state, const std::string& asked, const Fresh& fresh, core::Instant now);

}  // namespace masthead::fetch
