// The document behind a source, read as its kind is read. Pure.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "feed/feed.h"
#include "feed/sitemap.h"
#include "fetch/http_client.h"
#include "model/source.h"

#include <chrono>
#include <cstddef>
#include <vector>

namespace masthead::pipeline {

struct SourceDocument {
    feed::ParsedFeed feed;
    std::vector<feed::SitemapChild> children;  // Of a sitemap's index: those worth asking, the newest first.
};

// Sitemaps hold all that a site ever had; a desk wants its news.
struct SitemapReading {
    std::chrono::hours oldest{std::chrono::days{14}};  // By lastmod or publication date; what has none counts as new.
    std::size_t most_items = 200;                      // The newest.
    std::size_t most_children = 4;                     // Of an index, at one visit.
};

// Errors: as of the readers in `feed`, with the way out where the document is of another kind.
[[nodiscard]] core::Result<SourceDocument> read_document(const model::Source& source, const fetch::Fresh& answer,
                                                         const SitemapReading& options = {});

}  // namespace masthead::pipeline
