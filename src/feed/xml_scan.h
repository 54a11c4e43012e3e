// What the reader of clean XML looks for, many bytes at a time: the ends of names, white space and attribute values,
// marks in text, and the five references of XML. All of it is inline, for it is what reading a feed costs.
#pragma once

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace masthead::feed {

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

inline constexpr auto name_characters = [] {
    std::array<bool, 256> in{};
    for (unsigned c = 0; c < 0x80; ++c) {
        const char character = static_cast<char>(c);
        in[c] = core::is_alpha(character) || core::is_digit(character) || c == '_' || c == ':' || c == '-' || c == '.';
    }
    return in;
}();

inline bool is_in(const std::array<bool, 256>& set, char c) {
    return set[static_cast<unsigned char>(c)];
}

inline bool starts_name(char c) {
    return core::is_alpha(c) || c == '_' || c == ':';
}

// The first place at or after `at` with a character that `Test` knows, 16 at a time; the end of the text if there is
// none.
template <typename Test>
std::size_t find_where(std::string_view text, std::size_t at, const Test& test) {
#ifdef __SSE2__
    constexpr std::size_t step = sizeof(__m128i);
    for (; at + step <= text.size(); at += step) {
        __m128i bytes;
        std::memcpy(&bytes, text.data() + at, step);
        const auto hits = static_cast<unsigned>(_mm_movemask_epi8(test.among(bytes)));
        if (hits != 0) return at + static_cast<std::size_t>(std::countr_zero(hits));
    }
#endif
    while (at < text.size() && !test(text[at])) ++at;
    return at;
}

// What ends a name.
struct NameEnd {
    bool operator()(char c) const { return !is_in(name_characters, c); }
#ifdef __SSE2__
    [[nodiscard]] __m128i among(__m128i bytes) const {
        const auto outside = [](__m128i of, char first, char last) {
            const __m128i distance = _mm_sub_epi8(of, _mm_set1_epi8(first));
            const __m128i most = _mm_set1_epi8(static_cast<char>(last - first));
            return _mm_xor_si128(_mm_cmpeq_epi8(_mm_min_epu8(distance, most), distance), _mm_set1_epi8('\xff'));
        };
        const __m128i letters = outside(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
        const __m128i others = outside(bytes, '-', ':');  // Digits, '.', and '/'.
        const __m128i underscores = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_'));
        const __m128i slashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('/'));
        return _mm_or_si128(_mm_andnot_si128(underscores, _mm_and_si128(letters, others)), slashes);
    }
#endif
};

// What ends white space. Other characters below it are not to be met: read_clean_xml refuses control characters.
struct Visible {
    bool operator()(char c) const { return !is_blank(c); }
#ifdef __SSE2__
    [[nodiscard]] __m128i among(__m128i bytes) const {
        const __m128i space = _mm_set1_epi8(' ');
        const __m128i blanks = _mm_cmpeq_epi8(_mm_max_epu8(bytes, space), space);
        return _mm_xor_si128(blanks, _mm_set1_epi8('\xff'));
    }
#endif
};

// What ends the part of an attribute's value that can be taken as it stands: its quote, references, '<', and the white
// space that becomes a space.
struct ValueStop {
    char quote;
    bool operator()(char c) const { return c == quote || c == '&' || c == '<' || (c != ' ' && is_blank(c)); }
#ifdef __SSE2__
    [[nodiscard]] __m128i among(__m128i bytes) const {
        const __m128i below_space = _mm_set1_epi8(' ' - 1);
        const __m128i blanks = _mm_cmpeq_epi8(_mm_max_epu8(bytes, below_space), below_space);
        const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(quote));
        const __m128i ampersands = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&'));
        const __m128i brackets = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('<'));
        return _mm_or_si128(_mm_or_si128(blanks, quotes), _mm_or_si128(ampersands, brackets));
    }
#endif
};

inline constexpr std::size_t block_bytes = 64;

// Where in a block, or the last bytes of a text, '&' and '\r' stand, a bit a byte.
inline std::uint64_t marks_in(std::string_view block) {
    std::uint64_t marks = 0;
#ifdef __SSE2__
    if (block.size() >= block_bytes) {
        const __m128i ampersand = _mm_set1_epi8('&');
        const __m128i carriage_return = _mm_set1_epi8('\r');
        for (std::size_t i = 0; i < block_bytes; i += sizeof ampersand) {
            __m128i bytes;
            std::memcpy(&bytes, block.data() + i, sizeof bytes);
            const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, ampersand), _mm_cmpeq_epi8(bytes, carriage_return));
            marks |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(hits))} << i;
        }
        return marks;
    }
#endif
    for (std::size_t i = 0; i < block.size(); ++i) marks |= std::uint64_t{block[i] == '&' || block[i] == '\r'} << i;
    return marks;
}

// The five references of XML, which are nearly all there are.
struct Predefined {
    std::uint64_t bytes = 0;
    std::uint64_t mask = 0;  // Of the bytes that count.
    std::size_t length = 0;
    char character = 0;
};

// At the place that the sum of the two bytes behind the ampersand gives: a table and one comparison, because which one
// comes next cannot be foretold and a wrong guess of the processor costs more than all the rest.
constexpr std::size_t predefined_place(char first, char second) {
    return static_cast<std::size_t>(first + second) % 16;
}
inline constexpr auto predefined_references = [] {
    std::array<Predefined, 16> table{};
    const auto enter = [&](std::string_view reference, char character) {
        std::array<char, 8> bytes{};
        std::array<char, 8> mask{};
        std::ranges::copy(reference, bytes.begin());
        std::fill_n(mask.begin(), reference.size(), '\xff');
        table.at(predefined_place(reference[1], reference[2])) = {
            std::bit_cast<std::uint64_t>(bytes), std::bit_cast<std::uint64_t>(mask), reference.size(), character};
    };
    for (auto& empty : table) empty.bytes = ~std::uint64_t{0};  // Equal to nothing under its mask.
    enter("&lt;", '<');
    enter("&gt;", '>');
    enter("&amp;", '&');
    enter("&quot;", '"');
    enter("&apos;", '\'');
    return table;
}();

// What stands at the front of a text of 8 bytes or more; null for another reference.
inline const Predefined* predefined(const char* text) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    const Predefined& candidate = predefined_references[predefined_place(text[1], text[2])];
    return (word & candidate.mask) == candidate.bytes ? &candidate : nullptr;
}

}  // namespace masthead::feed
