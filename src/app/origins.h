// Where each value of an article or a page came from, for `masthead explain`.
#pragma once

#include "core/json.h"
#include "model/article.h"
#include "page/page.h"

#include <span>
#include <string>

namespace masthead::app {

// One object a value, in the order given: `field` (its name), `value` (as `holder`, the JSON of the article or page,
// has it; long ones are cut), `from`, `won` (of the text: the element that was taken, with its score) and
// `passedOver[]` (what said otherwise). `origins` is told in the words of page::ParsedPage::evidence: names that end in
// "_winner" and
// "_loser" belong to the value before.
[[nodiscard]] core::Json origins_json(std::span<const model::ValueOrigin> origins, const core::Json& holder);

// The same of all that a page says of itself.
[[nodiscard]] core::Json origins_json(const page::ParsedPage& page, const core::Json& holder);

// The same for reading: a table, ends with a newline; empty if there are none.
[[nodiscard]] std::string origins_text(const core::Json& origins);

// What is read of a page that no store need hold: `url`, `known` (false), `summary`, `page`, `origins`.
[[nodiscard]] core::Json explain_page(const page::ParsedPage& page);

}  // namespace masthead::app
