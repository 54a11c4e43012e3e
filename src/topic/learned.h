// Topics by what was learned of them. Inside the room only.
#pragma once

#include "topic/terms.h"
#include "topic/topic_matcher.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace masthead::topic {

class LearnedTopics {
  public:
    // Of the model's topics those that the desk has. O(terms of the model)
    LearnedTopics(const std::vector<model::Topic>& topics, const model::TopicModel& model);

    // One verdict a topic, in the desk's order; nothing for topics that nothing is learned of. Reads no text where
    // there are none. O(words of the text)
    [[nodiscard]] std::vector<std::optional<LearnedVerdict>> judge(const TopicText& article) const;

  private:
    struct Weight {
        std::size_t topic = 0;
        double weight = 0;
    };
    std::vector<std::optional<LearnedVerdict>> blank_;  // By topic: bias and threshold.
    std::unordered_map<std::string, std::vector<Weight>> weights_;
};

// 1 / (1 + e^-log_odds)
[[nodiscard]] double probability_of(double log_odds);

}  // namespace masthead::topic
