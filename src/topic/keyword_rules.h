// Which topics' keywords, hashtags and tags an article has, and which exclusions. Inside the room only.
#pragma once

#include "topic/topic_matcher.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::topic {

// What the rules of one topic say of an article.
struct RuleVerdict {
    bool is_hit = false;
    bool is_excluded = false;  // Then no other way into the topic is open either.
    HitBy by = HitBy::title;
    std::string_view keyword;  // As configured: what hit, or what excluded. Borrowed from the rules.
};

class KeywordRules {
  public:
    // O(total length of keywords, exclusions and hashtags). Empty ones are left out.
    explicit KeywordRules(const std::vector<model::Topic>& topics);
    KeywordRules(const KeywordRules&) = delete;
    KeywordRules& operator=(const KeywordRules&) = delete;
    KeywordRules(KeywordRules&&) = delete;
    KeywordRules& operator=(KeywordRules&&) = delete;
    ~KeywordRules();

    // One verdict a topic, in the desk's order. O(length): title and body are each scanned once, for all of them.
    [[nodiscard]] std::vector<RuleVerdict> judge(const TopicText& article) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// The text in the form in which keywords and texts are compared: folded, white space and hyphens between words as one
// space.
[[nodiscard]] std::string prepare(std::string_view given);

}  // namespace masthead::topic
