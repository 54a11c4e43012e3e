// The language of an article, by its text and by all that the page declares.
#pragma once

#include "page/material.h"

#include <string>
#include <string_view>

namespace masthead::page {

struct FoundLanguage {
    std::string language;  // BCP 47 primary tag; empty: unknown.
    std::string evidence;  // "the text; html lang says en"
};

// `text` is the article's, or its title where there is none. Declarations, best first: JSON-LD inLanguage, html lang,
// og:locale, meta elements that name it, hreflang of the link that is the page itself. Where there
// are none and the text is too short to tell, Content-Language. O(n) in the first kilobytes of the text.
[[nodiscard]] FoundLanguage find_language(const Material& material, std::string_view text);

}  // namespace masthead::page
