// Which blocks of a page are furniture: navigation, teasers of other articles, comments, captions, consent boxes.
//
// Elements are judged by their kind and their names, from the outside in, in two rounds: first what is furniture by
// its element, comments and consent boxes; then what only a name says. Names lie (a layout with room for a sidebar is
// called after it), so an element that holds most of what is left is kept whatever it is called, and where a round
// leaves next to nothing of the page, the names are believed less.
#pragma once

#include "page/main_text.h"

#include <span>
#include <vector>

namespace masthead::page {

// For each block 1 if it is furniture. `values` are the blocks' worth as text (letters). O(nodes + blocks).
[[nodiscard]] std::vector<char> find_furniture(const Outline& outline, std::span<const double> values,
                                               const MainTextOptions& options);

}  // namespace masthead::page
