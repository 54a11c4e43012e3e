// The whole way as a user starts it: `masthead run --once --replay` from nothing to a published folder, in a process of
// its own. By CPU seconds of that process; wall seconds and peak memory stand beside. Limit: the recorded web read and
// decompressed, nothing else.
#include "core/json.h"
#include "measure.h"

namespace masthead::bench {

namespace {

struct Source {
    std::string web;
    std::vector<std::string> options;
};

Source source() {
    const std::string web = corpus("web/news-2018-autumn.warc.gz");
    const std::string list = corpus("web/news-2018-autumn.opml");
    if (web.empty() || list.empty())
        return {demo_web, {"--desk", "examples/demo/desk.yaml", "--now", "2026-10-17T17:00:00Z"}};
    return {web, {"--opml", list, "--now", "2018-10-31T23:59:00Z"}};
}

ProgramRun run_desk() {
    const TempFolder folder;
    const Source from = source();
    std::vector<std::string> arguments = {masthead_path(),
                                          "run",
                                          "--once",
                                          "--json",
                                          "--quiet",
                                          "--data",
                                          folder.path() + "/data",
                                          "--publish",
                                          folder.path() + "/published",
                                          "--replay",
                                          from.web};
    arguments.insert(arguments.end(), from.options.begin(), from.options.end());
    return run_program(arguments);
}

std::size_t items_of(const ProgramRun& run) {
    const auto json = core::parse_json(run.output);
    return json && run.status == 0 ? static_cast<std::size_t>((*json)["items"].integer()) : 0;
}

std::size_t items() {
    static const std::size_t counted = items_of(run_desk());
    return counted;
}

void masthead(benchmark::State& state) {
    if (items() == 0) return state.SkipWithError("masthead run failed");
    ProgramRun last;
    for (auto round : state) {
        static_cast<void>(round);
        last = run_desk();
        state.SetIterationTime(last.cpu_seconds);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items()));
    state.counters["items"] = static_cast<double>(items());
    state.counters["wall_seconds"] = last.wall_seconds;
    state.counters["peak_mib"] = last.peak_mib;
}

void read_web_alone(benchmark::State& state) {
    const std::string path = source().web;
    measure(state, {items()}, [&] { benchmark::DoNotOptimize(read_web(path)); });
}

BENCHMARK(masthead)->Name("run/masthead")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);
BENCHMARK(read_web_alone)->Name("run/reading the recorded web (limit)")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace masthead::bench
