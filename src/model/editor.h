// What a person decided about stories, beside or against what the engine found. Decisions name articles, not only
// stories: articles keep their ids, while stories merge and part.
#pragma once

#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::model {

enum class EditorVerb : std::uint8_t {
    pin,      // An article leads its story.
    merge,    // Stories are one.
    split,    // Articles are a story of their own.
    retitle,  // A story has a title of its own.
    remove,   // A story with all that joins it, or one article, is not shown.
};
[[nodiscard]] std::string_view name_of(EditorVerb verb);
[[nodiscard]] std::optional<EditorVerb> editor_verb_of(std::string_view name);

// Articles of one story, as they were when it was decided.
struct StoryPart {
    std::string story_id;
    std::vector<std::string> article_ids;
    friend bool operator==(const StoryPart&, const StoryPart&) = default;
};

struct EditorDecision {
    std::int64_t number = 0;  // Given by the store, rising from 1; 0: not yet.
    EditorVerb verb = EditorVerb::pin;
    std::string story_id;  // Which it is about, by its name of then; of a removed article empty.
    // pin: the story with its new lead. merge: every story, first the one whose name stays. split: what stays, then
    // what left, under its new name. retitle: the story. remove: the story, or the article alone.
    std::vector<StoryPart> parts;
    std::string title;   // Of retitle.
    std::string by;      // Who.
    std::string reason;  // In their words; may be empty.
    core::Instant at{};
    std::optional<core::Instant> undone_at;
    std::string undone_by;
    [[nodiscard]] bool stands() const { return !undone_at; }
};

}  // namespace masthead::model
