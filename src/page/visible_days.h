// The days among the words that a reader sees, with what stands beside them.
#pragma once

#include "page/day.h"
#include "page/material.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace masthead::page {

struct VisibleDay {
    std::size_t block = 0;
    std::chrono::year_month_day day{};
    bool says_published = false;
    bool says_modified = false;
    bool is_alone = false;     // In a short line.
    bool begins_text = false;  // Leads a paragraph of the main text, as agencies do.
    bool is_near_title = false;
};

struct VisibleDayOptions {
    std::size_t longest_worded_block = 600;  // Bytes, where a word like "published" stands in it.
    std::size_t longest_dated_block = 300;   // Bytes: a date of publication stands in a short line.
    std::size_t lone_date_bytes = 60;
    std::size_t leading_bytes = 40;   // Of a paragraph that a date begins.
    std::size_t leading_blocks = 10;  // Of the main text.
    std::size_t before_title = 4;     // Blocks that count as near.
    std::size_t after_title = 10;
    std::size_t least_shared_bytes = 15;  // Of a heading that holds the title, or a part of it.
};

// Where the title stands among the blocks: the heading that is the title (or holds it, or is held by it), the last one
// before the text begins. Nothing: no heading is.
[[nodiscard]] std::optional<std::size_t> find_title_block(const Material& material,
                                                          const VisibleDayOptions& options = {});

[[nodiscard]] bool is_near(std::size_t block, std::optional<std::size_t> title_block,
                           const VisibleDayOptions& options = {});

// In document order. O(n) in the page's text.
[[nodiscard]] std::vector<VisibleDay> find_visible_days(const Material& material, const DayOptions& days,
                                                        std::optional<std::size_t> title_block,
                                                        const VisibleDayOptions& options = {});

}  // namespace masthead::page
