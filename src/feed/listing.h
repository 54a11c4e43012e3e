// A page that lists articles, read as if it were a feed.
#pragma once

#include "core/result.h"
#include "feed/feed.h"
#include "model/source.h"

#include <string_view>

namespace masthead::feed {

// The articles that the page at `url` lists, in document order, each address once: what the selectors of `rules` find,
// or, where `rules.item` is empty, the largest group of elements built alike whose links have titles long enough for
// headlines (with dates and summaries where they stand inside).
// Errors: invalid for a selector that we do not read (names it and says why), unsupported when the bytes are no HTML or
// list nothing that looks like articles. Cost O(n) within the room html's budgets, times the selectors' parts. Pure.
[[nodiscard]] core::Result<ParsedFeed> parse_listing(std::string_view bytes, std::string_view url,
                                                     std::string_view content_type, const model::ListingRules& rules);

// Whether all selectors of `rules` can be read; the error says which cannot and why.
[[nodiscard]] core::Result<void> check_rules(const model::ListingRules& rules);

}  // namespace masthead::feed
