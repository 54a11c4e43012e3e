// The schema as a list of steps that is only ever added to. `user_version` holds how many were taken.
#pragma once

#include "store/sqlite/database.h"

#include <span>

namespace masthead::store::sqlite {

[[nodiscard]] std::span<const char* const> migrations();

// Takes the missing steps, each in one transaction. Errors: corrupt when the file was written by a newer program.
[[nodiscard]] core::Result<void> migrate(Database& database);

// Errors as above, and corrupt when the file is older than this program and may not be written.
[[nodiscard]] core::Result<void> require_current(Database& database);

}  // namespace masthead::store::sqlite
