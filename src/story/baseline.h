// The regression floor: what every richer model must beat on every set. Two cosines of words (titles; title, slug and
// lead), one logistic regression, articles joined by the mean of their best five pairs, a repair of the whole. Not the
// engine: it sees a whole set at once, and nothing but evaluations uses it.
#pragma once

#include "story/evaluation.h"
#include "story/training.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace masthead::story {

struct BaselineOptions {
    std::chrono::hours window{72};
    std::size_t candidates = 100;  // Of an article, by the cosine of whole words ...
    float min_cosine = 0.03F;      // ... above this.
    std::size_t lead_words = 100;
    std::size_t best_members = 5;
    int repair_rounds = 2;
    // The join and merge threshold is the one of these that is best on what it learns from.
    double lowest_threshold = 0.2;
    double highest_threshold = 0.8;
    double threshold_step = 0.05;
};

// A set as the baseline sees it: its pairs with their two cosines.
class BaselineSet {
  public:
    // cost  O(articles * postings of their words)
    BaselineSet(const TrainingSet& set, const BaselineOptions& options);

    struct Pair {
        std::uint32_t other = 0;
        float doc = 0;
        float title = 0;
    };
    [[nodiscard]] const TrainingSet& set() const { return *set_; }
    // By the article's place in the order of arrival; each pair stands on both sides.
    [[nodiscard]] const std::vector<std::vector<Pair>>& pairs() const { return pairs_; }
    [[nodiscard]] const RunArticle& article(std::size_t place) const { return *articles_[place]; }

  private:
    const TrainingSet* set_;  // Outlives this.
    std::vector<const RunArticle*> articles_;
    std::vector<std::vector<Pair>> pairs_;
};

struct Baseline {
    float bias = 0;
    float doc = 0;
    float title = 0;
    double threshold = 0.5;
};

// Learns the weights, then the threshold. Sets weigh alike.
[[nodiscard]] Baseline learn_baseline(std::span<const BaselineSet* const> sets, const BaselineOptions& options);
[[nodiscard]] GroupingFigures run_baseline(const BaselineSet& set, const Baseline& baseline,
                                           const BaselineOptions& options);

}  // namespace masthead::story
