#include "topic/topic_matcher.h"

#include "topic/keyword_rules.h"
#include "topic/learned.h"

#include <algorithm>
#include <array>
#include <optional>

namespace masthead::topic {

namespace {

// The topic that another names as its parent: by id, else by name. `topics.size()`: there is none.
std::size_t parent_of(const std::vector<model::Topic>& topics, const model::Topic& topic) {
    if (topic.parent.empty()) return topics.size();
    auto found = std::ranges::find(topics, topic.parent, &model::Topic::id);
    if (found == topics.end()) found = std::ranges::find(topics, topic.parent, &model::Topic::name);
    return static_cast<std::size_t>(found - topics.begin());
}

}  // namespace

std::string_view name_of(HitBy by) {
    constexpr auto names = std::to_array<std::string_view>({"title", "text", "hashtag", "tag", "learned", "child"});
    return names.at(static_cast<std::size_t>(by));
}

TopicText text_of(const model::Article& article) {
    return {article.title, article.excerpt, article.text, article.language, article.keywords};
}

struct TopicMatcher::State {
    struct Known {
        std::string id;
        std::string name;
        double threshold = 0;    // The editor's own; 0: the model's.
        std::size_t parent = 0;  // Place among the topics; their number: none.
    };
    std::vector<Known> topics;
    KeywordRules rules;
    LearnedTopics learned;

    State(const std::vector<model::Topic>& given, const model::TopicModel& model)
        : rules(given), learned(given, model) {
        for (const auto& topic : given)
            topics.push_back({topic.id, topic.name, topic.threshold, parent_of(given, topic)});
    }

    // An article of a topic is one of the topics above it, but where an exclusion says otherwise. A chain of parents
    // that comes back to its beginning ends there.
    void add_parents(const std::vector<RuleVerdict>& verdicts, std::vector<std::optional<TopicHit>>& hits) const {
        for (std::size_t i = 0; i < hits.size(); ++i) {
            if (!hits[i] || hits[i]->by == HitBy::child) continue;
            std::size_t below = i;
            for (std::size_t at = topics[i].parent; at < topics.size(); at = topics[at].parent) {
                if (hits[at] || verdicts[at].is_excluded) break;
                hits[at] = TopicHit{topics[at].id, HitBy::child, topics[below].name, {}};
                below = at;
            }
        }
    }
};

TopicMatcher::TopicMatcher(const std::vector<model::Topic>& topics, const model::TopicModel& model)
    : state_(std::make_unique<State>(topics, model)) {}
TopicMatcher::TopicMatcher(TopicMatcher&&) noexcept = default;
TopicMatcher& TopicMatcher::operator=(TopicMatcher&&) noexcept = default;
TopicMatcher::~TopicMatcher() = default;

std::vector<TopicHit> TopicMatcher::match(const TopicText& article) const {
    const auto verdicts = state_->rules.judge(article);
    const auto learned = state_->learned.judge(article);
    std::vector<std::optional<TopicHit>> found(verdicts.size());
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const auto& topic = state_->topics[i];
        const auto& verdict = verdicts[i];
        if (verdict.is_hit) {
            found[i] = TopicHit{topic.id, verdict.by, std::string(verdict.keyword), {}};
        } else if (!verdict.is_excluded && learned[i] && learned[i]->probability >= learned[i]->threshold) {
            found[i] = TopicHit{topic.id, HitBy::learned, {}, *learned[i]};
        }
    }
    state_->add_parents(verdicts, found);
    std::vector<TopicHit> hits;
    for (auto& hit : found) {
        if (hit) hits.push_back(std::move(*hit));
    }
    return hits;
}

}  // namespace masthead::topic
