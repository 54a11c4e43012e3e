// A run's report as a table for people and as JSON.
#pragma once

#include "app/output_folder.h"
#include "core/json.h"
#include "core/time.h"
#include "pipeline/world.h"

#include <string>

namespace masthead::app {

[[nodiscard]] std::string run_table(const pipeline::RunReport& report, const OutputCounts& output);
// The same in one line, for a run that goes on: what came of a round that ended at `at`.
[[nodiscard]] std::string run_line(const pipeline::RunReport& report, const OutputCounts& output, core::Instant at);
[[nodiscard]] core::Json run_json(const pipeline::RunReport& report, const OutputCounts& output);

// The process's largest resident size so far, in MiB.
[[nodiscard]] double peak_memory_mib();

}  // namespace masthead::app
