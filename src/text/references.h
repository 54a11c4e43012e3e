// Character references as HTML reads them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::text {

enum class ReferencePlace : std::uint8_t { text, attribute };

// The reference at the front of `text` ("&..."): appends its characters to `out` and returns its length; 0: there is
// none, the ampersand stands for itself. In attributes an old name without ';' before '=', a letter or a digit is none.
// https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
std::size_t read_reference(std::string_view text, ReferencePlace place, std::string& out);

// The same for "&#..." alone, ';' or not.
std::size_t read_numeric_reference(std::string_view text, std::string& out);

}  // namespace masthead::text
