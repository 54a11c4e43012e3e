// What stories are about, and how they lie to each other over time: since when and until when two were linked or one
// was a chapter.
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

#include <string_view>
#include <vector>

namespace masthead::store::sqlite {

// Notes the stories whose articles come, go or change by this, before it is written.
[[nodiscard]] core::Result<void> mark_stories_due(Database& database, const ChangeSet& changes);

[[nodiscard]] core::Result<std::size_t> write_threads(Database& database, const ChangeSet& changes);

[[nodiscard]] core::Result<std::vector<StoryProfileRow>> read_profile(Database& database, std::string_view story_id);
[[nodiscard]] core::Result<std::vector<StoryProfileRow>> read_profiles(Database& database, core::Instant last_from);
[[nodiscard]] core::Result<std::vector<model::StoryLink>> read_links(Database& database, const ThreadQuery& query);
[[nodiscard]] core::Result<std::vector<model::StoryThread>> read_threads(Database& database, const ThreadQuery& query);

}  // namespace masthead::store::sqlite
