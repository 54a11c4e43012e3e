// The article as clean HTML: the main text with its structure, and the pictures that stand in it.
//
// Nothing of the page's markup is copied. What is written is made here from a closed list of elements
//
//   p, h2 to h6, ul, ol, li, dl, dt, dd, blockquote, pre, table and its parts, figure, img, figcaption,
//   a, abbr, b, br, cite, code, em, i, q, s, strong, sub, sup
//
// in the nesting that every HTML5 parser keeps; text is escaped, and attributes pass the list of html/allowed.h. So
// html::sanitize finds nothing to change in it, which the tests hold for attacks and for pages as they are.
#pragma once

#include "core/url.h"
#include "page/main_text.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::page {

struct ContentOptions {
    std::size_t max_bytes = std::size_t{1} << 20U;  // Blocks that would pass it are left out.
    int wanted_width = 1200;                        // Pixels: of a picture's sizes the smallest that is so wide.
    int smallest_edge = 64;                         // Pixels: pictures declared smaller are icons.
    std::size_t most_pictures = 200;
    std::size_t most_cells = 5000;       // Of one table; a larger one is written as paragraphs.
    std::uint32_t longest_cell = 600;    // Letters: a table with more in a cell lays out the page.
    std::size_t longest_caption = 1000;  // Bytes.
    double least_share_of_table = 0.5;   // Of its letters must be chosen; then the table is written whole.
    std::size_t most_levels = 24;        // Of structure: what nests deeper is flattened.
};

// The blocks of `main_text`, with the pictures among them; empty if it has none. Addresses are resolved against `base`
// (nullptr: relative ones are left out). No classes, no styles, no scripts, no counting pixels, no empty elements but
// cells that hold their column's place. The same tree with the output's elements gives the output again. Cost O(n) in
// the tree. Pure.
[[nodiscard]] std::string write_content(const Outline& outline, const MainText& main_text, const core::Url* base,
                                        const ContentOptions& options = {});

// The same for a text that stands in no markup: a p for each paragraph.
[[nodiscard]] std::string content_of_text(std::string_view text);

}  // namespace masthead::page
