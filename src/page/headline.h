// The title of a page, without the name of its site.
#pragma once

#include "page/linked_data.h"
#include "page/markup.h"
#include "page/survey.h"

#include <string>
#include <string_view>

namespace masthead::page {

struct FoundTitle {
    std::string title;
    std::string evidence;
};

// JSON-LD headline, og:title, h1, twitter:title and title vote; the site's name is cut off first. O(n).
[[nodiscard]] FoundTitle find_title(const Tree& tree, const Survey& survey, const LinkedArticle& linked,
                                    std::string_view provider);

// "Rain over the harbour | The Example" without its last part, if that is `site` or short beside the rest.
[[nodiscard]] std::string without_site_name(std::string_view title, std::string_view site);

}  // namespace masthead::page
