// When a page was published and changed, from declared to guessed.
#pragma once

#include "core/time.h"
#include "page/material.h"

#include <optional>
#include <string>
#include <vector>

namespace masthead::page {

struct FoundDate {
    core::Instant instant{};
    std::string day;       // "YYYY-MM-DD" as written, in the page's own zone.
    std::string evidence;  // Where it stood: "JSON-LD datePublished", "time.entry-date".
    bool is_utc = false;   // Written as UTC, which need not be the zone of those who wrote it.
    bool is_near_title = false;
};

struct FoundDates {
    std::optional<FoundDate> published;
    std::optional<FoundDate> modified;
    std::vector<FoundDate> passed_over;  // Declared as the publication's, but of another day than the one taken.
};

// Published, in this order: JSON-LD and meta elements and microdata (where they disagree, the one whose day a reader
// sees beside the title, else one that is not after the last change), marked times, the address, dates in elements
// named for it, dates beside words like "published", a day near the title, what scripts and addresses say. A value that
// is no date, or none of the web's time, is passed over, and so is a month without a day unless there is nothing
// better. O(n).
[[nodiscard]] FoundDates find_dates(const Material& material);

}  // namespace masthead::page
