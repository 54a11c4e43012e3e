// What editors decided: the table `editor_decisions`, which articles are shown, and redirects that a decision ends.
#pragma once

#include "model/editor.h"
#include "store/sqlite/database.h"
#include "store/store.h"

#include <vector>

namespace masthead::store::sqlite {

[[nodiscard]] core::Result<std::size_t> write_editor(Database& database, const ChangeSet& changes);

// By number.
[[nodiscard]] core::Result<std::vector<model::EditorDecision>> read_editor_decisions(Database& database);

}  // namespace masthead::store::sqlite
