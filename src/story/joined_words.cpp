#include "story/joined_words.h"

#include "text/script.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::story {

namespace {

using text::Token;

enum class Piece : std::uint8_t { other, katakana, single_han };

struct Measured {
    Piece piece = Piece::other;
    std::size_t characters = 0;
};

bool is_katakana(char32_t character) {
    return (character >= 0x30a1 && character <= 0x30fa) || character == 0x30fc;
}

// Single characters that are words of their own between two names.
bool is_han_function_word(char32_t character) {
    constexpr std::u32string_view words =
        U"的了在是和与及也有将被对从向到为以等中上下不后前内外这那其他她它们我而但或因由于已就都又还个年月日时名位次称"
        U"说"
        U"與對從為於這個並將們沒号號市省县區区人円元";
    return words.find(character) != std::u32string_view::npos;
}

Measured measure(std::string_view surface) {
    Measured out;
    char32_t first = 0;
    bool is_all_katakana = true;
    for (std::size_t at = 0; at < surface.size(); ++out.characters) {
        const auto character = text::next_character(surface, at);
        if (out.characters == 0) first = character;
        is_all_katakana = is_all_katakana && is_katakana(character);
    }
    if (is_all_katakana) {
        out.piece = Piece::katakana;
    } else if (out.characters == 1 && text::script_of(first) == text::Script::han && !is_han_function_word(first)) {
        out.piece = Piece::single_han;
    }
    return out;
}

bool may_be_unspaced(std::string_view surface) {
    return static_cast<unsigned char>(surface.front()) >= 0xe3;  // U+3000 and what comes after.
}

// The end of the run of such pieces that begins at `begin`, without gaps, and whether its pieces belong together.
std::size_t run_end(const std::vector<Token>& tokens, std::size_t begin, Piece piece, bool& is_name) {
    constexpr std::size_t least_known = 3;  // Characters of a katakana word that a dictionary may know.
    std::size_t end = begin;
    bool has_short = false;
    while (end < tokens.size()) {
        const auto& token = tokens[end];
        const bool adjoins = end == begin || tokens[end - 1].offset + tokens[end - 1].surface.size() == token.offset;
        if (!adjoins || !may_be_unspaced(token.surface)) break;
        const auto measured = measure(token.surface);
        if (measured.piece != piece) break;
        has_short = has_short || measured.characters < least_known;
        ++end;
    }
    is_name = end - begin > 1 && has_short;
    return end;
}

}  // namespace

std::vector<Token> with_names_joined(std::vector<Token> tokens) {
    if (std::ranges::none_of(tokens, [](const Token& token) { return may_be_unspaced(token.surface); })) return tokens;
    std::vector<Token> out;
    out.reserve(tokens.size());
    for (std::size_t at = 0; at < tokens.size();) {
        const auto piece = may_be_unspaced(tokens[at].surface) ? measure(tokens[at].surface).piece : Piece::other;
        bool is_name = false;
        const auto end = piece == Piece::other ? at + 1 : run_end(tokens, at, piece, is_name);
        if (is_name) {
            const auto& last = tokens[end - 1];
            const auto* begin = tokens[at].surface.data();
            const auto size = last.offset + last.surface.size() - tokens[at].offset;
            out.push_back({std::string_view(begin, size), tokens[at].offset, false, false});
        } else {
            out.insert(out.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                       tokens.begin() + static_cast<std::ptrdiff_t>(end));
        }
        at = end;
    }
    return out;
}

bool has_capitals(std::string_view word) {
    std::size_t at = 0;
    const auto first = word.empty() ? U'a' : text::next_character(word, at);
    if (first < 0x80) return true;
    switch (text::script_of(first)) {
        case text::Script::latin:
        case text::Script::cyrillic:
        case text::Script::greek:
        case text::Script::armenian:
        case text::Script::other:
            return true;
        default:
            return false;
    }
}

}  // namespace masthead::story
