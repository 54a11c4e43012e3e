#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

namespace masthead::store::sqlite {

// Writes a change set in one transaction, or nothing of it.
[[nodiscard]] core::Result<ChangeCounts> apply_changes(Database& database, const ChangeSet& changes,
                                                       Durability durability);

}  // namespace masthead::store::sqlite
