// Where a site's feeds are: from its page, from its robots.txt, and by the addresses that feeds usually have.
#pragma once

#include "model/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::feed {

struct FoundFeed {
    std::string url;    // Absolute, http(s), without a fragment.
    std::string title;  // Plain text; may be empty.
    std::string type;   // MIME type as declared or as the address suggests; may be empty.
    std::string why;    // One sentence for a person.
    model::SourceKind kind = model::SourceKind::feed;  // Or a sitemap.
};

// The feeds that an HTML page names, best first: <link rel=alternate> with a feed's type in document order (feeds of
// comments last), then links whose address or text says that they are feeds. Every address once. `url` is where the
// bytes came from. Cost O(n) within the room html's budgets; never fails. Pure.
[[nodiscard]] std::vector<FoundFeed> discover_feeds(std::string_view bytes, std::string_view url,
                                                    std::string_view content_type);

// Addresses worth asking where a page names no feed, likeliest first: paths of common publishing systems below the
// page's folder and below the root of its host. Empty where `url` is no http(s) address.
[[nodiscard]] std::vector<FoundFeed> well_known_feeds(std::string_view url);

// The `Sitemap:` lines of a robots.txt (any group, any case) in their order; those of news first. `url` is the file's
// address.
[[nodiscard]] std::vector<FoundFeed> sitemaps_of_robots(std::string_view robots, std::string_view url);

}  // namespace masthead::feed
