// Between values and columns: lists and terms as JSON text.
#pragma once

#include "model/article.h"
#include "model/score.h"
#include "store/sqlite/database.h"

#include <string>
#include <string_view>

namespace masthead::store::sqlite {

// authors, keywords, images, topics, notes and the provider in one JSON object.
[[nodiscard]] std::string lists_of(const model::Article& article);
void read_lists(std::string_view json, model::Article& article);

[[nodiscard]] std::string terms_of(const model::Score& score);
[[nodiscard]] model::Score read_terms(std::string_view json);

// The columns of an article query, in the order of `select_article` in store.cpp.
[[nodiscard]] model::Article read_article(const Statement& row);

// Where values came from, as a JSON array of pairs.
[[nodiscard]] std::string origins_of(const std::vector<model::ValueOrigin>& origins);
[[nodiscard]] std::vector<model::ValueOrigin> read_origins(std::string_view text);

}  // namespace masthead::store::sqlite
