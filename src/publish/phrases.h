// Numbers and instants as a reader meets them in a sentence. English; other languages are a later decision.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::publish {

// "1 article", "18 articles", "1,204 articles".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view one, std::string_view many);

// "40 minutes", "9 hours", "3 days"; negative durations count as none: "less than a minute".
[[nodiscard]] std::string duration_phrase(std::chrono::seconds duration);

// "just now", "9 hours ago", "yesterday", "3 days ago"; beyond two weeks "on 21 September 2018".
[[nodiscard]] std::string ago(core::Instant then, core::Instant now);

// "Friday 18 November 2022"
[[nodiscard]] std::string long_day(core::Instant instant);
// "18 November 2022"
[[nodiscard]] std::string plain_day(core::Instant instant);
// "14:00"
[[nodiscard]] std::string clock_time(core::Instant instant);
// "Fri 18 Nov, 14:00"
[[nodiscard]] std::string short_moment(core::Instant instant);
// "Fri, 18 Nov 2022 14:00:00 GMT" (RFC 822 with a four-digit year)
[[nodiscard]] std::string rfc822(core::Instant instant);

}  // namespace masthead::publish
