// What every benchmark reports: items and bytes a CPU second, allocations an item.
//
// A benchmark is named GROUP/WHO. In each group `masthead` is measured first; every other one is a named peer or limit
// over the same input, and run.sh prints how many times faster (more than 1) or slower masthead is.
#pragma once

#include "program.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace masthead::bench {

struct Work {
    std::size_t items = 0;  // Of one iteration.
    std::size_t bytes = 0;  // Of one iteration; 0: not told.
};

[[nodiscard]] std::size_t bytes_of(std::span<const Document> documents);

// Repeats `once` for as long as the library wants and reports. Skips with a line if there are no items.
void measure(benchmark::State& state, Work work, const std::function<void()>& once);

// The same for a script of bench/peers; by the CPU seconds that it tells. For benchmarks with UseManualTime.
void measure_peer(benchmark::State& state, Work work, const std::vector<std::string>& script,
                  std::span<const Document> documents);

}  // namespace masthead::bench
