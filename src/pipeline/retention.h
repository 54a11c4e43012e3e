// What the desk does not keep for good (options keep.*).
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"

#include <optional>

namespace masthead::pipeline {

struct RetentionLimits {
    std::optional<core::Instant> texts_from;     // Texts of older articles go; nothing: all stay.
    std::optional<core::Instant> articles_from;  // Stories that ended before it go.
};

// Texts stay for as long as grouping and the search for copies look at them, whatever the desk says.
[[nodiscard]] RetentionLimits retention_limits(const config::Desk& desk, core::Instant now);

// Drops texts, and stories with their articles, that are older than the limits. What goes is known to have been here,
// so that no source brings it back as new. A stop between two chunks leaves the rest to the next run.
[[nodiscard]] core::Result<void> apply_retention(const config::Desk& desk, const World& world, RunReport& report);

}  // namespace masthead::pipeline
