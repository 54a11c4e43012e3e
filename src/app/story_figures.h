// Figures of groupings against labels, as JSON and as tables.
#pragma once

#include "core/json.h"
#include "story/evaluation.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace masthead::app {

struct SetFigures {
    std::string name;
    story::LabelScope scope = story::LabelScope::all_pairs;
    story::GroupingFigures figures;
    std::optional<double> seconds;  // What the grouping took.
    std::size_t entered = 0;        // Articles grouped in that time.
    std::size_t missing = 0;        // Labels of articles that the store does not hold.
    // Over other orders of arrival, where asked for.
    std::optional<story::Spread> pair_spread;
    std::optional<story::Spread> b3_spread;
    std::optional<story::GroupingFigures> floor;  // What the baseline makes of the set.
    core::Json::Array errors;                     // Wrong pairs, where asked for.
};

[[nodiscard]] core::Json to_json(const SetFigures& set);

// One set's figures, or those of several by their names; as JSON or as tables.
void print_figures(const std::vector<SetFigures>& sets, bool as_json);

}  // namespace masthead::app
