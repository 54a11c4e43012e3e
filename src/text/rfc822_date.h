// The one form of date that nearly all feeds write, read without cutting it into pieces.
#pragma once

#include "core/time.h"

#include <optional>
#include <string_view>

namespace masthead::text {

// RFC 822 to the letter: "Fri, 21 Sep 2018 12:00:00 +0000" or "... GMT". Nothing: it may still be a date, for
// parse_date (text/date.h). Allocates nothing.
[[nodiscard]] std::optional<core::Instant> parse_rfc822(std::string_view text);

}  // namespace masthead::text
