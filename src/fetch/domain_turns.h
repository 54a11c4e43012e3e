// Whose turn it is: manners towards each registrable domain, and fairness among them. Counts requests; which ones they
// are is the caller's business. Time is handed in.
//
// A domain's next request may go out `interval` after the last one did, which is when the request itself left
// (`sent`), not when its connection was begun: two requests whose handshakes take different times still arrive apart.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace masthead::fetch {

class DomainTurns {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Domain = std::uint32_t;  // Counted from 0 in the order met.

    DomainTurns(int at_once, std::chrono::milliseconds interval) : at_once_(at_once), interval_(interval) {}

    // The number of a domain; the same for the same name. Cost: a hash of the name.
    [[nodiscard]] Domain number_of(std::string_view name);

    // One request more, or `count` fewer, that wait for their turn.
    void add(Domain domain, Time now);
    void drop(Domain domain, std::size_t count);

    // The next request may start now: of the domains that may, the one that has waited longest. It no longer waits,
    // and runs until `finish`. Cost: O(log domains).
    [[nodiscard]] std::optional<Domain> next(Time now);
    // The request left for the server.
    void sent(Domain domain, Time now);
    // `was_sent` false: it ended before it was sent, which counts as a visit too.
    void finish(Domain domain, bool was_sent, Time now);

    // No request to the domain before `until`.
    void hold(Domain domain, Time until);
    [[nodiscard]] Time held_until(Domain domain) const { return entries_[domain].held; }
    // Its own interval, if longer than that of all (Crawl-delay).
    void slow_down(Domain domain, std::chrono::milliseconds interval);

    // When `next` may give something, as far as time alone decides: a moment in the past if at once, nothing if only a
    // `finish` can bring it. Never too late; may be too early.
    [[nodiscard]] std::optional<Time> next_turn() const;

  private:
    enum class Place : std::uint8_t { idle, ready, timed };
    struct Entry {
        std::size_t waiting = 0;
        int running = 0;
        int unsent = 0;  // Of those running.
        Place place = Place::idle;
        std::chrono::milliseconds interval{0};
        Time next{};
        Time held{};
        [[nodiscard]] Time turn() const { return next > held ? next : held; }
    };
    [[nodiscard]] bool may_run(const Entry& entry) const;
    void place(Domain domain, Time now);

    int at_once_;
    std::chrono::milliseconds interval_;
    std::unordered_map<std::string, Domain> numbers_;
    std::vector<Entry> entries_;
    std::deque<Domain> ready_;
    using Turn = std::pair<Time, Domain>;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> timed_;  // Each domain at most once.
};

}  // namespace masthead::fetch
