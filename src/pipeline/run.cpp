// The order of the work. Each line of `work_through` is a stage of DESIGN.md 2; what a stage does stands in its own
// file.
#include "pipeline/run.h"

#include "pipeline/grouping.h"
#include "pipeline/intake.h"
#include "pipeline/page_retries.h"
#include "pipeline/pushing.h"
#include "pipeline/retention.h"
#include "pipeline/sources.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
constexpr std::size_t delivered_bytes_a_chunk = std::size_t{32} << 20U;
constexpr std::size_t sources_a_chunk = 256;  // Asked at once; what they hold is stored together.

// A recorded web gives several visits at once: what was seen earlier is stored before what changed it later. How the
// sources fared is stored with the last step, so that a stop in between reads them again.
Result<void> take_in_order(Intake& intake, const World& world, SourceReader& reader) {
    std::map<core::Instant, std::vector<Candidate>> visits;
    for (auto& candidate : reader.candidates) visits[candidate.seen_at].push_back(std::move(candidate));
    if (visits.empty()) return intake.take({}, std::move(reader.changes));
    for (auto& [instant, candidates] : visits) {
        const bool last = instant == visits.rbegin()->first;
        if (auto done = intake.take(std::move(candidates), last ? std::move(reader.changes) : store::ChangeSet{});
            !done)
            return done;
        if (world.stop.stop_requested()) return {};
    }
    return {};
}

// What hubs have delivered since, until none is left.
Result<void> take_deliveries(Intake& intake, const World& world, const std::function<SourceReader()>& make_reader) {
    while (world.push != nullptr && !world.stop.stop_requested()) {
        auto deliveries = world.store->deliveries(delivered_bytes_a_chunk);
        if (!deliveries) return std::unexpected(deliveries.error());
        if (deliveries->empty()) break;
        SourceReader reader = make_reader();
        if (auto done = reader.read_deliveries(std::move(*deliveries)); !done) return done;
        if (auto done = take_in_order(intake, world, reader); !done) return done;
    }
    return {};
}

Result<void> read_sources(const config::Desk& desk, const World& world, Schedule schedule, RunReport& report,
                          Pushing& pushing) {
    auto states = load_states(*world.store);
    if (!states) return std::unexpected(states.error());
    store::ChangeSet mended;
    mended.sources = mend_plans(desk, *states, world.clock->now());
    if (!mended.sources.empty()) {
        if (auto done = world.store->apply(mended, store::Durability::normal); !done)
            return std::unexpected(done.error());
    }
    Intake intake(desk, world, report);
    if (auto done = intake.load(); !done) return done;
    const auto make_reader = [&] { return SourceReader(desk, world, *states, report, pushing); };
    if (auto done = take_deliveries(intake, world, make_reader); !done) return done;
    const auto due = due_sources(desk, *states, schedule, world.clock->now());
    report.sources = due.size();
    for (std::size_t at = 0; at < due.size() && !world.stop.stop_requested(); at += sources_a_chunk) {
        world.progress->begin("sources", due.size());
        world.progress->advance(at);
        SourceReader reader = make_reader();
        auto read = reader.read(std::span(due).subspan(at, std::min(sources_a_chunk, due.size() - at)));
        world.progress->end();
        if (!read) return read;
        if (world.stop.stop_requested()) break;  // What came in since is read again by the next run.
        if (auto done = take_in_order(intake, world, reader); !done) return done;
    }
    return world.stop.stop_requested() ? Result<void>() : retry_pages(desk, world, intake);
}

template <typename Work>
Result<RunReport> timed(Work&& work) {
    const auto began = std::chrono::steady_clock::now();
    RunReport report;
    if (auto done = work(report); !done) return std::unexpected(done.error());
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

}  // namespace

Result<RunReport> run_once(const config::Desk& desk, const World& world, Schedule schedule) {
    return timed([&](RunReport& report) -> Result<void> {
        Pushing pushing(desk, world);
        if (auto done = pushing.load(); !done) return done;
        if (auto done = read_sources(desk, world, schedule, report, pushing); !done) return done;
        if (auto done = group_and_score(desk, world, report); !done) return done;
        if (auto done = apply_retention(desk, world, report); !done) return done;
        return pushing.settle();
    });
}

Result<RunReport> rescore(const config::Desk& desk, const World& world) {
    return timed([&](RunReport& report) { return group_and_score(desk, world, report); });
}

}  // namespace masthead::pipeline
