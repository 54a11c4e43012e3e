// What two articles have in common, as a handful of numbers.
#pragma once

#include "story/document.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::story {

// The order is the order of the weights in pair_model.cpp.
enum class Feature : std::uint8_t {
    bias,
    doc_cosine,       // Of the weighted words of title, slug and lead.
    doc_cosine_root,  // Its square root: the first shared words say more than the next.
    doc_cosine_high,  // What the cosine has over .4: near-copies.
    title_cosine,
    title_containment,  // Share of the smaller title's weight that the other title holds.
    doc_containment,
    name_overlap,   // Share of the smaller set of names (by weight) that the other holds.
    name_conflict,  // Both have names and share none.
    number_overlap,
    number_conflict,
    rarest_shared,  // Weight of the rarest shared word, and of the next.
    second_shared,
    shorter_length,  // ln of the number of distinct words of the shorter document.
    length_ratio,
    gap,        // ln(1 + days between the two).
    other_day,  // More than 12 hours apart.
    // From here on what depends on the surroundings.
    relative_lower,  // Cosine over the best cosine that either side has with anything: the smaller and the larger of
                     // the two.
    relative_upper,
    density,  // Mean of the five best cosines of both sides: what is normal around here.
    count,
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);
using Features = std::array<float, feature_count>;

[[nodiscard]] std::string_view name_of(Feature feature);

// The best cosines of a document with others, descending; the surroundings that make a cosine high or low.
struct Surroundings {
    std::array<float, 5> best{};
    bool take(float cosine);  // True if it is one of the best.
    [[nodiscard]] float mean() const;
};

// Cosine of the weighted words, 0..1. O(terms).
[[nodiscard]] float doc_cosine(const Document& left, const Document& right, const Vocabulary& vocabulary);

// What two whole texts share; all 0 where either has none. O(terms).
struct TextOverlap {
    float cosine = 0;
    float containment = 0;  // Share of the lighter one's weight that the other holds.
    float names = 0;        // Share of the smaller set of names, by weight, that the other holds.
};
[[nodiscard]] TextOverlap text_overlap(const Document& left, const Document& right, const Vocabulary& vocabulary);

// Cosine of their vectors; nothing where one has none or they are of different lengths. The same on every machine.
[[nodiscard]] std::optional<float> vector_cosine(const Document& left, const Document& right);
// What it adds to the log-odds.
[[nodiscard]] float vector_points(const Document& left, const Document& right, const VectorOptions& options);

// All but the three features that depend on the surroundings.
[[nodiscard]] Features still_features(const Document& left, const Document& right, const Vocabulary& vocabulary);
void set_surroundings(Features& features, const Surroundings& left, const Surroundings& right);

// How far a pair is from bare headlines (0) to texts with a lead (1), by the shorter side: the model blends two columns
// by it.
[[nodiscard]] float body_share(const Document& left, const Document& right);

// The shared words by weight, the telling ones first; at most `limit`.
[[nodiscard]] std::vector<std::string> shared_words(const Document& left, const Document& right,
                                                    const Vocabulary& vocabulary, std::size_t limit);

}  // namespace masthead::story
