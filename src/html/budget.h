// How much markup is read before the rest is left out.
#pragma once

#include <cstddef>

namespace masthead::html {

struct MarkupBudget {
    std::size_t max_open_elements = 512;
    std::size_t max_attributes = 128;  // Of one tag.
    std::size_t max_tags = 50000;      // And elements opened anew for formatting that goes on.
    std::size_t max_text_bytes = 4U << 20U;
};

}  // namespace masthead::html
