// What changed between two versions of a title, word by word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::publish {

enum class Change : std::uint8_t { kept, struck, added };

struct DiffPiece {
    Change change = Change::kept;
    std::string text;  // One or more words, without spaces at the ends.
    bool has_space_before = false;
};

// The longest common run of words stays, the rest is struck or added; struck before added. Words without spaces (CJK)
// are compared character by character. Titles of more than 200 words are given as wholly struck and wholly added. O(n *
// m) words.
[[nodiscard]] std::vector<DiffPiece> diff_titles(std::string_view before, std::string_view after);

}  // namespace masthead::publish
