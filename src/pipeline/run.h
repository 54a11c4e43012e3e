#pragma once

#include "core/result.h"
#include "model/feed_item.h"
#include "pipeline/world.h"

#include <optional>
#include <string>
#include <vector>

namespace masthead::pipeline {

// Reads every source of the desk once (those that are due, or all), then groups and scores. Bad sources are reported,
// never fatal. Errors: only the store's own (io, corrupt).
[[nodiscard]] core::Result<RunReport> run_once(const config::Desk& desk, const World& world, Schedule schedule);

// One document brought in from outside a feed. A page that came with it is not fetched again.
struct Incoming {
    model::FeedItem item;
    model::Source source;
    std::optional<fetch::Fresh> page;
};

// The same way from the address on, for documents from files.
[[nodiscard]] core::Result<RunReport> ingest(const config::Desk& desk, const World& world,
                                             std::vector<Incoming> incoming);

// Groups what has no story yet and scores again, without reading anything.
[[nodiscard]] core::Result<RunReport> rescore(const config::Desk& desk, const World& world);

}  // namespace masthead::pipeline
