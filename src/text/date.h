// The dates that feeds and pages write: RFC 822 with all its liberties, RFC 3339 and ISO 8601 forms, asctime, month
// names in the larger European languages.
#pragma once

#include "core/time.h"

#include <optional>
#include <string_view>

namespace masthead::text {

// A date as a feed or a meta element gives it. A missing zone counts as UTC, a missing time as midnight, a wrong
// weekday is ignored, two-digit years are read as RFC 2822 says. Nothing if no calendar date can be read. O(n),
// allocates little.
[[nodiscard]] std::optional<core::Instant> parse_date(std::string_view text);

}  // namespace masthead::text
