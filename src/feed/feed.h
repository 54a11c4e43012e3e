// Bytes of a feed -> items: RSS 0.9x/2.0, RSS 1.0 (RDF), Atom 0.3/1.0, JSON Feed 1.x. Tolerant: what can be kept is
// kept, what was wrong is listed.
#pragma once

#include "core/result.h"
#include "model/feed_item.h"
#include "model/source.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::feed {

enum class FeedFormat : std::uint8_t { rss, rdf, atom, json, listing };  // The last: listing.h.
[[nodiscard]] std::string_view name_of(FeedFormat format);

struct ParsedFeed {
    FeedFormat format = FeedFormat::rss;
    std::string title;                   // Plain text.
    std::string link;                    // The site's address; absolute; may be empty.
    std::string language;                // As declared.
    std::string hub;                     // WebSub hub; may be empty.
    std::string self;                    // The address the feed gives as its own; may be empty.
    std::chrono::minutes ttl{0};         // How long it need not be asked again, as it says; 0: nothing said.
    std::uint32_t skip_hours = 0;        // Bit h: nothing comes from h to h+1 o'clock UTC.
    std::vector<model::FeedItem> items;  // In document order.
    std::vector<std::string> problems;   // One sentence each; empty for a clean feed.
};

struct FeedOptions {
    std::size_t max_depth = 256;
    std::size_t max_items = 5000;
    std::size_t max_attributes = 256;
    std::size_t max_name_bytes = 4096;
    std::string served_language;  // The Content-Language header: that of a feed which declares none.
};

// `url` is where the bytes came from (base of relative links), `content_type` as served (its charset counts).
// Errors: unsupported when the bytes are no feed (says what they look like), too_large past a limit that leaves nothing
// to keep. Cost O(n). Pure.
[[nodiscard]] core::Result<ParsedFeed> parse_feed(std::string_view bytes, std::string_view url,
                                                  std::string_view content_type, const FeedOptions& options = {});

// Subscription lists: OPML 1.0 to 2.0. Only http(s) addresses are kept; nested outlines become folders ("a/b").
struct ParsedOpml {
    std::string title;
    std::vector<model::Source> sources;
    std::vector<std::string> problems;
};
[[nodiscard]] core::Result<ParsedOpml> parse_opml(std::string_view bytes);
[[nodiscard]] std::string write_opml(std::string_view title, const std::vector<model::Source>& sources);

}  // namespace masthead::feed
