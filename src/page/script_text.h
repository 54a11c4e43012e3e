// The article's text where it stands in a page's scripts only: the data that a script would make the page of. Sites
// give it many names and shapes, so nothing is known of any of them: what is looked for is the longest run of prose
// among the strings of the data, one after the other at the same place of objects that are alike.
//
//   {"article": {"headline": "...", "elements": [{"type": "text", "content": "..."}, ...]}}
//   one run: "article.elements[].content"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::page {

struct ScriptTextOptions {
    std::size_t max_script_bytes = std::size_t{4} << 20U;  // Of all scripts together; what follows is not looked at.
    std::size_t max_data_bytes = std::size_t{3} << 20U;    // Read as data, what is tried in vain and again included.
    std::size_t least_data_bytes = 400;                    // Shorter data holds no article.
    std::size_t most_pairs = std::size_t{1} << 18U;        // Of brackets or quotes, in a script.
    std::size_t most_members = 200000;  // Of one value, counted by commas: long lists of numbers cost memory only.
    std::size_t most_strings = 50000;
    std::size_t most_places = 4000;
    std::size_t least_first_bytes = 4;   // Of the string that a run begins with.
    std::size_t least_prose_bytes = 80;  // Of a string; a shorter one is part of a run, but makes none.
    std::size_t least_text_bytes = 400;  // Of prose in a run.
};

struct ScriptText {
    std::string markup;      // A p for each string that is not markup itself; empty: nothing was found.
    std::string where;       // "article.elements[].content, 12 strings".
    std::size_t bytes = 0;   // Of prose.
    bool has_title = false;  // Its object has the page's title.
};

// `page` is the whole page as UTF-8. JSON-LD is not looked at: linked_data.h reads that. What readers would not see as
// the article is passed over by the names it stands under (comments, consent, related articles). Cost O(n) in the
// scripts, bounded by the options. Pure, for any bytes.
[[nodiscard]] ScriptText find_script_text(std::string_view page, std::string_view title,
                                          const ScriptTextOptions& options = {});

}  // namespace masthead::page
