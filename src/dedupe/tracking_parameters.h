// Query parameters that say how a reader came, not which document is meant.
#pragma once

#include <string_view>

namespace masthead::dedupe {

// Whether `name=value` may be dropped from an address without naming another document. Names are compared in lower
// case. The list is closed on purpose: `id`, `p`, `article`, `story`, `v`, `page` and all that is unknown stay, since
// many sites name the article in the query.
[[nodiscard]] bool is_tracking_parameter(std::string_view name, std::string_view value);

}  // namespace masthead::dedupe
