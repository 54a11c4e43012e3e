// What happened to a story, in order: who joined, what it swallowed, who led it, when it was published, what editors
// decided. Made from the store's history; the story's former names count as the story.
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::app {

struct StoryEvent {
    core::Instant at{};
    std::string kind;   // began, joined, left, merged, lead, published, withdrawn, revised, editor, undone
    std::string words;  // For people.
    std::string other;  // Id of the article or story, or number of the decision, that it is about.
};

// Oldest first; at one instant what joined comes before what it led to.
[[nodiscard]] core::Result<std::vector<StoryEvent>> timeline_of(const store::Store& store, std::string_view story_id);

[[nodiscard]] core::Json timeline_json(const std::vector<StoryEvent>& events);
[[nodiscard]] std::string timeline_text(const std::vector<StoryEvent>& events);

// Decisions of editors about a story or any of its articles, as sentences, by number; undone ones too.
[[nodiscard]] core::Result<core::Json> editor_json(const store::Store& store, std::string_view story_id,
                                                   const std::vector<std::string>& articles);

}  // namespace masthead::app
