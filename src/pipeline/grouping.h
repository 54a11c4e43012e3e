#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"

namespace masthead::pipeline {

// Gives every article without a story one, beside the stories of the window around it, and stores the memberships.
[[nodiscard]] core::Result<void> group_articles(const config::Desk& desk, const World& world, RunReport& report);

// Groups, then scores (scoring.h), unless a stop is asked for; the report says if it was.
[[nodiscard]] core::Result<void> group_and_score(const config::Desk& desk, const World& world, RunReport& report);

}  // namespace masthead::pipeline
