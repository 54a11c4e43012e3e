// Link headers: https://www.rfc-editor.org/rfc/rfc8288#section-3
#pragma once

#include "core/url.h"

#include <string>
#include <string_view>

namespace masthead::fetch {

// Where the first link of relation `relation` (lower case) in the value of a Link header leads: resolved against
// `base`, empty if there is none. Links whose context is another document (a parameter `anchor`) do not count. Reads on
// after what is malformed as far as it can tell where the next link begins.
[[nodiscard]] std::string link_of(std::string_view value, std::string_view relation, const core::Url& base);

}  // namespace masthead::fetch
