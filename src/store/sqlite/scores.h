// Scores, the facts they are made from, and the marks by which a run sees what has changed.
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::store::sqlite {

// What was written has to be looked at again.
[[nodiscard]] core::Result<void> mark_facts_due(Database& database, std::span<const model::Article> articles);

[[nodiscard]] core::Result<std::size_t> write_facts(Database& database, const ChangeSet& changes);
[[nodiscard]] core::Result<std::size_t> write_scores(Database& database, const ChangeSet& changes);

[[nodiscard]] core::Result<void> read_facts(Database& database,
                                            const std::function<void(std::string_view bytes)>& visit);
[[nodiscard]] core::Result<std::string> read_rules(Database& database);
[[nodiscard]] core::Result<std::vector<StoredMarks>> read_score_marks(Database& database);

}  // namespace masthead::store::sqlite
