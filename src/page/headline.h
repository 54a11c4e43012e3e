// The title of a page, without the name of its site.
#pragma once

#include "page/linked_data.h"
#include "page/markup.h"
#include "page/survey.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::page {

struct FoundTitle {
    std::string title;
    std::string evidence;
    std::vector<std::pair<std::string, std::string>> passed_over;  // (title, where) of those that say it otherwise.
};

// What a site is called, to be cut off titles.
struct SiteName {
    std::string_view name;    // "The Example"; may be empty.
    std::string_view domain;  // "example.org", registrable; may be empty.
};

// JSON-LD headline, og:title, h1, twitter:title and title vote; the site's name is cut off first. The title element
// is written for search engines: where og:title or the JSON-LD headline says something else than it, that is the
// newsroom's own title. O(n).
[[nodiscard]] FoundTitle find_title(const Tree& tree, const Survey& survey, const LinkedArticle& linked,
                                    const SiteName& site);

// "Rain over the harbour | The Example" without its last part, if that is the site, and without what follows the
// site's name: "Rain over the harbour | The Example | by Ann Sample". A first part that is the site goes too.
[[nodiscard]] std::string without_site_name(std::string_view title, const SiteName& site);

}  // namespace masthead::page
