// The words that people write beside dates: which say that the date is the publication's, which that it is a change's,
// which that it is neither.
#pragma once

#include <string_view>

namespace masthead::page {

constexpr std::size_t no_word = std::string_view::npos;

// Where such a word stands in `text`, or `no_word`. Any case of ASCII letters. O(n) times the number of words.
[[nodiscard]] std::size_t find_published_word(std::string_view text);
[[nodiscard]] std::size_t find_modified_word(std::string_view text);
// "Copyright 2019", "member since 2012": a date, but not of the page.
[[nodiscard]] bool says_something_else(std::string_view text);

}  // namespace masthead::page
