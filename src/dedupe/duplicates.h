// Is it the same document? Near-duplicate text by word shingles: syndication, wire copies, light edits.
#pragma once

#include "core/time.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::dedupe {

// MinHash sketch of a text's 3-word shingles (of its title where there is no text) plus what decides near ties.
struct Fingerprint {
    std::vector<std::uint32_t> sketch;  // options.sketch_size values; empty: nothing to compare.
    std::uint64_t exact = 0;  // Hash of the folded words (of title and text where the text is short); 0: too few words.
    std::uint32_t words = 0;  // Of the text.
    std::uint32_t shingles = 0;  // Distinct ones.
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

struct DuplicateOptions {
    std::size_t sketch_size = 64;
    double min_resemblance = 0.75;  // Jaccard of shingles for texts.
    double min_containment =
        0.85;  // Share of the shorter text's shingles that a longer one holds: a copy with its tail cut ...
    double min_cut_resemblance = 0.3;   // ... but no less alike than this, below which 64 values estimate too coarsely.
    std::uint32_t min_words = 40;       // Shorter texts must match exactly (title and text).
    std::uint32_t min_exact_words = 5;  // With fewer words in title and text nothing is a copy.
    std::chrono::hours window{24 * 7};  // Copies are looked for this far back and ahead.
    std::chrono::hours short_window{48};  // The same for short texts: titles recur from week to week.
};

[[nodiscard]] Fingerprint fingerprint(std::string_view title, std::string_view text,
                                      const DuplicateOptions& options = {});

// Estimated Jaccard resemblance of two texts, 0..1; 1 if their words are the same. Standard error about .06 with 64
// values.
[[nodiscard]] double resemblance(const Fingerprint& left, const Fingerprint& right);
// Estimated share of the shorter text's shingles that the other holds, 0..1.
[[nodiscard]] double containment(const Fingerprint& left, const Fingerprint& right);

// Do two titles share at least half the words of the shorter one? Case and diacritics do not count; without words: only
// if equal.
[[nodiscard]] bool titles_alike(std::string_view left, std::string_view right);

struct DuplicateMatch {
    std::string article_id;
    double resemblance = 0;  // 0..1
};

// The fingerprints of the window, found by banded sketches. Not thread-safe for writers.
class DuplicateIndex {
  public:
    explicit DuplicateIndex(const DuplicateOptions& options = {});
    DuplicateIndex(const DuplicateIndex&) = delete;
    DuplicateIndex& operator=(const DuplicateIndex&) = delete;
    DuplicateIndex(DuplicateIndex&&) noexcept;
    DuplicateIndex& operator=(DuplicateIndex&&) noexcept;
    ~DuplicateIndex();

    // The best match at or over the limit within the window around `published`; ties to the earliest, then the smaller
    // id.
    [[nodiscard]] std::optional<DuplicateMatch> find(const Fingerprint& print, core::Instant published) const;
    void add(std::string article_id, Fingerprint print, core::Instant published);
    // Forgets what is older than `before`.
    void expire(core::Instant before);
    [[nodiscard]] std::size_t size() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace masthead::dedupe
