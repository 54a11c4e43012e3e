// When a page was published and changed, from declared to guessed.
#pragma once

#include "core/time.h"
#include "page/material.h"

#include <optional>
#include <string>

namespace masthead::page {

struct FoundDate {
    core::Instant instant{};
    std::string day;       // "YYYY-MM-DD" as written, in the page's own zone.
    std::string evidence;  // Where it stood: "JSON-LD datePublished", "time.entry-date".
    bool is_utc = false;   // Written as UTC, which need not be the zone of those who wrote it.
    bool is_near_title = false;
};

// Order: JSON-LD and meta elements, microdata and marked times, the address, dates in elements named for it, dates
// beside words like "published", a day near the title. A value that is no date, or none of the web's time, is passed
// over. O(n).
[[nodiscard]] std::optional<FoundDate> find_published(const Material& material);
[[nodiscard]] std::optional<FoundDate> find_modified(const Material& material);

}  // namespace masthead::page
