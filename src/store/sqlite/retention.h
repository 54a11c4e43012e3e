// What a desk does not keep for good: texts that go, and articles that go but for the knowledge that they were here.
#pragma once

#include "core/time.h"
#include "store/sqlite/database.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace masthead::store::sqlite {

// A purged article's addresses and items stay, and still name it; what is said of it is one decision.
[[nodiscard]] core::Result<std::size_t> write_retention(Database& database, const ChangeSet& changes);

[[nodiscard]] core::Result<std::vector<std::string>> read_articles_to_thin(Database& database, core::Instant before);
[[nodiscard]] core::Result<std::vector<std::string>> read_articles_to_purge(Database& database, core::Instant before);

}  // namespace masthead::store::sqlite
