// Pair and B-cubed figures of a grouping against labels, as the field computes them.
//   pairs: precision and recall over pairs put together; B-cubed: Bagga and Baldwin 1998, averaged over articles.
#pragma once

#include <span>
#include <string>

namespace masthead::story {

struct LabelledArticle {
    std::string label;   // The truth.
    std::string story;   // What was decided.
    std::string day;     // For the same-day view; empty otherwise.
};

struct GroupingFigures {
    std::size_t articles = 0;
    std::size_t stories = 0;
    double pair_precision = 0;
    double pair_recall = 0;
    double pair_f1 = 0;
    double b3_precision = 0;
    double b3_recall = 0;
    double b3_f1 = 0;
};

// With `day` filled, groups and labels are cut at midnight first. O(n log n).
[[nodiscard]] GroupingFigures evaluate_grouping(std::span<const LabelledArticle> articles);

}  // namespace masthead::story
