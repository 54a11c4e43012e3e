#pragma once

#include "core/result.h"
#include "pipeline/world.h"

namespace masthead::pipeline {

// Reads every source of the desk once (those that are due, or all), then groups and scores. Bad sources are reported,
// never fatal. Errors: only the store's own (io, corrupt).
[[nodiscard]] core::Result<RunReport> run_once(const config::Desk& desk, const World& world, Schedule schedule);

// Groups what has no story yet and scores again, without reading anything.
[[nodiscard]] core::Result<RunReport> rescore(const config::Desk& desk, const World& world);

}  // namespace masthead::pipeline
