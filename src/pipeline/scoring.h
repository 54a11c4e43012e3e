#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"

namespace masthead::pipeline {

// Scores the stories that are young enough to change, or were touched, and stores their terms and what was decided.
[[nodiscard]] core::Result<void> score_stories(const config::Desk& desk, const World& world, RunReport& report);

}  // namespace masthead::pipeline
