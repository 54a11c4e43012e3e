// Whose text is it, by its own words? Wire credits: "LONDON (Reuters) -", "Jane Doe, Associated Press", "This story was
// first published by ...", "(c) ...".
#pragma once

#include "model/article.h"

#include <string>
#include <vector>

namespace masthead::dedupe {

// The publishers that an article credits with its text, as they are named there, in the order met; none that credits
// the article's own provider. Looks at the authors, the first 200 bytes and the last 400. Cost: about 1 us.
[[nodiscard]] std::vector<std::string> credits_of(const model::Article& article);

// Does one of the names mean this provider? By its name, without case and "the"; by the name in its domain; the usual
// names of news agencies ("AP") by their domains.
[[nodiscard]] bool credits_name(const std::vector<std::string>& credits, const model::Provider& provider);

}  // namespace masthead::dedupe
