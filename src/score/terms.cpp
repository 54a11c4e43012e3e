#include "score/terms.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace masthead::score {

double Weights::operator[](std::string_view name) const {
    const auto found = profile_.weights.find(name);
    if (found != profile_.weights.end()) return found->second;
    // A profile made by hand may be incomplete: the table's own value holds.
    const auto table = weights_of(profile_.kind);
    const auto row = std::ranges::find(table, name, &WeightInfo::name);
    assert(row != table.end());
    return row == table.end() ? 0 : row->value;
}

double Weights::of_remark(std::string_view name) const {
    const auto found = profile_.weights.find(name);
    if (found != profile_.weights.end()) return found->second;
    const auto table = weights_of(profile_.kind);
    const auto row = std::ranges::find(table, name, &WeightInfo::name);
    return row == table.end() ? 0 : row->value;
}

void TermList::add(std::string_view name, double points, std::string detail) {
    constexpr double most = 1'000'000;  // Keeps sums of absurd weights inside an int.
    const auto whole = static_cast<int>(std::lround(std::clamp(points, -most, most)));
    if (whole != 0) score_.terms.push_back({std::string(name), whole, std::move(detail)});
}

void TermList::add_floor() {
    const int sum = total();
    if (sum < 0) score_.terms.push_back({"floor", -sum, "quality is never below 0"});
}

std::string counted(long long count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace masthead::score
