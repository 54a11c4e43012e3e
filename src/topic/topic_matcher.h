// Which topics does an article belong to? By the keywords, hashtags and tags of each (one pass over the text for all of
// them), by what was learned from an editor's examples, and by the topics below it.
#pragma once

#include "model/article.h"
#include "model/topic.h"
#include "model/topic_model.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::topic {

// How an article came to a topic, the strongest first.
enum class HitBy : std::uint8_t { title, text, hashtag, tag, learned, child };
// "title", "text", "hashtag", "tag", "learned", "child"
[[nodiscard]] std::string_view name_of(HitBy by);

// A term that spoke for a topic (positive) or against it, in log-odds.
struct TermShare {
    std::string term;
    double points = 0;
    friend bool operator==(const TermShare&, const TermShare&) = default;
};

// What a learned topic makes of an article. The bias and the points of all its terms make the probability.
struct LearnedVerdict {
    double probability = 0;
    double threshold = 0;  // From which the article belongs.
    double bias = 0;
    std::vector<TermShare> terms;  // Those that weigh most, at most `shown_terms`, heaviest first.
};
inline constexpr std::size_t shown_terms = 8;

struct TopicHit {
    std::string topic_id;
    HitBy by = HitBy::title;
    std::string keyword;     // The first that matched, as configured; of a child its name; of `learned` empty.
    LearnedVerdict learned;  // Of `learned`.
};

// What is looked at; borrowed for the call.
struct TopicText {
    std::string_view title;
    std::string_view excerpt;
    std::string_view text;
    std::string_view language;          // BCP 47 primary tag of the text, or empty.
    std::span<const std::string> tags;  // As the publisher gave them.
};
[[nodiscard]] TopicText text_of(const model::Article& article);

class TopicMatcher {
  public:
    // Builds the automaton: O(total length of the keywords). Empty keywords are left out. `model` may know other topics
    // than the desk has; those are passed over.
    explicit TopicMatcher(const std::vector<model::Topic>& topics, const model::TopicModel& model = {});
    TopicMatcher(const TopicMatcher&) = delete;
    TopicMatcher& operator=(const TopicMatcher&) = delete;
    TopicMatcher(TopicMatcher&&) noexcept;
    TopicMatcher& operator=(TopicMatcher&&) noexcept;
    ~TopicMatcher();

    // Topics with a keyword in the title, or a keyword twice (or two keywords) in the excerpt and the first 1,500
    // characters of the text, or one of their hashtags in either, or a publisher's tag that is their name, keyword or
    // hashtag, or a learned probability that reaches the threshold; and the topics above those. In the order of the
    // desk, each once.
    //
    //   Words match whole, in any case and with any diacritics; phrases across white space and hyphens; a trailing `*`
    //   matches any ending. Between characters of scripts written without spaces (Han, kana, Thai) there is always a
    //   word's end. For German, a keyword of five letters or more also matches as part of a compound. An excerpt that
    //   is the beginning of the text counts once.
    //   An exclusion takes a topic away where a keyword would give it: once in the title, or twice in the text of an
    //   article whose title has no keyword. A keyword that is part of an exclusion ("apple" in "apple pie") is not
    //   counted. More than 20 tags are no tags.
    //
    //   cost      O(length), one pass for all keywords; where there are learned topics, the words of the text once
    [[nodiscard]] std::vector<TopicHit> match(const TopicText& article) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace masthead::topic
