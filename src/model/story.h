// Articles about one event.
#pragma once

#include "core/time.h"
#include "model/score.h"

#include <cstdint>
#include <string>
#include <vector>

namespace masthead::model {

// Stable hashes of what was made of a member, by which a later run sees what has changed without reading it.
struct ScoreMarks {
    std::uint64_t score = 0;      // Of its terms, its place and its story; 0: unknown.
    std::uint64_t decisions = 0;  // Of what was decided about it, in words; 0: unknown.
    friend bool operator==(const ScoreMarks&, const ScoreMarks&) = default;
};

// What the scores say about one member of a story.
struct ScoredMember {
    std::string article_id;
    Score quality;
    Score heat;  // Of a member that is not the lead: one term "not-lead" of -1 points.
    bool is_published = false;
    std::string duplicate_of;  // Article id of the original for a syndicated copy; empty: an own account.
    ScoreMarks marks;
    bool is_stored = false;  // The store is known to have all this: it need not be written.
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
