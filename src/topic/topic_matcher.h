// Which topics does an article belong to? One pass over the text for all keywords of all topics.
#pragma once

#include "model/topic.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::topic {

struct TopicHit {
    std::string topic_id;
    std::string keyword;  // The first that matched, as configured.
    bool in_title = false;
};

class TopicMatcher {
  public:
    // Builds the automaton: O(total length of the keywords). Empty keywords are left out.
    explicit TopicMatcher(const std::vector<model::Topic>& topics);
    TopicMatcher(const TopicMatcher&) = delete;
    TopicMatcher& operator=(const TopicMatcher&) = delete;
    TopicMatcher(TopicMatcher&&) noexcept;
    TopicMatcher& operator=(TopicMatcher&&) noexcept;
    ~TopicMatcher();

    // Topics with a keyword in the title, or a keyword twice (or two keywords) in the excerpt and the first 1,500
    // characters of the text; in the order of the desk, each once.
    //
    //   Words match whole, in any case and with any diacritics; phrases across white space and hyphens; a trailing `*`
    //   matches any ending. Between characters of scripts written without spaces (Han, kana, Thai) there is always a
    //   word's end. For German, a keyword of five letters or more also matches as part of a compound. An excerpt that
    //   is the beginning of the text counts once.
    //
    //   language  BCP 47 primary tag of the text, or empty
    //   cost      O(length), one pass for all keywords
    [[nodiscard]] std::vector<TopicHit> match(std::string_view title, std::string_view excerpt, std::string_view text,
                                              std::string_view language) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace masthead::topic
