// JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/
#pragma once

#include "core/result.h"
#include "feed/feed.h"

#include <string_view>

namespace masthead::feed {

[[nodiscard]] core::Result<ParsedFeed> parse_json_feed(std::string_view bytes, std::string_view url,
                                                       const FeedOptions& options);

}  // namespace masthead::feed
