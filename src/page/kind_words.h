// The words by which pages that are no articles are known, in the languages of many news sites. Lower case.
#pragma once

#include <string_view>

namespace masthead::page {

// Each gives the phrase that stands in `text` (any case of ASCII letters), or nothing.
[[nodiscard]] std::string_view words_of_error(std::string_view text);  // "page not found"
// A title that is nothing but a status, with a site's name at most: "404", "Just a moment...".
[[nodiscard]] std::string_view words_of_bare_status(std::string_view text);
[[nodiscard]] std::string_view words_of_check(std::string_view text);     // "are you a robot"
[[nodiscard]] std::string_view words_of_login(std::string_view text);     // "sign in"
[[nodiscard]] std::string_view words_of_search(std::string_view text);    // "search results"
[[nodiscard]] std::string_view words_of_consent(std::string_view text);   // "your privacy", in titles and headings
[[nodiscard]] std::string_view words_of_tracking(std::string_view text);  // "cookies", in paragraphs
[[nodiscard]] std::string_view words_of_script(std::string_view text);    // "enable javascript"

}  // namespace masthead::page
