// Learning the two tables of pair_model.cpp from labelled articles. Everything is deterministic: the same sets give the
// same weights.
#pragma once

#include "story/correction_trees.h"
#include "story/evaluation.h"
#include "story/pair_model.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::story {

// A scored pair of a labelled set, as the engine saw it when the later article had come.
struct PairSample {
    Features features{};
    SupportFeatures support{};
    float first = 0;  // What the first look of the given model said.
    float body_share = 0;
    bool is_cased = true;  // Whose model learns from it.
    bool is_same = false;
    float weight = 1;
};

// One set of labelled articles and how much it says.
struct TrainingSet {
    std::string name;
    std::vector<RunArticle> articles;
    LabelScope scope = LabelScope::all_pairs;
    double weight = 1;  // Each set's samples sum to this.
};

struct TrainingOptions {
    std::uint32_t folds = 5;
    double l2 = 1e-4;             // On every weight but the bias, of the mean loss.
    int rounds = 25;              // Newton steps at most.
    double story_exponent = 0.5;  // An article's pairs count 1 / pairs^this.
    // What samples without capitals count for the model of texts with them: without any, texts of a kind of which only
    // such samples are known would be judged by guess.
    double caseless_share = 0.1;
    TreeOptions trees;
};

// The pairs that the index proposes while the set streams in, as `model` sees them. Pairs that touch the fold left out
// are not among them.
[[nodiscard]] std::vector<PairSample> collect_pairs(const TrainingSet& set, const TrainingOptions& options,
                                                    const StoryModel& model, std::uint32_t left_out);

// Fits the first or the second table; the trees correct the second.
[[nodiscard]] Weights<Features> fit_pair(std::span<const PairSample> samples, const TrainingOptions& options);
[[nodiscard]] Weights<SupportFeatures> fit_support(std::span<const PairSample> samples, const TrainingOptions& options);
[[nodiscard]] CorrectionTrees fit_trees(std::span<const PairSample> samples, const TrainingOptions& options,
                                        const Weights<SupportFeatures>& support);

// What was learned from a set.
struct TrainedSet {
    std::string name;
    std::size_t articles = 0;
    std::size_t pairs = 0;  // Sampled.
    std::size_t same = 0;   // Of these, of one story.
    double weight = 0;
};

struct Trained {
    StoryModel model;
    std::vector<TrainedSet> sets;
};

// The whole training on all folds but `left_out` (TrainingOptions::folds or more: none is left out). The weights have
// three decimals, the trees four.
//   cost  the sets stream in twice; some 20 s for 30,000 articles
[[nodiscard]] Trained train(std::span<const TrainingSet> sets, const TrainingOptions& options, std::uint32_t left_out);

// The record that a model file carries, a line an entry.
[[nodiscard]] std::vector<std::string> training_record(const Trained& trained, const TrainingOptions& options);

// Streams a set through a clusterer. Models: none: the one that ships; one: this; several: one a fold, each for the
// articles of the fold that it was not trained on.
[[nodiscard]] LabelledRun run_with_models(const TrainingSet& set, std::span<const StoryModel> models,
                                          const ClusterOptions& options = {},
                                          const std::optional<Arrival>& arrival = {});

// Answers as the same models see the pairs.
void ask_with_models(const TrainingSet& set, std::span<const StoryModel> models, std::vector<PairQuestion>& questions);

// The other sets, without those of the same origin: with one title in a hundred in common, by its first four words.
[[nodiscard]] std::vector<TrainingSet> strangers_of(const TrainingSet& set, std::span<const TrainingSet> sets);

// A copy of an undated set that teaches the model how stories fade: they begin on any day of a week, and articles come
// the later the fewer, as in an unlabelled stream of news (docs/stories.md, "Time").
[[nodiscard]] TrainingSet dated_copy(const TrainingSet& set, double weight);
// A copy without capitals, which shows no names: the model of such texts learns from all kinds of sets.
[[nodiscard]] TrainingSet caseless_copy(const TrainingSet& set, double weight);
// Copies of a set that teach the model quiet and small desks: 60 % of the stories cut to their first article; one
// article in eight.
[[nodiscard]] TrainingSet quiet_copy(const TrainingSet& set, double weight);
[[nodiscard]] TrainingSet small_copy(const TrainingSet& set, double weight);

// The sets with those copies of theirs that training takes in: quiet and small ones of all; dated ones where no set has
// stories that span days, and caseless ones where no set lacks capitals.
[[nodiscard]] std::vector<TrainingSet> with_copies(std::span<const TrainingSet> sets);

// The fold of a label: stable, so that the same story is always in the same fold.
[[nodiscard]] std::uint32_t fold_of(std::string_view label, std::uint32_t folds);

}  // namespace masthead::story
