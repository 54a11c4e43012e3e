// Strangers' markup, made fit to be shown: feeds' summaries and contents.
//
// The markup is tokenized as HTML5 says, put into a tree of allowed elements whose nesting every HTML5 parser keeps,
// and written anew; nothing of the input's own syntax reaches the output. So nothing in it can turn into something else
// when a browser parses it again (mutation XSS): no comments, no raw text, no foreign content, no form controls, no
// element whose end a parser would imply, attribute values always in double quotes.
//
//   kept      text and its levels: p, div, h1 to h6, lists, quotes, code, figures, tables, ruby, links, pictures, audio
//             and video (with controls). Sections, articles and the like become div: the page's landmarks are ours.
//   removed   with all they hold: scripts, styles, drawings, formulas, frames, objects, templates, form controls; and
//             pictures of one pixel, which only count readers
//   addresses http and https, in links mailto too; relative ones are resolved against `base_url`, else left out
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::html {

struct SanitizeOptions {
    std::string base_url;                                  // Where the markup came from; empty: unknown.
    std::size_t max_bytes = std::size_t{4} << 20U;         // Of markup that is read; what follows is left out.
    std::size_t max_output_bytes = std::size_t{2} << 20U;  // Fewer than `max_bytes`, or as many as fit.
    std::size_t max_elements = 50'000;
    std::size_t max_depth = 100;  // Chromium flattens what is nested deeper than 512; the page around takes some.
};

// `markup` in any encoding mistake: what is no UTF-8 becomes U+FFFD. Well-formed: every element that is opened is
// closed. For every input sanitize(sanitize(x)) == sanitize(x) under the same options. Never fails; past a budget the
// rest is left out. Cost O(n), a few copies of the input. Pure.
[[nodiscard]] std::string sanitize(std::string_view markup, const SanitizeOptions& options = {});

}  // namespace masthead::html
