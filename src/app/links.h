// How a story lies to others, for people: the thread it is a chapter of, and every link with what it rests on.
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "store/store.h"

#include <string>
#include <string_view>

namespace masthead::app {

// {"thread": null or [chapters, oldest first], "links": [the strongest first]}. A link's words carry points that sum to
// its likeness, as far as they are kept; its strength is the likeness less the days between.
[[nodiscard]] core::Result<core::Json> story_links_json(const store::Store& store, std::string_view story_id);

// The same as lines; empty where the story stands alone.
[[nodiscard]] std::string story_links_text(const core::Json& json);

}  // namespace masthead::app
