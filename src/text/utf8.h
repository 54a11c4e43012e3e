// UTF-8 as bytes: validity, length, cutting. https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf table 3-7.
#pragma once

#include "core/utf8.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::text {

using core::is_valid_utf8;

// What a text holds.
struct Utf8Survey {
    bool is_valid = false;          // UTF-8. If not, the rest says nothing.
    bool has_return = false;        // U+000D
    bool has_control = false;       // Below U+0020, but tab, newline and return.
    bool has_noncharacter = false;  // U+FFFE or U+FFFF
};
// O(n); a block of ASCII costs a few vector instructions.
[[nodiscard]] Utf8Survey survey_utf8(std::string_view bytes);
// Every maximal invalid sequence becomes one U+FFFD. O(n); valid input is copied once.
[[nodiscard]] std::string repair_utf8(std::string_view bytes);

// Code points of valid UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text);

// Decodes the code point at `offset` of valid UTF-8 and moves `offset` past it.
char32_t next_character(std::string_view text, std::size_t& offset);
void append_character(std::string& out, char32_t character);

// The first `max_characters` code points, cut at the last space before and ended with "…" if anything was left out.
// Scripts without spaces are cut between words (text/words.h), a word longer than that between characters.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t max_characters);

}  // namespace masthead::text
