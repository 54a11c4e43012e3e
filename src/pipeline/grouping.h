#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"
#include "story/clusterer.h"

#include <string_view>

namespace masthead::pipeline {

// Gives every article without a story one, beside the stories of the window around it, and stores the memberships.
[[nodiscard]] core::Result<void> group_articles(const config::Desk& desk, const World& world, RunReport& report);

// Why two stored articles are (not) of one event, as the stories of their days stand now; empty where they are too far
// apart. Vectors come from the cache alone. Errors: not_found for an unknown id.
[[nodiscard]] core::Result<story::PairExplanation> explain_pair(const config::Desk& desk, const World& world,
                                                                std::string_view left_id, std::string_view right_id);

// Groups, then scores (scoring.h), unless a stop is asked for; the report says if it was.
[[nodiscard]] core::Result<void> group_and_score(const config::Desk& desk, const World& world, RunReport& report);

}  // namespace masthead::pipeline
