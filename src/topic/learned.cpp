#include "topic/learned.h"

#include <algorithm>
#include <cmath>

namespace masthead::topic {

double probability_of(double log_odds) {
    return 1 / (1 + std::exp(-log_odds));
}

LearnedTopics::LearnedTopics(const std::vector<model::Topic>& topics, const model::TopicModel& model)
    : blank_(topics.size()) {
    for (const auto& learned : model.topics) {
        const auto known = std::ranges::find(topics, learned.id, &masthead::model::Topic::id);
        if (known == topics.end()) continue;
        const auto at = static_cast<std::size_t>(known - topics.begin());
        LearnedVerdict verdict;
        verdict.bias = learned.bias;
        verdict.threshold = known->threshold > 0 ? known->threshold : learned.threshold;
        blank_[at] = std::move(verdict);
        for (const auto& [term, weight] : learned.terms) weights_[term].push_back({at, weight});
    }
}

std::vector<std::optional<LearnedVerdict>> LearnedTopics::judge(const TopicText& article) const {
    auto verdicts = blank_;
    if (std::ranges::none_of(blank_, [](const auto& verdict) { return verdict.has_value(); })) return verdicts;
    std::vector<double> sums(verdicts.size());
    for (const auto& term : terms_of(article)) {
        const auto found = weights_.find(term.term);
        if (found == weights_.end()) continue;
        for (const auto& weight : found->second) {
            const double points = weight.weight * term.share;
            sums[weight.topic] += points;
            verdicts[weight.topic]->terms.push_back({term.term, points});
        }
    }
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (!verdicts[i]) continue;
        auto& verdict = *verdicts[i];
        verdict.probability = probability_of(verdict.bias + sums[i]);
        std::ranges::sort(verdict.terms, [](const TermShare& a, const TermShare& b) {
            if (std::abs(a.points) != std::abs(b.points)) return std::abs(a.points) > std::abs(b.points);
            return a.term < b.term;
        });
        if (verdict.terms.size() > shown_terms) verdict.terms.resize(shown_terms);
    }
    return verdicts;
}

}  // namespace masthead::topic
