// What the class, id and other names of an element say about its content. One pass over the names finds all known words
// at once.
#pragma once

#include "page/markup.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace masthead::page {

enum Hint : std::uint32_t {
    hint_none = 0,
    hint_body = 1U << 0U,         // Says that it holds the article's text.
    hint_boilerplate = 1U << 1U,  // Navigation, sharing, newsletters, related articles, advertising.
    hint_comments = 1U << 2U,
    hint_caption = 1U << 3U,  // Captions and credits of pictures.
    hint_byline = 1U << 4U,
    hint_date = 1U << 5U,
    hint_hidden = 1U << 6U,
    hint_lead = 1U << 7U,  // The paragraph under the title.
    hint_paywall = 1U << 8U,
    hint_article = 1U << 9U,     // Wraps an article, text and furniture.
    hint_elsewhere = 1U << 10U,  // About other articles: lists of related, popular and latest ones. Boilerplate too.
    hint_consent = 1U << 11U,    // Cookie and privacy boxes. Boilerplate too.
    hint_element = 1U << 12U,    // Boilerplate by its element or role, not only by a name.
};

// The hints of the names given, e.g. of a class attribute.
[[nodiscard]] std::uint32_t hints_of_names(std::string_view names);

// For each node the hints of its own names, role, style and element.
[[nodiscard]] std::vector<std::uint32_t> find_hints(const Tree& tree);

}  // namespace masthead::page
