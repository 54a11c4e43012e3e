// RSS, RDF and Atom documents -> items.
#pragma once

#include "core/result.h"
#include "feed/feed.h"

#include <string_view>

namespace masthead::feed {

// As parse_feed, for bytes that are XML or pretend to be.
[[nodiscard]] core::Result<ParsedFeed> parse_xml_feed(std::string_view bytes, std::string_view url,
                                                      std::string_view content_type, const FeedOptions& options);

}  // namespace masthead::feed
