// Documents from outside of feeds, on the same way as a feed's items from their address on.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "fetch/http_client.h"
#include "model/feed_item.h"
#include "model/source.h"
#include "pipeline/world.h"

#include <functional>
#include <optional>

namespace masthead::pipeline {

// One document. A page that came with it is not fetched again.
struct Incoming {
    model::FeedItem item;
    model::Source source;
    std::optional<fetch::Fresh> page;
};

// Takes one document; false: no more are wanted.
using IncomingSink = std::function<bool(Incoming)>;
// Hands over all documents there are, one after another.
using IncomingSource = std::function<void(const IncomingSink&)>;

// Reads pages by several threads while documents still come in and earlier ones are stored; at most two chunks of
// `desk.fetch.pages_at_once` are in memory. What is stored depends on the documents and their order alone. Errors: only
// the store's own (io, corrupt).
[[nodiscard]] core::Result<RunReport> ingest(const config::Desk& desk, const World& world, const IncomingSource& give);

}  // namespace masthead::pipeline
