// What a feed says about one article, before anything is believed.
#pragma once

#include "core/time.h"
#include "model/image.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace masthead::model {

struct Enclosure {
    std::string url;
    std::string type;  // MIME type as given; may be empty.
    std::int64_t bytes = 0;
};

struct FeedItem {
    std::string id;        // guid, atom:id, JSON id; empty if none.
    std::string link;      // Absolute; empty if none.
    std::string title;     // Plain text.
    std::string summary;   // Markup as the feed gave it, unsanitised.
    std::string content;   // Markup as the feed gave it, unsanitised; empty if only a summary.
    std::string language;  // BCP 47 as declared; empty: unknown.
    std::string amp_link;
    std::vector<std::string> authors;     // Plain names.
    std::vector<std::string> categories;  // Plain text.
    std::optional<core::Instant> published;
    std::optional<core::Instant> updated;
    std::vector<Enclosure> enclosures;
    std::vector<Image> images;
    std::string source_title;  // rss:source, atom:source: where the item was taken from.
    std::string source_url;
};

}  // namespace masthead::model
