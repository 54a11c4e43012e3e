// Pages that could not be read when their article was stored: asked for again, a few times, further and further apart.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "model/source.h"
#include "pipeline/intake.h"
#include "pipeline/world.h"

#include <chrono>
#include <optional>
#include <string>

namespace masthead::pipeline {

struct RetryOptions {
    std::chrono::minutes first{15};  // Feeds are often there before their pages.
    int factor = 4;                  // 15 minutes, 1 hour, 4, 16, 24.
    std::chrono::hours longest{24};
    int most_tries = 6;  // The first visit among them.
};

// May the page be there later? A refusal by robots.txt or a guard, and what is too large, stays as it is.
[[nodiscard]] bool is_worth_a_retry(core::ErrorCode code);

// The next try after `before` (none: this was the first visit) failed; nothing when there were enough.
[[nodiscard]] std::optional<model::PageRetry> next_try(const std::optional<model::PageRetry>& before,
                                                       std::optional<core::Instant> retry_at, core::Instant now,
                                                       const RetryOptions& options = {});

// Asks for the pages that are due; what they hold replaces the feed's own words as a revision. Errors: the store's own.
[[nodiscard]] core::Result<void> retry_pages(const config::Desk& desk, const World& world, Intake& intake);

}  // namespace masthead::pipeline
