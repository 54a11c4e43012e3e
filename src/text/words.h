// Words of scripts that are written without spaces between them: Chinese, Japanese, Thai, Lao, Khmer and Burmese, cut
// by ICU's dictionaries (https://unicode-org.github.io/icu/userguide/boundaryanalysis/). Korean has its spaces.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace masthead::text {

// Is the character a letter, mark or number sign of such a script? A comparison for most of the world's text.
[[nodiscard]] bool is_unspaced(char32_t character);

// Where the words of `run` end, in bytes, the last at its size; `run` holds only unspaced characters. Without a
// dictionary the run is one word. Cost: a dictionary look-up a character, about 15 MB a second.
[[nodiscard]] std::vector<std::size_t> word_ends(std::string_view run);

// The last place at or before `offset` (between two characters of valid UTF-8) where `text` can be cut without cutting
// a word of such a script; `offset` itself where it lies in none. Looks at the run around it, 64 characters each way.
[[nodiscard]] std::size_t word_boundary_before(std::string_view text, std::size_t offset);

}  // namespace masthead::text
