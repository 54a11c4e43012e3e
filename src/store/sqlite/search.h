// The full-text index: FTS5 over title, excerpt and text, with words as our own reader of words cuts them.
//
// FTS5's `unicode61` cuts at spaces and folds case and diacritics; scripts written without spaces (Han, kana, Thai,
// Lao, Khmer, Myanmar) would be one word a sentence. The tokenizer `masthead` hands those runs to text::tokenize and
// the rest to unicode61. The index holds no copy of the texts (external content,
// https://www.sqlite.org/fts5.html 4.4.3): it reads them through the view `searchable`, so an entry is taken out with
// the words that it was put in with.
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::store::sqlite {

// Writes articles that are stored already into the index. `unindex` comes before an article is written over, `index`
// after.
[[nodiscard]] core::Result<void> unindex(Database& database, const std::vector<model::Article>& articles);
[[nodiscard]] core::Result<void> index(Database& database, const std::vector<model::Article>& articles);

// Ids of the articles that hold every one of the words, the best first, ties in the order in which they were stored.
[[nodiscard]] core::Result<std::vector<std::string>> search(Database& database, std::string_view words,
                                                            std::size_t most);

}  // namespace masthead::store::sqlite
