// The model's nouns as JSON: what the commands print and the server answers.
#pragma once

#include "core/json.h"
#include "feed/feed.h"
#include "model/article.h"
#include "model/decision.h"
#include "model/score.h"
#include "model/story.h"
#include "page/page.h"

namespace masthead::app {

[[nodiscard]] core::Json to_json(const model::Image& image);
[[nodiscard]] core::Json to_json(const model::Provider& provider);
[[nodiscard]] core::Json to_json(const model::Article& article);
[[nodiscard]] core::Json to_json(const model::Score& score);
[[nodiscard]] core::Json to_json(const model::Story& story);
[[nodiscard]] core::Json to_json(const model::Decision& decision);
[[nodiscard]] core::Json to_json(const model::FeedItem& item);
// `masthead feed --json`, see docs/schema.md.
[[nodiscard]] core::Json to_json(const feed::ParsedFeed& feed, std::string_view url);
// The same keys for a document that is no feed: why is its one problem.
[[nodiscard]] core::Json no_feed_json(std::string_view url, const core::Error& error);
// `masthead page --json`, see docs/schema.md.
[[nodiscard]] core::Json to_json(const page::ParsedPage& page);

[[nodiscard]] core::Json texts_json(const std::vector<std::string>& texts);
// Null for none.
[[nodiscard]] core::Json instant_json(const std::optional<core::Instant>& instant);
// Null for an empty text.
[[nodiscard]] core::Json text_or_null(const std::string& text);

}  // namespace masthead::app
