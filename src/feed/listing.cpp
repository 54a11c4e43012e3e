#include "feed/listing.h"

namespace masthead::feed {

core::Result<void> check_rules(const model::ListingRules& /*rules*/) {
    return {};
}

core::Result<ParsedFeed> parse_listing(std::string_view bytes, std::string_view url, std::string_view /*content_type*/,
                                       const model::ListingRules& /*rules*/) {
    if (bytes.find('<') == std::string_view::npos)
        return core::fail(core::ErrorCode::unsupported, "What stands at " + std::string(url) + " is no HTML.");
    ParsedFeed feed;
    feed.format = FeedFormat::listing;
    feed.link = url;
    return feed;
}

}  // namespace masthead::feed
