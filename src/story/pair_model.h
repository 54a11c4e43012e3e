// How likely two articles tell of one event: two logistic regressions, each a small readable table (shipped.model).
// The first looks at the pair alone; the second at what the first said, and at whether the neighbours of both agree.
#pragma once

#include "story/pair_features.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace masthead::story {

// What the neighbours say about a pair, from the first model's probabilities p.
enum class SupportFeature : std::uint8_t {
    bias,
    first,             // Log-odds of the first model.
    agreement,         // Sum over other articles c of min(p(a,c), p(b,c)), over the sum of max(p(a,c), p(b,c)).
    common,            // The best min(p(a,c), p(b,c)).
    alone,             // Neither side has another likely partner ...
    first_alone,       // ... and so only the first model's log-odds speak.
    text_cosine,       // Of the words of the whole texts, as far as they are read ...
    text_containment,  // ... and the share of the lighter one's weight that the other holds ...
    text_names,        // ... and of its names.
    text_rival_lower,  // The text cosine over the best one with another likely partner of either side, at most .5
    text_rival_upper,  // either way: the smaller and the larger of the two.
    text_density,      // Mean of the five best text cosines with other likely partners of both sides.
    rival_lower,  // The log-odds of the pair over those of the best other partner of either side, at most 4 either way:
    rival_upper,  // the smaller and the larger of the two.
    count,
};
inline constexpr std::size_t support_count = static_cast<std::size_t>(SupportFeature::count);
using SupportFeatures = std::array<float, support_count>;

[[nodiscard]] std::string_view name_of(SupportFeature feature);

// Weights for bare headlines and for texts with a lead; a pair uses the blend by its body_share.
template <typename Values>
struct Weights {
    Values headline{};
    Values body{};

    [[nodiscard]] float log_odds(const Values& features, float body_share) const {
        float sum = 0;
        for (std::size_t i = 0; i < features.size(); ++i) sum += weight(i, body_share) * features[i];
        return sum;
    }
    [[nodiscard]] float weight(std::size_t i, float body_share) const {
        return headline[i] + body_share * (body[i] - headline[i]);
    }
};

// One question of a tree: an answer above the threshold leads to left + 1, any other to left.
struct TreeNode {
    std::uint8_t question = 0;
    std::uint16_t left = 0;  // 0: a leaf.
    float threshold = 0;
    float value = 0;  // What the tree adds to the log-odds if it ends here.
};
using CorrectionTree = std::vector<TreeNode>;  // The root first.
using CorrectionTrees = std::vector<CorrectionTree>;

struct PairModel {
    Weights<Features> pair;
    Weights<SupportFeatures> support;
    CorrectionTrees trees;  // Added to the second look (correction_trees.h).
};

// Texts without capitals (CJK, Arabic, what a source has lowered) show no names, so that the other features must say
// more: they are judged by a model of their own.
struct StoryModel {
    PairModel cased;
    PairModel caseless;  // Of a pair with one such text at least.

    [[nodiscard]] const PairModel& of(bool is_cased) const { return is_cased ? cased : caseless; }
};

// The model that ships, and the file it is read from (model_file.h).
[[nodiscard]] const StoryModel& shipped_model();
[[nodiscard]] std::string_view shipped_model_file();

[[nodiscard]] float probability(float log_odds);
// The inverse, finite at 0 and 1.
[[nodiscard]] float log_odds(float probability);

}  // namespace masthead::story
