#include "app/run_report.h"

#include "app/console.h"

#include <algorithm>
#include <sys/resource.h>

#include <fmt/format.h>

namespace masthead::app {

namespace {

double items_a_second(const pipeline::RunReport& report) {
    return report.seconds > 0 ? static_cast<double>(report.items) / report.seconds : 0;
}

}  // namespace

double peak_memory_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

std::string run_table(const pipeline::RunReport& report, const OutputCounts& output) {
    std::vector<std::vector<std::string>> stages;
    stages.reserve(report.stages.size());
    for (const auto& stage : report.stages)
        stages.push_back({stage.name, grouped(stage.in), grouped(stage.out), fmt::format("{:.3f}", stage.seconds)});
    std::string out = table({{"stage"}, {"in", true}, {"out", true}, {"seconds", true}}, stages) + "\n";
    out += table({{"sources", true},
                  {"failed", true},
                  {"items", true},
                  {"articles", true},
                  {"revised", true},
                  {"duplicates", true},
                  {"stories", true},
                  {"published", true},
                  {"seconds", true}},
                 {{grouped(report.sources), grouped(report.sources_failed), grouped(report.items),
                   grouped(report.articles), grouped(report.revised), grouped(report.duplicates),
                   grouped(report.stories), grouped(report.published), fmt::format("{:.2f}", report.seconds)}});
    out += fmt::format("\n{} files, {} written, {} removed; {:.0f} items a second; peak memory {:.0f} MiB",
                       grouped(output.files), grouped(output.written), grouped(output.removed), items_a_second(report),
                       peak_memory_mib());
    for (const auto& kind : report.left_out)
        out += fmt::format("\nleft out or unread: {} {}, e.g. {}", grouped(kind.count), kind.kind, kind.example);
    if (report.stopped) out += "\nStopped before the end; run again to finish.";
    return out;
}

std::string run_line(const pipeline::RunReport& report, const OutputCounts& output, core::Instant at) {
    std::string out = fmt::format("{}  sources {}", core::format_instant(at), grouped(report.sources));
    if (report.sources_failed > 0) out += fmt::format(" ({} failed)", grouped(report.sources_failed));
    out += fmt::format(", items {}, new {}, revised {}, stories {}, published {}, files written {}, {:.2f} s",
                       grouped(report.items), grouped(report.articles), grouped(report.revised),
                       grouped(report.stories), grouped(report.published), grouped(output.written), report.seconds);
    return report.stopped ? out + "; stopped before the end" : out;
}

core::Json run_json(const pipeline::RunReport& report, const OutputCounts& output) {
    core::Json::Array stages;
    for (const auto& stage : report.stages) {
        core::Json row;
        row.add("stage", stage.name).add("in", stage.in).add("out", stage.out).add("seconds", stage.seconds);
        stages.push_back(std::move(row));
    }
    core::Json json;
    json.add("sources", report.sources)
        .add("failed", report.sources_failed)
        .add("items", report.items)
        .add("known", report.known);
    json.add("articles", report.articles)
        .add("revised", report.revised)
        .add("duplicates", report.duplicates)
        .add("dropped", report.dropped);
    json.add("stories", report.stories)
        .add("published", report.published)
        .add("files", output.files)
        .add("written", output.written)
        .add("removed", output.removed);
    json.add("seconds", report.seconds)
        .add("items_per_second", items_a_second(report))
        .add("peak_memory_mib", peak_memory_mib())
        .add("stopped", report.stopped);
    core::Json::Array kinds;
    for (const auto& kind : report.left_out) {
        core::Json row;
        kinds.push_back(std::move(row.add("kind", kind.kind).add("count", kind.count).add("example", kind.example)));
    }
    json.add("left_out", std::move(kinds));
    return json.add("stages", std::move(stages));
}

}  // namespace masthead::app
