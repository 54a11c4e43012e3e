// Words and places of other scripts and languages: what is written the same once it is written in Latin letters, and
// what places are called elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace masthead::text {

// In small Latin letters of ASCII, whatever the script ("Макрон" -> "makron", "トランプ" -> "toranpu"); what ICU cannot
// write so is left out. Some 10 microseconds a word of another script.
[[nodiscard]] std::string romanized(std::string_view word);

struct PlaceName {
    std::string name;  // As the language writes it.
    std::string code;  // The same in all languages: "IT" of a country, "Europe/Rome" of a city.
};

// The countries of ISO 3166 and the 400 cities that name time zones, by the Unicode CLDR; empty for a language that it
// does not know. Some milliseconds.
[[nodiscard]] std::vector<PlaceName> place_names(std::string_view language);

}  // namespace masthead::text
