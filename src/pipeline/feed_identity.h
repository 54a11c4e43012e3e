// Whose feed is this? A domain that expired and was bought keeps its feed's address and changes all else. Pure.
#pragma once

#include "feed/feed.h"
#include "model/source.h"

#include <string>

namespace masthead::pipeline {

// What a feed says of itself, as far as it can be told.
struct FeedIdentity {
    std::string title;
    std::string site;      // Registrable domain of the site it belongs to: its link's, else most of its items'.
    std::string language;  // BCP 47 primary tag of its items' words, else as declared.
};

// O(items).
[[nodiscard]] FeedIdentity identity_of(const feed::ParsedFeed& feed);

// Title, site and language all other than when the feed was last believed: why it is not believed now, one sentence.
// Empty: it is believed. What is unknown on either side has not changed.
[[nodiscard]] std::string doubt(const model::SourceState& state, const FeedIdentity& identity);

// The feed is believed: what it says of itself is remembered.
void remember(model::SourceState& state, const FeedIdentity& identity);

}  // namespace masthead::pipeline
