// Dates of publication in the data that scripts carry ("publishedAt":"2018-09-21T12:00:00Z"): for pages that draw
// themselves in the browser and say nothing in their markup.
#pragma once

#include <string_view>

namespace masthead::page {

// The value of the first such member of a page, the most telling names first, or empty. Quotes may be written as
// references or with backslashes, as in attributes and in strings of scripts. O(n) times the number of names.
[[nodiscard]] std::string_view find_script_date(std::string_view page);

}  // namespace masthead::page
