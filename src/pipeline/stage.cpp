#include "pipeline/stage.h"

#include <algorithm>

namespace masthead::pipeline {

StageReport& stage_of(RunReport& report, std::string_view name) {
    const auto found = std::ranges::find(report.stages, name, &StageReport::name);
    if (found != report.stages.end()) return *found;
    report.stages.push_back({std::string(name)});
    return report.stages.back();
}

void leave_out(RunReport& report, std::string_view kind, std::string_view reason) {
    const auto place = std::ranges::lower_bound(report.left_out, kind, {}, &LeftOut::kind);
    if (place != report.left_out.end() && place->kind == kind)
        ++place->count;
    else
        report.left_out.insert(place, {std::string(kind), 1, std::string(reason)});
}

StageTimer::StageTimer(RunReport& report, std::string_view name)
    : report_(report),
      row_(static_cast<std::size_t>(&stage_of(report, name) - report.stages.data())),
      began_(std::chrono::steady_clock::now()) {}

StageTimer::~StageTimer() {
    report_.stages[row_].seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

void StageTimer::count(std::size_t in, std::size_t out) {
    report_.stages[row_].in += in;
    report_.stages[row_].out += out;
}

}  // namespace masthead::pipeline
