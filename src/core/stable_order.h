// A sort that keeps equals in their order. std::stable_sort of libstdc++ 12 does it too, through a function that clang
// 19 reports as deprecated; this one needs no exception from the warnings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace masthead::core {

// O(n log n) comparisons of `less`, one move of each item.
template <typename T, typename Less>
void sort_stably(std::vector<T>& items, Less less) {
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        if (less(items[left], items[right])) return true;
        return !less(items[right], items[left]) && left < right;
    });
    std::vector<T> sorted;
    sorted.reserve(items.size());
    for (const std::size_t place : order) sorted.push_back(std::move(items[place]));
    items = std::move(sorted);
}

}  // namespace masthead::core
