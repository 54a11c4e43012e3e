// Which topics does an article belong to? One pass over the text for all keywords of all topics.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/topic.h"

namespace masthead::topic {

struct TopicHit {
    std::string topic_id;
    std::string keyword;   // The first that matched, as configured.
    bool in_title = false;
};

class TopicMatcher {
  public:
    explicit TopicMatcher(const std::vector<model::Topic>& topics);
    TopicMatcher(const TopicMatcher&) = delete;
    TopicMatcher& operator=(const TopicMatcher&) = delete;
    TopicMatcher(TopicMatcher&&) noexcept;
    TopicMatcher& operator=(TopicMatcher&&) noexcept;
    ~TopicMatcher();

    // Topics with a keyword in the title, or a keyword twice (or two keywords) in the excerpt and the first 1,500 characters of the text; in the
    // order of the desk. Words match whole, any case and diacritics; phrases across white space; a trailing `*` matches any ending;
    // for German, a keyword of five letters or more also matches as part of a compound.
    [[nodiscard]] std::vector<TopicHit> match(std::string_view title, std::string_view excerpt, std::string_view text, std::string_view language) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace masthead::topic
