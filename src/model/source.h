// Where articles come from.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace masthead::model {

enum class SourceKind : std::uint8_t { feed, sitemap, page };

// One source of a desk, as configured.
struct Source {
    std::string url;    // The feed's address; also the source's identity.
    std::string title;  // For people; empty until the feed has told its own.
    SourceKind kind = SourceKind::feed;
    std::string provider;      // Registrable domain of the publisher; empty: that of each article.
    std::string language;      // BCP 47; empty: unknown.
    std::string folder;        // From OPML; empty: none.
    bool is_official = false;  // The subject's own voice (scored apart).
};

// What is remembered of a source between runs.
struct SourceState {
    std::string url;
    std::string etag;             // Verbatim, as served.
    std::string last_modified;    // Verbatim, as served.
    std::uint64_t body_hash = 0;  // Of the last body: an unchanged one is not read again.
    std::optional<core::Instant> fetched_at;
    std::optional<core::Instant> next_fetch_at;
    std::string next_fetch_reason;
    int failures = 0;        // In a row.
    std::string last_error;  // One sentence; empty when the last visit went well.
    bool gone = false;       // 410: not asked again.
};

}  // namespace masthead::model
