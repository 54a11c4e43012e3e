// Names that the dictionaries of scripts without spaces do not know, put together again.
#pragma once

#include "text/tokens.h"

#include <string_view>
#include <vector>

namespace masthead::story {

// ICU's dictionaries cut an unknown foreign name into pieces: "マル|テン", "马|滕". A run of katakana with a piece of
// fewer than three characters becomes one word, and so do adjacent single Han characters that are no function words.
// Nothing else changes. O(tokens).
[[nodiscard]] std::vector<text::Token> with_names_joined(std::vector<text::Token> tokens);

// Is the word written in a script that has capitals (its first letter decides)?
[[nodiscard]] bool has_capitals(std::string_view word);

}  // namespace masthead::story
