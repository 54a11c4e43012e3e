// The front page as it would be under other scoring options, beside the one of the desk. Nothing is written.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "core/time.h"
#include "model/score.h"
#include "store/store.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace masthead::pipeline {

enum class FrontMove : std::uint8_t { entered, left, rose, fell };

// One term of a story's heat, or of its lead's quality, that gives other points.
struct TermChange {
    std::string of;  // "heat", "quality"
    std::string name;
    int before = 0;
    int after = 0;
};

// How a story stands on one of the two pages.
struct FrontPlace {
    std::size_t place = 0;  // From 1; 0: not on the page.
    bool is_published = false;
    int heat = 0;
    int quality = 0;  // Of the lead.
    std::string title;
    std::string provider;
    std::string url;
};

struct FrontChange {
    FrontMove move = FrontMove::rose;
    std::string story_id;
    FrontPlace before;
    FrontPlace after;
    std::vector<TermChange> terms;  // Why; empty: others passed it, or let it pass.
};

struct Preview {
    std::vector<FrontPlace> before;  // The two pages.
    std::vector<FrontPlace> after;
    std::vector<FrontChange> changes;  // Entered, left, then moved; each by its place.
    std::size_t stories = 0;
    std::size_t published_before = 0;  // In the edition, not only on its front.
    std::size_t published_after = 0;
    bool is_outdated = false;  // Topics, organisations or sources have changed since the store was last scored.
};

struct PreviewOptions {
    std::size_t front = 30;  // Stories of a front page, about as many as the site's first screens hold.
};

// The published stories of the edition at `now`, the hottest first, by the desk's scoring and by `changed`.
//
//   cost    two scorings of all stories from stored facts, beside each other in two threads
//   errors  invalid for weights that a profile does not have; the store's own
[[nodiscard]] core::Result<Preview> preview_front(const config::Desk& desk, const config::ScoringOptions& changed,
                                                  const store::Store& store, core::Instant now,
                                                  const PreviewOptions& options = {});

}  // namespace masthead::pipeline
