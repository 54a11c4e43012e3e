// Pictures inside an item's markup: what a feed without media elements has for an image.
#pragma once

#include "core/url.h"
#include "model/image.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace masthead::feed {

// The <img> elements of `markup` in order, at most `most`, with what they say of width, height and alt. Left out:
// tracking pixels (an edge of 2 or less) and addresses that are not http(s). Linear; no HTML parser: the page room has
// one for whole pages.
[[nodiscard]] std::vector<model::Image> embedded_images(std::string_view markup, const core::Url* base,
                                                        std::size_t most);

}  // namespace masthead::feed
