#include "measure.h"

#include "allocations.h"

namespace masthead::bench {

namespace {

void report(benchmark::State& state, Work work) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(work.items));
    if (work.bytes > 0) state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(work.bytes));
    state.counters["items"] = static_cast<double>(work.items);
}

}  // namespace

std::size_t bytes_of(std::span<const Document> documents) {
    std::size_t bytes = 0;
    for (const auto& document : documents) bytes += document.body.size();
    return bytes;
}

void measure(benchmark::State& state, Work work, const std::function<void()>& once) {
    if (work.items == 0) return state.SkipWithError("no input");
    for (auto round : state) {
        static_cast<void>(round);
        once();
    }
    report(state, work);
    const Counting round;
    once();
    state.counters["allocs_per_item"] = static_cast<double>(round.allocations()) / static_cast<double>(work.items);
}

void measure_peer(benchmark::State& state, Work work, const std::vector<std::string>& script,
                  std::span<const Document> documents) {
    if (work.items == 0) return state.SkipWithError("no input");
    double found = 0;
    for (auto round : state) {
        static_cast<void>(round);
        const PeerRun run = run_peer(script, documents);
        if (run.status != 0) {
            state.SkipWithError(run.status == 3 ? "the peer is not installed" : "the peer failed");
            break;
        }
        state.SetIterationTime(run.seconds);
        found = run.found;
    }
    report(state, work);
    state.counters["found"] = found;
}

}  // namespace masthead::bench
