// HTTP's dates: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
#pragma once

#include "core/time.h"

#include <optional>
#include <string_view>

namespace masthead::fetch {

// "Sun, 06 Nov 1994 08:49:37 GMT", and the two obsolete forms "Sunday, 06-Nov-94 08:49:37 GMT" and
// "Sun Nov  6 08:49:37 1994". The name of the day is not checked. A year of two digits lies within 50 years after `now`
// or before it, as the RFC asks. Nothing for any other text.
[[nodiscard]] std::optional<core::Instant> parse_http_date(std::string_view text, core::Instant now);

}  // namespace masthead::fetch
