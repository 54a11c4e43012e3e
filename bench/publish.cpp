// A crowded invented edition into every file it is published as; the sink counts. Limit: the same bytes copied once, a
// string a file.
#include "measure.h"
#include "publish/publisher.h"
#include "publish/sample_edition.h"

namespace masthead::bench {

namespace {

constexpr std::size_t story_count = 120;  // Of one to seven accounts each.

const model::Edition& edition() {
    static const model::Edition made = test::crowded_edition(story_count);
    return made;
}

const std::vector<publish::OutputFile>& output() {
    static const std::vector<publish::OutputFile> written = [] {
        std::vector<publish::OutputFile> files;
        const auto done = publish::publish_edition(edition(), {}, [&](publish::OutputFile file) {
            files.push_back(std::move(file));
            return core::Result<void>{};
        });
        if (!done) files.clear();
        return files;
    }();
    return written;
}

Work work() {
    std::size_t bytes = 0;
    for (const auto& file : output()) bytes += file.bytes.size();
    return {output().empty() ? 0 : edition().articles.size(), bytes};
}

void masthead(benchmark::State& state) {
    measure(state, work(), [] {
        std::size_t bytes = 0;
        const auto done = publish::publish_edition(edition(), {}, [&](const publish::OutputFile& file) {
            bytes += file.bytes.size();
            return core::Result<void>{};
        });
        benchmark::DoNotOptimize(done.has_value());
        benchmark::DoNotOptimize(bytes);
    });
    state.counters["found"] = static_cast<double>(output().size());
}

void copy(benchmark::State& state) {
    measure(state, work(), [] {
        for (const auto& file : output()) benchmark::DoNotOptimize(std::string(file.bytes));
    });
}

BENCHMARK(masthead)->Name("publish/masthead")->Unit(benchmark::kMillisecond);
BENCHMARK(copy)->Name("publish/copy (limit)")->Unit(benchmark::kMillisecond);

}  // namespace

}  // namespace masthead::bench
