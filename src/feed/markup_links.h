// Relative addresses inside an item's markup: whoever shows or follows them later no longer knows their base.
#pragma once

#include "core/url.h"

#include <string>
#include <string_view>

namespace masthead::feed {

// Makes the relative addresses of href, src, poster and cite in tags absolute against `base`, in place. Addresses with
// a scheme and bare fragments stay as they are. Cost O(n); allocates only where something is relative.
void resolve_markup_links(std::string& markup, const core::Url* base);

// The text trimmed, its links resolved.
[[nodiscard]] std::string linked_markup(std::string markup, const core::Url* base);

}  // namespace masthead::feed
