// A source and what is remembered of it, for people and as JSON.
#pragma once

#include "core/json.h"
#include "model/source.h"

#include <span>
#include <string>
#include <vector>

namespace masthead::app {

struct SourceView {
    model::Source source;
    model::SourceState state;  // Empty for one that was never asked.
};

// The desk's sources in its order, each with its state.
[[nodiscard]] std::vector<SourceView> join_sources(std::span<const model::Source> sources,
                                                   std::span<const model::SourceState> states);

// "ok", "new" (never asked), "failing", "held back" (quarantine) or "gone".
[[nodiscard]] std::string_view health_of(const model::SourceState& state);
// The desk's word, else the feed's own, else the address.
[[nodiscard]] const std::string& title_of(const SourceView& view);

[[nodiscard]] core::Json to_json(const SourceView& view);
[[nodiscard]] std::string source_table(std::span<const SourceView> views);

}  // namespace masthead::app
