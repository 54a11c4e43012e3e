// Markup to our tree. The parser behind it can be replaced without anybody noticing.
#pragma once

#include "page/page.h"
#include "page/tree.h"

#include <string_view>

namespace masthead::page {

struct ReadPage {
    Tree tree;
    bool is_cut = false;  // Nested deeper than the budget: the rest was not read.
};

// `markup` as `scan` gives it: UTF-8 inside the budgets. Never fails; odd markup is repaired as the parser sees fit.
// Pure.
[[nodiscard]] ReadPage read_html(std::string_view markup, const PageOptions& options);

}  // namespace masthead::page
