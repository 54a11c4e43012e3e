#include "pipeline/stage.h"

#include <algorithm>

namespace masthead::pipeline {

StageTimer::StageTimer(RunReport& report, std::string_view name)
    : report_(report), began_(std::chrono::steady_clock::now()) {
    const auto found = std::ranges::find(report.stages, name, &StageReport::name);
    row_ = static_cast<std::size_t>(found - report.stages.begin());
    if (found == report.stages.end()) report.stages.push_back({std::string(name)});
}

StageTimer::~StageTimer() {
    report_.stages[row_].seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

void StageTimer::count(std::size_t in, std::size_t out) {
    report_.stages[row_].in += in;
    report_.stages[row_].out += out;
}

}  // namespace masthead::pipeline
