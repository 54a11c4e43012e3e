// Instants (UTC, whole seconds) and the clock. Pure rooms take an Instant; only `app` owns a Clock.
#pragma once

#include "core/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::core {

using Instant = std::chrono::sys_seconds;

// A day of the UTC calendar.
[[nodiscard]] std::chrono::year_month_day day_of(Instant instant);

// "2018-09-21T12:00:00Z". Years outside 0000..9999 are clamped.
[[nodiscard]] std::string format_instant(Instant instant);

// "2018-09-21"
[[nodiscard]] std::string format_day(Instant instant);

// RFC 3339 with `Z` or a numeric offset, a space for `T`, seconds and fraction optional, or a day alone (midnight UTC).
// Nothing else: feeds' own dialects are read by text/date.h.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

// Seconds since 1970-01-01T00:00:00Z and back.
[[nodiscard]] inline std::int64_t to_unix(Instant instant) {
    return instant.time_since_epoch().count();
}
[[nodiscard]] inline Instant from_unix(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

// The world's time, handed in. Implementations are thread-safe.
class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Instant now() const override;
};

// Stands still at one instant: replays, demos, tests.
class FixedClock final : public Clock {
  public:
    explicit FixedClock(Instant instant) : instant_(instant) {}
    [[nodiscard]] Instant now() const override { return instant_; }

  private:
    Instant instant_;
};

}  // namespace masthead::core
