// Sitemaps as sources: plain and news sitemaps, index files, and text files with an address a line.
//   https://www.sitemaps.org/protocol.html
//   https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "model/feed_item.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::feed {

// A sitemap that an index file names.
struct SitemapChild {
    std::string url;                        // Absolute.
    std::optional<core::Instant> modified;  // Its lastmod.
};

struct ParsedSitemap {
    // Of an index file; empty otherwise.
    std::vector<SitemapChild> children;
    // In document order: `link` always; `updated` from lastmod; `title`, `published`, `language`, `categories`
    // (keywords) and `source_title` (the publication) where a news sitemap tells them.
    std::vector<model::FeedItem> items;
    std::vector<std::string> problems;  // One sentence each; empty for a clean sitemap.
};

struct SitemapOptions {
    std::size_t max_bytes = std::size_t{50} << 20U;  // Both limits are the protocol's own.
    std::size_t max_urls = 50'000;                   // Of items and of children.
};

// `bytes` are decoded already: what is still compressed is refused with a sentence that says so. Extensions for images,
// video, mobile and languages are passed over. Feeds are sitemaps too (the protocol says so) and are read as such.
// Errors: unsupported when the bytes are no sitemap (says what they look like), too_large past `max_bytes`, refused for
// a DOCTYPE made to explode. Past `max_urls` the rest is left out, as a problem. Cost O(n). Pure.
[[nodiscard]] core::Result<ParsedSitemap> parse_sitemap(std::string_view bytes, std::string_view url,
                                                        std::string_view content_type,
                                                        const SitemapOptions& options = {});

}  // namespace masthead::feed
