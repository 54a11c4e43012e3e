// When a story was covered: counts per hour or day, as a chart that says in words what it shows.
#pragma once

#include "core/time.h"
#include "publish/edition_view.h"
#include "publish/markup.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::publish {

struct Coverage {
    std::vector<int> bars;          // Oldest first; the last one holds the present.
    std::chrono::seconds width{0};  // Of one bar.
    core::Instant start;            // Of the first bar, on a whole multiple of the width.
    core::Instant first;            // Of the first report.
    int total = 0;
    int peak = 0;
    core::Instant peak_at;  // Start of the first highest bar.
};

struct CoverageOptions {
    std::size_t min_bars = 12;  // A young story still gets a chart in which the present stands at the right.
    std::size_t max_bars = 24;  // The narrowest width of a bar is taken that needs no more than these.
};

// Counts a story's reports in bars that end at `now`. Linear in the accounts.
[[nodiscard]] Coverage coverage_of(const StoryView& story, core::Instant now, const CoverageOptions& options);

// "19 reports since Fri 18 Nov, 05:00, counted by the hour: most, 4, from Fri 18 Nov, 11:00; 2 in the last hour."
[[nodiscard]] std::string coverage_sentence(const Coverage& coverage);

// How long one bar is: "1 hour", "3 hours", "1 day".
[[nodiscard]] std::string bar_phrase(const Coverage& coverage);

// "still growing", "cooling", "steady", "new", "quiet now": the second half of the story's window against the first.
[[nodiscard]] std::string_view trend_of(const StoryView& story, core::Instant now);

// An inline SVG of class `spark`, stretched to its box by the style sheet.
void write_coverage(Markup& out, const Coverage& coverage);

}  // namespace masthead::publish
