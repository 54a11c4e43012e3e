// A feed's item and a page's reading -> one article. Pure: the desk's tables and the instant are handed in.
#pragma once

#include "config/desk.h"
#include "core/time.h"
#include "core/url.h"
#include "feed/feed.h"
#include "model/article.h"
#include "model/feed_item.h"
#include "page/page.h"
#include "topic/topic_matcher.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace masthead::pipeline {

// What the feed as a whole says, for items that do not say it themselves.
struct FeedContext {
    std::string title;
    std::string language;
};

// One document as it was met: all borrowed for the call.
struct Observation {
    const model::Source& source;
    const FeedContext& feed;
    const model::FeedItem& item;
    const core::Url& address;                // Canonical.
    const page::ParsedPage* page = nullptr;  // nullptr: no page was read.
    core::Instant seen_at{};
};

class ArticleMaker {
  public:
    explicit ArticleMaker(const config::Desk& desk);

    // An article without a title has an empty one: the caller drops it.
    [[nodiscard]] model::Article make(const Observation& seen) const;

    // Does the feed's own content make the page needless?
    [[nodiscard]] bool needs_page(const model::FeedItem& item) const;

  private:
    [[nodiscard]] model::Provider provider_of(const Observation& seen) const;

    const config::Desk& desk_;
    topic::TopicMatcher topics_;
    std::map<std::string, const model::Provider*, std::less<>> organizations_;  // By domain.
};

// The identity of the article at a canonical address; another `salt` gives another, for the case that two addresses
// meet in one.
[[nodiscard]] std::string article_id(const core::Url& address, std::uint64_t salt = 0);

// The item's title as an article carries it.
[[nodiscard]] std::string title_of(const model::FeedItem& item);

}  // namespace masthead::pipeline
