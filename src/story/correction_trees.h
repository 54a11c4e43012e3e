// A sum of small decision trees that corrects the second look where straight lines do not fit. Each tree is read like
// a list of questions; what every answer adds is known, so the sum can be told by the feature asked.
#pragma once

#include "story/pair_model.h"

#include <cstdint>
#include <span>
#include <vector>

namespace masthead::story {

// What the trees may ask about: the features of the pair, what the neighbours say, and how much text the pair has.
inline constexpr std::size_t question_count = feature_count + support_count + 1;
using Answers = std::array<float, question_count>;

[[nodiscard]] Answers answers_of(const Features& features, const SupportFeatures& support, float body_share);
[[nodiscard]] std::string_view question_name(std::size_t question);

inline constexpr int max_tree_depth = 8;
// Questions on the longest way down; a tree as read_model takes it.
[[nodiscard]] int depth_of(const CorrectionTree& tree);

// What the trees add to the log-odds. O(trees * depth).
[[nodiscard]] float correction(const CorrectionTrees& trees, const Answers& answers);

// The same sum, to the bit, in a third of the time: every tree padded to the depth of the deepest, one after the other,
// so that no step is a guess. Trees of at most max_tree_depth.
class TreeTable {
  public:
    TreeTable() = default;
    explicit TreeTable(const CorrectionTrees& trees);
    [[nodiscard]] bool empty() const { return leaves_.empty(); }
    [[nodiscard]] float correction(const Answers& answers) const;

  private:
    struct Ask {
        float threshold = 0;
        std::uint32_t question = 0;
    };
    int depth_ = 0;
    std::vector<Ask> asks_;      // 2^depth - 1 a tree: the children of place i are 2i + 1 and 2i + 2.
    std::vector<float> leaves_;  // 2^depth a tree.
};
// The same by the question that brought it; `base` is what the trees say before any question.
[[nodiscard]] Answers correction_by_question(const CorrectionTrees& trees, const Answers& answers, float& base);

struct TreeSample {
    Answers answers{};
    float base = 0;    // Log-odds to be corrected.
    float weight = 1;  // >= 0.
    bool is_same = false;
};

struct TreeOptions {
    int trees = 60;
    int depth = 4;
    int bins = 32;           // Thresholds tried for each question, by quantiles.
    double rows = 0.7;       // Of the samples a tree learns from: drawn anew for every tree, the same in every run.
    double questions = 0.3;  // Of the questions a node may ask.
    double shrinkage = 0.1;  // Of what a tree says.
    double ridge = 0.002;    // Added to the curvature of a node, as a share of all samples' weight.
    double least = 0.004;    // A leaf holds at least this share of all samples' weight.
};

// Gradient boosting with second derivatives and drawn samples and questions (Friedman 2001, 2002; Chen and Guestrin
// 2016). Deterministic.
//   cost  O(trees * depth * samples * questions)
[[nodiscard]] CorrectionTrees grow_trees(std::span<const TreeSample> samples, const TreeOptions& options);

}  // namespace masthead::story
