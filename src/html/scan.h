// The linear scan before the HTML parser: it keeps every budget, so that the parser only ever sees input it handles in
// linear time, and takes out what no article is made of (scripts, styles, comments, drawings), so that the parser sees
// a fraction of the page.
#pragma once

#include "html/budget.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

struct ScannedMarkup {
    std::string markup;                         // For the parser.
    std::vector<std::string_view> linked_data;  // Contents of JSON-LD scripts; views into the scanned text.
    std::size_t tags = 0;
    bool is_cut = false;     // A budget ended the page early.
    std::string cut_reason;  // One sentence.
};

// `html` is UTF-8. Pages past the budgets are cut where they pass them: a real page keeps what came before. O(n), one
// copy at most.
[[nodiscard]] ScannedMarkup scan(std::string_view html, const MarkupBudget& budget);

}  // namespace masthead::html
