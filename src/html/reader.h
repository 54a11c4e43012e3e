// Markup to our tree. The parser behind it can be replaced without anybody noticing.
#pragma once

#include "html/budget.h"
#include "html/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

struct ReadMarkup {
    Tree tree;
    std::vector<std::string_view> linked_data;  // Contents of JSON-LD scripts; views into the markup.
    bool is_cut = false;                        // A budget ended the page early.
    std::string cut_reason;                     // One sentence.
};

// `markup` is UTF-8. The tree is the one that a browser without scripts makes
// (https://html.spec.whatwg.org/multipage/parsing.html), less what no article is made of: comments, scripts, styles,
// drawings, formulas, templates. A page past the budgets is cut where it passes them: what came before stays. Never
// fails. Cost O(n) for any input; what is read is copied once. Pure.
[[nodiscard]] ReadMarkup read_html(std::string_view markup, const MarkupBudget& budget);

}  // namespace masthead::html
