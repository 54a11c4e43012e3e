// How common a word is in news at large: what a desk that has read nothing yet knows about words.
#pragma once

#include <optional>
#include <string_view>

namespace masthead::story {

struct BackgroundWord {
    float idf = 0;         // -ln of the share of documents that hold the word.
    bool is_name = false;  // Nearly always written with a capital.
};

// What is assumed of a word that the table does not hold.
inline constexpr float unknown_idf = 8.5F;

// A stem as text::stems writes it for English; nothing where it is rare. Other languages have no table yet. O(log n).
[[nodiscard]] std::optional<BackgroundWord> background_word(std::string_view stem);

}  // namespace masthead::story
