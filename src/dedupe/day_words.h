// Words of titles that mean more than other words: weekdays and months, and the marks that desks put before a title.
#pragma once

#include <string_view>

namespace masthead::dedupe {

// A word as text::fold writes it, in English, German, French or Spanish. "may", "march" and
// abbreviations mean a day only with a capital. O(log n).
[[nodiscard]] bool is_day_word(std::string_view folded, bool is_capitalised);

// In capitals, as wires and desks write it before a title: "UPDATE 2-", "CORRECTED". O(log n).
[[nodiscard]] bool is_title_mark(std::string_view word);

}  // namespace masthead::dedupe
