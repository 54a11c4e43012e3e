// Are two documents one? What two fingerprints say of each other.
#pragma once

#include "dedupe/fingerprint.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace masthead::dedupe {

struct ComparisonOptions {
    double min_resemblance = 0.75;     // Jaccard of shingles of long documents.
    double min_containment = 0.85;     // Share of the shorter text's shingles that a longer one holds: a cut tail ...
    double min_cut_resemblance = 0.3;  // ... but no less alike than this, below which 64 values estimate too coarsely.
    double min_opening = 0.6;          // Share of the opening's words that both have in the same order. With it ...
    double min_opening_containment = 0.6;  // ... so much of the shorter text is enough.
    // Of short documents: the share of words in common, mean of in order and any order. One word in four may be another
    // one. Further down, headlines that stand alike were mostly written twice (docs/duplicates.md).
    double min_short = 0.74;
};

// Why two documents are one.
enum class Ground : std::uint8_t {
    same_words,  // Word for word.
    text,        // Two long texts are alike all through.
    part,        // One long text holds the other.
    short_text,  // Two titles, with what text they have.
};

struct Comparison {
    double resemblance = 0;  // 0..1: of all words or shingles of both, so many are shared.
    Ground ground = Ground::text;
    double containment = 0;  // 0..1: share of the shorter text's shingles that the other holds.
};

// Words that were met in lower case, and so are no names though a title may write all its words with capitals. A set of
// 2^22 bits; about one word in 200 is taken for known that is not. 512 KiB.
class KnownWords {
  public:
    void learn(const Fingerprint& print);
    [[nodiscard]] bool is_known(std::uint32_t code) const;

  private:
    std::vector<std::uint64_t> bits_;  // Empty until the first word.
};

// Nothing where they are two. Two short documents that name different numbers, days or names are two, however alike
// the rest is; a short and a long document are never one. Cost: about 50 ns for long documents, 100 ns for two titles.
[[nodiscard]] std::optional<Comparison> compare(const Fingerprint& left, const Fingerprint& right,
                                                const KnownWords& known, const ComparisonOptions& options = {});

// Estimated Jaccard resemblance of two long texts, 0..1; 1 if the words of any two documents are the same. Standard
// error about .06 with 64 values.
[[nodiscard]] double resemblance(const Fingerprint& left, const Fingerprint& right);
// Estimated share of the shorter text's shingles that the other holds, 0..1.
[[nodiscard]] double containment(const Fingerprint& left, const Fingerprint& right);

}  // namespace masthead::dedupe
