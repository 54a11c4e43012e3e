// What an answer's headers say about time: how long it stays true, and when to ask again.
#pragma once

#include "core/time.h"
#include "fetch/http_client.h"

#include <chrono>
#include <optional>

namespace masthead::fetch {

// https://www.rfc-editor.org/rfc/rfc9111#section-4.2: max-age less the Age that the answer already has, else Expires
// less Date (or `now`), never below zero. Nothing if neither was given or Cache-Control has no-store or no-cache. An
// Expires that is no date has passed.
[[nodiscard]] FreshFor fresh_for(const Headers& headers, core::Instant now);

// Retry-After as seconds or as a date (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3), between `now` and
// `longest` after it.
[[nodiscard]] std::optional<core::Instant> retry_at(const Headers& headers, core::Instant now,
                                                    std::chrono::seconds longest = std::chrono::hours(24));

}  // namespace masthead::fetch
