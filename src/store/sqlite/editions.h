// Editions as they were published. What an edition shows stands in articles, scores, stories, redirects and revisions;
// a row of these knows the first edition it may stand in (`since`), and triggers keep what a row held before its first
// change after an edition (the tables ending in _before). So history grows with what changes between two editions, and
// not at all where nothing is published.
#pragma once

#include "store/sqlite/database.h"

#include <functional>
#include <vector>

namespace masthead::store::sqlite {

[[nodiscard]] core::Result<std::int64_t> open_edition(Database& database, const NewEdition& edition,
                                                      const std::function<core::Result<void>()>& read);
[[nodiscard]] core::Result<void> close_edition(Database& database, std::int64_t number, const EditionPrint& print);
[[nodiscard]] core::Result<std::vector<PublishedEdition>> read_editions(Database& database);

// From now on this connection reads those tables as they stood for an edition, whatever others write meanwhile.
[[nodiscard]] core::Result<void> show_edition(Database& database, std::int64_t number);

// Before articles are purged: what is kept of them goes, editions that showed them cannot be written again, and what
// only these needed goes as well.
[[nodiscard]] core::Result<void> lose_editions(Database& database, const std::vector<std::string>& purged);

}  // namespace masthead::store::sqlite
