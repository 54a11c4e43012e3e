// The half of SourceReader that reads what hubs delivered.
#include "pipeline/sources.h"
#include "pipeline/stage.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

using core::Instant;
using core::Result;

Result<void> SourceReader::read_deliveries(std::vector<model::Delivery> deliveries) {
    StageTimer timer(report_, "deliveries");
    const std::size_t before = candidates.size();
    std::map<std::string, Instant, std::less<>>
        last;  // Of a source: a later version of an item comes at a later instant.
    for (auto& delivery : deliveries) {
        changes.read_deliveries.push_back(delivery.number);
        const auto source = std::ranges::find(desk_.sources, delivery.source_url, &model::Source::url);
        if (source == desk_.sources.end()) {
            world_.log->info("delivery dropped, its source is not followed", {{"url", delivery.source_url}});
            continue;
        }
        const auto [previous, is_first] = last.try_emplace(delivery.source_url, delivery.at);
        if (!is_first) previous->second = std::max(delivery.at, previous->second + std::chrono::seconds(1));
        read_delivery(*source, {.url = delivery.source_url,
                                .body = std::move(delivery.body),
                                .content_type = std::move(delivery.content_type),
                                .at = previous->second});
    }
    timer.count(deliveries.size(), candidates.size() - before);
    return store_problem_;
}

void SourceReader::read_delivery(const model::Source& source, const fetch::Fresh& delivered) {
    model::SourceState& state = states_[source.url];
    state.url = source.url;
    auto document = read_document(source, delivered);
    if (!document) {
        const std::string reason =
            fmt::format("its hub delivered what could not be read: {}", document.error().message);
        world_.log->warning("delivery dropped", {{"url", source.url}, {"reason", document.error().message}});
        return note(source, "websub", model::Verdict::failed, reason);
    }
    Visiting visiting{source, state, source.url, false, {}, {}, {}};
    auto& feed = document->feed;
    if (is_believed(visiting, feed)) {
        add_candidates(visiting, std::move(feed), delivered.at);
    } else {
        hold(source, delivered);
    }
    if (visiting.visit.end == fetch::PollEnd::news) state.last_new_at = now_;
    changes.sources.push_back(state);
}

}  // namespace masthead::pipeline
