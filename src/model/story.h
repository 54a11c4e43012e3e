// Articles about one event.
#pragma once

#include "core/time.h"
#include "model/score.h"

#include <string>
#include <vector>

namespace masthead::model {

// What the scores say about one member of a story.
struct ScoredMember {
    std::string article_id;
    Score quality;
    Score heat;  // Of a member that is not the lead: one term "not-lead" of -1 points.
    bool is_published = false;
    std::string duplicate_of;  // Article id of the original for a syndicated copy; empty: an own account.
};

struct Story {
    std::string id;                     // Stable through merges, splits and lead changes.
    std::vector<ScoredMember> members;  // The lead first, then by quality, descending.
    core::Instant first{};              // Earliest and latest published instant of the members.
    core::Instant last{};
    std::string title;  // As an editor named it; empty: its lead's.
    [[nodiscard]] const std::string& lead_id() const { return members.front().article_id; }
};

// A story id that lives on in another story.
struct StoryRedirect {
    std::string from;
    std::string to;
    core::Instant at{};  // Since when; filled by the store.
};

// What a story came to, from an instant until the next of its states.
struct StoryState {
    std::string story_id;
    core::Instant at{};
    std::string lead_id;
    int quality = 0;  // Of the lead.
    int heat = 0;     // Without what age has taken from it.
    bool is_published = false;
};

}  // namespace masthead::model
