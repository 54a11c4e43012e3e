// What of an article is kept to know its copies by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace masthead::dedupe {

// A long document has a text of its own; of a short one, a headline with at most a sentence or two, the title counts.
struct Fingerprint {
    std::vector<std::uint32_t> sketch;   // Of a long document: the smallest shingle of each bin; empty: a short one.
    std::vector<std::uint32_t> opening;  // The first words, as `word_code` writes them.
    std::uint64_t exact = 0;             // Hash of all words, with the title's of a short document; 0: too few words.
    std::uint32_t words = 0;             // Of the text.
    std::uint32_t shingles = 0;          // Distinct ones.
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// What a word may be, as far as its letters and those around it tell.
enum class WordKind : std::uint8_t {
    plain,    // In lower case.
    number,   // Begins with a digit.
    day,      // A weekday or a month.
    name,     // With a capital inside a title that is in lower case.
    capital,  // With a capital where all words have one, or at the beginning: a name or not.
    unknown,
};

struct FingerprintOptions {
    std::size_t sketch_size = 64;       // Bins, and so 4-byte values kept.
    std::size_t opening_words = 64;     // At most 64: a word of the opening is a bit.
    std::uint32_t min_words = 40;       // Of a text that makes a long document.
    std::uint32_t min_exact_words = 5;  // A short document with fewer words is a copy of nothing: "Morning briefing".
};

[[nodiscard]] Fingerprint fingerprint(std::string_view title, std::string_view text,
                                      const FingerprintOptions& options = {});

// A word of an opening: 29 bits of its hash, 3 of its kind.
inline constexpr std::uint32_t word_kind_bits = 3;
[[nodiscard]] constexpr std::uint32_t word_code(std::uint64_t hash, WordKind kind) {
    return static_cast<std::uint32_t>(hash >> 35U) << word_kind_bits | static_cast<std::uint32_t>(kind);
}
[[nodiscard]] constexpr std::uint32_t word_of(std::uint32_t code) {
    return code >> word_kind_bits;
}
[[nodiscard]] constexpr WordKind kind_of(std::uint32_t code) {
    return static_cast<WordKind>(code & ((1U << word_kind_bits) - 1));
}

// Several hashes as one; the order counts.
[[nodiscard]] std::uint64_t combined(std::uint64_t left, std::uint64_t right);

}  // namespace masthead::dedupe
