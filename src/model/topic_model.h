// What was learned of topics from an editor's examples: plain values, read from the file that `masthead train topics`
// writes.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace masthead::model {

// A linear model of one topic: log-odds are the bias and, for each term of a text, its weight times the term's share of
// the text.
struct LearnedTopic {
    std::string id;
    double bias = 0;
    double threshold = 0;                               // Probability from which an article belongs.
    std::vector<std::pair<std::string, double>> terms;  // By term; byte order.
    friend bool operator==(const LearnedTopic&, const LearnedTopic&) = default;
};

struct TopicModel {
    std::vector<LearnedTopic> topics;
    std::string fingerprint;  // Of the bytes it was read from; empty: there is none.
    friend bool operator==(const TopicModel&, const TopicModel&) = default;
};

}  // namespace masthead::model
