// Pair and B-cubed figures of a grouping against labels, as the field computes them.
//   pairs: precision and recall over pairs put together; B-cubed: Bagga and Baldwin 1998, averaged over articles.
#pragma once

#include "core/time.h"
#include "story/clusterer.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace masthead::story {

struct LabelledArticle {
    std::string label;  // The truth.
    std::string story;  // What was decided.
    std::string day;    // For the same-day view; empty otherwise.
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

// ---- A whole labelled set through the clusterer

// An article of a labelled set. `published` wins over `day`; with neither, all articles enter at one instant in the
// given order.
struct RunArticle {
    std::string id;
    std::string title;
    std::string text;
    std::string url;
    std::string publisher;  // Not looked at: no rule may depend on who publishes.
    std::string language;
    std::string day;    // YYYY-MM-DD or empty.
    std::string label;  // The truth; empty: enters, but is not scored.
    std::optional<core::Instant> published;
};

// Which pairs count.
enum class LabelScope : std::uint8_t {
    all_pairs,
    same_day,  // Labels hold within one day only; groups are cut at midnight.
};

struct LabelledRun {
    std::vector<Membership> memberships;  // In the order of the articles.
    GroupingFigures figures;              // Of the articles that have a label.
};

// How articles come in: those of a day mixed up by the seed, in batches of so many.
struct Arrival {
    std::uint64_t seed = 0;
    std::size_t batch = 10;  // Sorted when they come in together, so smaller ones are harder.
};

// Streams the articles through a clusterer of these options and scores what comes out; by default in the order of
// time. Pure; takes no time of its own.
[[nodiscard]] LabelledRun run_labelled(std::span<const RunArticle> articles, LabelScope scope,
                                       const ClusterOptions& options = {}, const std::optional<Arrival>& arrival = {});

// Why two articles, by their places in the set, are (not) one story.
struct PairQuestion {
    std::size_t left = 0;
    std::size_t right = 0;
    PairExplanation answer;  // As the engine saw them when the later one had come; empty if they are too far apart.
};
// Streams the articles as run_labelled does and answers the questions on the way.
void ask_labelled(std::span<const RunArticle> articles, const ClusterOptions& options,
                  std::vector<PairQuestion>& questions);

struct Spread {
    double mean = 0;
    double deviation = 0;  // Of the sample; 0 for one value.
};
[[nodiscard]] Spread spread_of(std::span<const double> values);

// The same order and instants as run_labelled, in steps of at most 500 articles and half a day: what training sees.
void for_each_step(std::span<const RunArticle> articles,
                   const std::function<void(std::span<const StoryInput>, std::span<const RunArticle* const>)>& visit);

}  // namespace masthead::story
