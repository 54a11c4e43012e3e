// Where articles come from.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::model {

enum class SourceKind : std::uint8_t { feed, sitemap, page };  // A page: one that lists articles.
[[nodiscard]] std::string_view name_of(SourceKind kind);
[[nodiscard]] SourceKind source_kind_of(std::string_view name);  // Unknown names give `feed`.

// CSS selectors that find the articles on a page that lists them. Empty ones are guessed.
struct ListingRules {
    std::string item;   // One element an article; the others are looked for inside it.
    std::string link;   // Its address: the first a[href] if empty.
    std::string title;  // The link's text if empty.
    std::string date;   // time[datetime] if empty.
    std::string summary;
};

// One source of a desk, as configured.
struct Source {
    std::string url;    // The feed's address; also the source's identity.
    std::string title;  // For people; empty until the feed has told its own.
    SourceKind kind = SourceKind::feed;
    std::string provider;      // Registrable domain of the publisher; empty: that of each article.
    std::string language;      // BCP 47; empty: unknown.
    std::string folder;        // From OPML; empty: none.
    bool is_official = false;  // The subject's own voice (scored apart).
    int interval_minutes = 0;  // Least time between two visits; 0: the desk's.
    ListingRules listing;      // For a page.
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

    bool validators_lie = false;                 // The same validators came with another body: none are sent.
    std::optional<core::Instant> full_fetch_at;  // Last asked without validators.
    std::optional<core::Instant> last_new_at;    // When an item was last new.
    std::int64_t rhythm_seconds = 0;             // Learned time between new items; 0: unknown.
    std::optional<core::Instant> expected_at;    // When a source that keeps its times brings news next.
    int ttl_minutes = 0;                         // As the feed last said; 0: nothing.
    std::uint32_t skip_hours = 0;                // As the feed last said: bit h, from h to h+1 o'clock UTC.
    std::string moved_to;                        // Where permanent redirects have led since `moved_since`.
    std::optional<core::Instant> moved_since;
    // What the feed said of itself when it was last believed, and why it is not believed now (hijacked domains);
    // a quarantined source is read but nothing of it is published until a person says so.
    std::string title;
    std::string site;
    std::string language;
    std::string quarantine;
};

// An item of a source that became an article: by its own id it is known again under another link.
struct KnownItem {
    std::string source_url;
    std::string guid;  // Verbatim.
    std::string article_id;
};

// A page that could not be read when its article was stored, and is asked for again.
struct PageRetry {
    std::string article_id;
    std::string url;  // As the item gave it.
    int tries = 0;    // That failed so far.
    core::Instant next_at{};
    std::string reason;  // Why the last one failed; one sentence.
};

// A WebSub subscription (https://www.w3.org/TR/websub/): news is pushed to a callback of ours. The run and the server
// write to it at the same time; each has fields of its own, so that neither writes over what the other learned.
struct Subscription {
    std::string source_url;  // The source it serves.
    std::string hub;
    std::string topic;
    std::string callback;  // Address the hub is told; its last part is the token.
    std::string token;     // Unguessable; also the subscription's identity.
    std::string secret;    // Key of the deliveries' signatures.

    // Written by the run.
    std::optional<core::Instant> asked_at;   // When the hub was last asked; none: not yet.
    int attempts = 0;                        // Requests since the hub last confirmed or denied.
    std::string problem;                     // Why the last request failed; one sentence, empty when it was taken.
    std::optional<core::Instant> missed_at;  // When a poll last found news that had not been pushed.
    std::optional<core::Instant> ended_at;
    std::string end_reason;  // One sentence.

    // Written by the server.
    std::optional<core::Instant> confirmed_at;  // When the hub last verified our intent.
    std::optional<core::Instant> lease_until;
    std::optional<core::Instant> denied_at;  // A later confirmation takes it back.
    std::string denial;                      // The hub's reason; may be empty.
    std::optional<core::Instant> delivered_at;
};

// A signed delivery of a hub that waits to be read.
struct Delivery {
    std::int64_t number = 0;  // Given by the store, rising.
    std::string source_url;
    std::string content_type;  // As sent; may be empty.
    std::string body;
    core::Instant at{};
};

}  // namespace masthead::model
