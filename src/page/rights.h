// What a page's owner allows: licence, robots directives, whether it may be read for free.
#pragma once

#include "page/material.h"
#include "page/page.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

// Fills license, robots, is_accessible_for_free and is_paywalled. `robots_header` is X-Robots-Tag as served, or empty.
void fill_rights(const Material& material, std::string_view robots_header, ParsedPage& page);

// Adds the directives of one value ("noindex, max-snippet:50", "none", "googlebot: noarchive") to `directives`; the
// stricter wins. Those for crawlers other than Google's, which stand for everyone's, are left out.
//   https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
void read_robots(std::string_view value, RobotsDirectives& directives);

// What is set, by name: "noindex", "max-snippet:50".
[[nodiscard]] std::vector<std::string> names_of(const RobotsDirectives& robots);

}  // namespace masthead::page
