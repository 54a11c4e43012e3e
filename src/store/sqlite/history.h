// What stories were: their members over time, and every state they came to.
#pragma once

#include "model/story.h"
#include "store/sqlite/database.h"
#include "store/store.h"

#include <string_view>
#include <vector>

namespace masthead::store::sqlite {

// Writes the state of each scored story that differs from its latest one. Heat counts without its age, or every hour
// would be a state.
[[nodiscard]] core::Result<std::size_t> write_story_states(Database& database, const ChangeSet& changes);

[[nodiscard]] core::Result<std::vector<model::StoryState>> read_story_states(Database& database,
                                                                             std::string_view story_id);
// Sorted by `since`, then article id.
[[nodiscard]] core::Result<std::vector<MembershipSpan>> read_membership_spans(Database& database,
                                                                              std::string_view story_id);

}  // namespace masthead::store::sqlite
