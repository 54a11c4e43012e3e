// Longest common subsequence by dynamic programming over suffixes, then one walk from the front.
#include "publish/title_diff.h"

#include "text/utf8.h"

#include <algorithm>

namespace masthead::publish {
namespace {

constexpr std::size_t max_words = 200;  // Bounds the table at 40,000 cells.

struct Word {
    std::string_view text;
    bool has_space_before = false;
};

// Han, kana and hangul: scripts in which a character is the unit that editors change.
bool is_ideographic(char32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF);
}

std::vector<Word> words_of(std::string_view title) {
    std::vector<Word> words;
    bool is_open = false;
    bool has_space = false;
    for (std::size_t at = 0; at < title.size();) {
        const std::size_t begin = at;
        const char32_t c = text::next_character(title, at);
        if (c == ' ') {
            is_open = false;
            has_space = true;
            continue;
        }
        if (is_open && !is_ideographic(c)) {
            words.back().text = std::string_view(words.back().text.data(), words.back().text.size() + (at - begin));
        } else {
            words.push_back({title.substr(begin, at - begin), has_space});
        }
        is_open = !is_ideographic(c);
        has_space = false;
    }
    return words;
}

void add(std::vector<DiffPiece>& pieces, Change change, const Word& word) {
    if (!pieces.empty() && pieces.back().change == change) {
        if (word.has_space_before) pieces.back().text += ' ';
        pieces.back().text += word.text;
    } else {
        pieces.push_back({change, std::string(word.text), word.has_space_before});
    }
}

}  // namespace

std::vector<DiffPiece> diff_titles(std::string_view before, std::string_view after) {
    const auto old_words = words_of(before);
    const auto new_words = words_of(after);
    if (old_words.size() > max_words || new_words.size() > max_words) {
        return {{Change::struck, std::string(before), false}, {Change::added, std::string(after), true}};
    }
    const std::size_t width = new_words.size() + 1;
    std::vector<std::uint16_t> common((old_words.size() + 1) * width, 0);  // Of the suffixes from (i, j).
    for (std::size_t i = old_words.size(); i-- > 0;) {
        for (std::size_t j = new_words.size(); j-- > 0;) {
            const std::size_t cell = i * width + j;
            common[cell] = old_words[i].text == new_words[j].text
                               ? static_cast<std::uint16_t>(common[cell + width + 1] + 1)
                               : std::max(common[cell + width], common[cell + 1]);
        }
    }
    std::vector<DiffPiece> pieces;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old_words.size() || j < new_words.size()) {
        const bool has_both = i < old_words.size() && j < new_words.size();
        if (has_both && old_words[i].text == new_words[j].text) {
            add(pieces, Change::kept, new_words[j]);
            ++i;
            ++j;
        } else if (j == new_words.size() || (has_both && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            add(pieces, Change::struck, old_words[i++]);
        } else {
            add(pieces, Change::added, new_words[j++]);
        }
    }
    return pieces;
}

}  // namespace masthead::publish
