// Markup to our tree. The parser behind it can be replaced without anybody noticing.
#pragma once

#include "html/budget.h"
#include "html/tree.h"

#include <string_view>

namespace masthead::html {

struct ReadMarkup {
    Tree tree;
    bool is_cut = false;  // Nested deeper than the budget: the rest was not read.
};

// `markup` as `scan` gives it: UTF-8 inside the budgets. Never fails; odd markup is repaired as the parser sees fit.
// Pure.
[[nodiscard]] ReadMarkup read_html(std::string_view markup, const MarkupBudget& budget);

}  // namespace masthead::html
