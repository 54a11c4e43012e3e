// Who wrote a page.
#pragma once

#include "page/material.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct FoundAuthors {
    std::vector<std::string> names;
    std::string evidence;
};

// Order: JSON-LD, meta elements, microdata and rel=author, elements named for bylines. `provider` is no author. O(n).
[[nodiscard]] FoundAuthors find_authors(const Material& material, std::string_view provider);

// The names in a byline: "By Ann Example and Bo Sample, Staff Writers" gives two.
[[nodiscard]] std::vector<std::string> names_of_byline(std::string_view byline);

}  // namespace masthead::page
