// Recorded pages as a user brings them in: `masthead ingest` into an empty folder, in a process of its own: read,
// parsed, stored, indexed, grouped, scored. By CPU seconds of that process; beside stand wall seconds, pages a second
// of them on the cores that the process may use, and peak memory. Limit: the same recordings read and unpacked, nothing
// else.
#include "core/json.h"
#include "measure.h"

#include <thread>

namespace masthead::bench {

namespace {

const std::vector<std::string>& recordings() {
    static const std::vector<std::string> found = [] {
        std::vector<std::string> paths;
        for (const char* name : {"web/aeb.warc.gz", "web/htmldate.warc.gz", "web/fundus.warc.gz"}) {
            if (auto path = corpus(name); !path.empty()) paths.push_back(std::move(path));
        }
        return paths.empty() ? std::vector<std::string>{demo_web} : paths;
    }();
    return found;
}

ProgramRun ingest() {
    const TempFolder folder;
    std::vector<std::string> arguments = {
        masthead_path(),       "ingest", "--json", "--quiet", "--data", folder.path() + "/data", "--now",
        "2026-10-17T17:00:00Z"};
    arguments.insert(arguments.end(), recordings().begin(), recordings().end());
    return run_program(arguments);
}

std::size_t documents_of(const ProgramRun& run) {
    const auto json = core::parse_json(run.output);
    return json && run.status == 0 ? static_cast<std::size_t>((*json)["items"].integer()) : 0;
}

std::size_t documents() {
    static const std::size_t counted = documents_of(ingest());
    return counted;
}

void masthead(benchmark::State& state) {
    if (documents() == 0) return state.SkipWithError("masthead ingest failed");
    ProgramRun last;
    for (auto round : state) {
        static_cast<void>(round);
        last = ingest();
        state.SetIterationTime(last.cpu_seconds);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(documents()));
    state.counters["items"] = static_cast<double>(documents());
    state.counters["wall_seconds"] = last.wall_seconds;
    state.counters["wall_items_per_second"] = static_cast<double>(documents()) / last.wall_seconds;
    state.counters["cores"] = std::thread::hardware_concurrency();
    state.counters["peak_mib"] = last.peak_mib;
}

void read_recordings_alone(benchmark::State& state) {
    measure(state, {documents()}, [&] {
        for (const auto& path : recordings()) benchmark::DoNotOptimize(read_web(path));
    });
}

BENCHMARK(masthead)->Name("ingest/masthead")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);
BENCHMARK(read_recordings_alone)->Name("ingest/reading the recordings (limit)")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace masthead::bench
