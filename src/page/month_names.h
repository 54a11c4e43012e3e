// The names of months in running text.
#pragma once

#include <string_view>

namespace masthead::page {

// 1 to 12, or 0 if `word` (UTF-8, any case) names no month of the Gregorian calendar in the languages we know. O(1).
[[nodiscard]] unsigned month_of_name(std::string_view word);

}  // namespace masthead::page
