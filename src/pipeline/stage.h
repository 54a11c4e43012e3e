// Times the stages and counts what passes them.
#pragma once

#include "pipeline/world.h"

#include <chrono>
#include <string_view>

namespace masthead::pipeline {

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
