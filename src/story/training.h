// Learning the two tables of pair_model.cpp from labelled articles. Everything is deterministic: the same sets give the
// same weights.
#pragma once

#include "story/evaluation.h"
#include "story/pair_model.h"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace masthead::story {

// A scored pair of a labelled set, as the engine saw it when the later article had come.
struct PairSample {
    Features features{};
    SupportFeatures support{};
    float first = 0;  // What the first look of the given model said.
    float body_share = 0;
    bool is_same = false;
    float weight = 1;
    std::uint32_t fold = 0;  // Of the later article's label.
};

// One set of labelled articles and how much it says.
struct TrainingSet {
    std::span<const RunArticle> articles;
    LabelScope scope = LabelScope::all_pairs;
    double weight = 1;  // Each set's samples sum to this.
};

struct TrainingOptions {
    std::uint32_t folds = 5;
    double l2 = 1e-4;             // On every weight but the bias, of the mean loss.
    int rounds = 25;              // Newton steps at most.
    double story_exponent = 0.5;  // An article's pairs count 1 / pairs^this.
};

// The pairs that the index proposes while the set streams in. `model_of` gives the first look for the support features.
[[nodiscard]] std::vector<PairSample> collect_pairs(const TrainingSet& set, const TrainingOptions& options,
                                                    const std::function<const StoryModel&(std::string_view)>& model_of);

// Fits the first or the second table on the samples of all folds but `left_out` (folds or more: none is left out).
[[nodiscard]] Weights<Features> fit_pair(std::span<const PairSample> samples, const TrainingOptions& options,
                                         std::uint32_t left_out);
[[nodiscard]] Weights<SupportFeatures> fit_support(std::span<const PairSample> samples, const TrainingOptions& options,
                                                   std::uint32_t left_out);

// The fold of a label: stable, so that the same story is always in the same fold.
[[nodiscard]] std::uint32_t fold_of(std::string_view label, std::uint32_t folds);

}  // namespace masthead::story
