// Topics learned from examples: for each topic a logistic regression over the words of its examples and of all other
// articles, one against the rest.
//   S. le Cessie, J. C. van Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41 (1992)
//   D. Boehning, Multinomial logistic regression algorithm, AISM 44 (1992): the bound that each step is sure to descend
#pragma once

#include "core/result.h"
#include "model/topic_model.h"
#include "topic/topic_matcher.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace masthead::topic {

// An article and what is known of its topics.
struct TopicExample {
    std::string title;
    std::string excerpt;
    std::string text;
    std::string language;
    std::vector<std::string> tags;
    std::vector<std::string> topics;   // Ids of those it belongs to ...
    std::vector<std::string> unknown;  // ... and of those of which nothing is known; to no other does it belong.
};

struct TopicTraining {
    double ridge = 0.3;              // Weight of the squared weights beside the log-loss; more: bolder generalising.
    double least_balance = 0.2;      // Positive examples count so that they are this share of all, at least.
    int sweeps = 60;                 // Over all terms, at most; each is sure to better the fit.
    double least_move = 0.002;       // Where no weight moves further in a sweep the fit is done.
    std::size_t least_examples = 5;  // Of a topic; fewer teach nothing.
    std::size_t least_articles = 2;  // A term of fewer articles is not looked at.
    std::size_t most_terms = 1000;   // Of a topic: those that weigh most stay.
    std::uint32_t folds = 5;         // Of the examples, for thresholds and figures.
    double least_threshold = 0.2;    // Thresholds are sought between these.
    double most_threshold = 0.8;
};

// How one topic was told apart by models that had not seen what they judged.
struct TopicFigures {
    std::string id;
    std::size_t examples = 0;
    std::size_t others = 0;
    std::size_t right = 0;   // Examples that were found.
    std::size_t missed = 0;  // Examples that were not.
    std::size_t wrong = 0;   // Others that were taken for examples.
    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;
};

struct TrainedTopics {
    model::TopicModel model;            // Without a fingerprint: reading its file gives one.
    std::vector<TopicFigures> figures;  // By folds, at the thresholds that were chosen by them: a little flattering.
};

// Learns the topics of `ids`, in their order. The order of the examples does not count, and of two of the same words
// one is taken: the same examples give the same model.
//
//   cost    O(sweeps x folds x words of all examples) a topic
//   errors  invalid for a topic with too few examples, or with nothing but examples
[[nodiscard]] core::Result<TrainedTopics> train_topics(std::span<const TopicExample> examples,
                                                       const std::vector<std::string>& ids,
                                                       const TopicTraining& options = {});

// What such a model makes of articles it has not seen: every fold is judged by a model, thresholds included, that was
// learned from the others alone. Errors: as train_topics.
[[nodiscard]] core::Result<std::vector<TopicFigures>> evaluate_topics(std::span<const TopicExample> examples,
                                                                      const std::vector<std::string>& ids,
                                                                      const TopicTraining& options = {});

}  // namespace masthead::topic
