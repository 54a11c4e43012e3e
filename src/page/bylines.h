// Names out of lines that people sign with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

// The names in a byline: "By Ann Example and Bo Sample (Reuters), Staff Writers" gives two. What names a job, a date,
// an e-mail address or a thing to press is left out. O(n).
[[nodiscard]] std::vector<std::string> names_of_byline(std::string_view byline);

// Where the names begin in a line like "25.04.24 | 14:07 | By Ann Example": after a word that introduces them, at the
// line's beginning or after a mark. npos: nowhere.
[[nodiscard]] std::size_t find_byline(std::string_view line);

// Agencies, newsrooms, desks: what is no person.
[[nodiscard]] bool is_organization(std::string_view name);

// Two words or more, each with a capital letter but the particles of names; scripts without capitals pass.
[[nodiscard]] bool is_full_name(std::string_view name);

// Takes out of `names` agencies that stand there twice, under their name and its abbreviation.
void drop_repeated_agencies(std::vector<std::string>& names);

}  // namespace masthead::page
