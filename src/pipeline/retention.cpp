#include "pipeline/retention.h"

#include "pipeline/stage.h"

#include <algorithm>
#include <span>
#include <string>

namespace masthead::pipeline {

namespace {

using core::Result;
using Ids = std::vector<std::string>;

constexpr std::chrono::days least_days{14};    // Twice the time in which copies are looked for.
constexpr std::size_t articles_a_chunk = 500;  // One write: others get their turn in between.

std::optional<core::Instant> limit(int days, const config::Desk& desk, core::Instant now) {
    if (days <= 0) return std::nullopt;
    const auto window = std::chrono::hours(2 * desk.story.window_hours);
    return now - std::max<std::chrono::seconds>({std::chrono::days(days), least_days, window});
}

Result<void> in_chunks(const World& world, const Ids& ids, Ids store::ChangeSet::* list) {
    for (std::size_t at = 0; at < ids.size() && !world.stop.stop_requested(); at += articles_a_chunk) {
        const auto chunk = std::span(ids).subspan(at, std::min(articles_a_chunk, ids.size() - at));
        store::ChangeSet changes;
        changes.at = world.clock->now();
        (changes.*list).assign(chunk.begin(), chunk.end());
        if (const auto done = world.store->apply(changes, store::Durability::normal); !done)
            return std::unexpected(done.error());
    }
    return {};
}

}  // namespace

RetentionLimits retention_limits(const config::Desk& desk, core::Instant now) {
    return {limit(desk.keep.text_days, desk, now), limit(desk.keep.days, desk, now)};
}

Result<void> apply_retention(const config::Desk& desk, const World& world, RunReport& report) {
    const auto limits = retention_limits(desk, world.clock->now());
    if (!limits.texts_from && !limits.articles_from) return {};
    StageTimer timer(report, "keep");
    std::size_t gone = 0;
    if (limits.articles_from) {
        const auto ids = world.store->articles_to_purge(*limits.articles_from);
        if (!ids) return std::unexpected(ids.error());
        if (auto done = in_chunks(world, *ids, &store::ChangeSet::purged); !done) return done;
        gone += ids->size();
    }
    if (limits.texts_from) {
        const auto ids = world.store->articles_to_thin(*limits.texts_from);
        if (!ids) return std::unexpected(ids.error());
        if (auto done = in_chunks(world, *ids, &store::ChangeSet::thinned); !done) return done;
        gone += ids->size();
    }
    timer.count(gone, 0);
    return {};
}

}  // namespace masthead::pipeline
