// A list as a set: sorted, each value once.
#pragma once

#include <algorithm>
#include <vector>

namespace masthead::core {

// O(n log n); needs < and ==. Allocates nothing.
template <typename T>
void sort_distinct(std::vector<T>& values) {
    std::ranges::sort(values);
    const auto repeated = std::ranges::unique(values);
    values.erase(repeated.begin(), repeated.end());
}

}  // namespace masthead::core
