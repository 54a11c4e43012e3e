// Times the stages and counts what passes them.
#pragma once

#include "pipeline/world.h"

#include <chrono>
#include <string_view>

namespace masthead::pipeline {

// A stage's row in the report; made where there is none yet. Until the next one is made.
[[nodiscard]] StageReport& stage_of(RunReport& report, std::string_view name);

// Counts a document that did not become what it was to be, as one of its kind (a stable key: "not-html"), and keeps the
// first reason as the example.
void leave_out(RunReport& report, std::string_view kind, std::string_view reason);

// Adds to a stage's row in the report for as long as it lives; a stage met again goes on in the same row.
class StageTimer {
  public:
    StageTimer(RunReport& report, std::string_view name);
    StageTimer(const StageTimer&) = delete;
    StageTimer& operator=(const StageTimer&) = delete;
    StageTimer(StageTimer&&) = delete;
    StageTimer& operator=(StageTimer&&) = delete;
    ~StageTimer();
    void count(std::size_t in, std::size_t out);

  private:
    RunReport& report_;
    std::size_t row_;
    std::chrono::steady_clock::time_point began_;
};

}  // namespace masthead::pipeline
