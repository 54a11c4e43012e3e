// The tokenizer `masthead` of FTS5 (see search.h).
#pragma once

namespace masthead::store::sqlite {

// Makes it known to a connection (a sqlite3*). False: this SQLite has no FTS5, or no memory is left.
[[nodiscard]] bool register_search_words(void* connection);

}  // namespace masthead::store::sqlite
