// Lines that speak of the site rather than tell the story, known by their words in some twenty languages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::page {

// Lower case in full Unicode: what the functions below want. O(n).
[[nodiscard]] std::string for_phrases(std::string_view text);

// "Read more: ...", "Published on 3 May": lines that lead away from the article or date it. For short lines only.
[[nodiscard]] bool is_signpost(std::string_view lower);
// "Subscribe to our newsletter", "this page uses cookies", "we earn a commission". For short blocks only.
[[nodiscard]] bool is_appeal(std::string_view lower);
// A photographer is credited somewhere in it. For short blocks only.
[[nodiscard]] bool has_credit(std::string_view lower);
// What a whole heading leads to: nothing known, a list of other articles ("Related articles", "Most read"), or words
// about the author, the company or the comments.
enum class OtherSection : std::uint8_t { none, list, about };
[[nodiscard]] OtherSection other_section(std::string_view lower);

}  // namespace masthead::page
