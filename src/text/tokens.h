// Words: what matching, fingerprints and stories compare.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::text {

struct Token {
    std::string_view surface;  // Views into the text that was given.
    std::size_t offset = 0;    // Byte offset of the surface.
    bool is_number = false;    // Begins with a digit.
    bool is_capitalised = false;
};

// Runs of letters, marks and digits, with inner apostrophes, soft hyphens and joiners and (between digits) points and
// commas. Scripts written without spaces are cut by dictionary (text/words.h). O(n).
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

// Case-folded, diacritics removed, stemmed by Snowball where `language` has a stemmer ("en", "de", "fr", "es", ...),
// else only folded. A word list is made once for a text: `stems(tokens, language)[i]` belongs to token i.
[[nodiscard]] std::vector<std::string> stems(const std::vector<Token>& tokens, std::string_view language);

// A frequent function word of `language` (folded form; stop_words.cpp). Languages without a list: never.
[[nodiscard]] bool is_stop_word(std::string_view folded, std::string_view language);

}  // namespace masthead::text
