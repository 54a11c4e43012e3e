// Who wrote a page.
#pragma once

#include "page/material.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct FoundAuthors {
    std::vector<std::string> names;
    std::vector<std::string> organizations;  // Those of `names` that are no persons.
    std::string evidence;
};

// Order: JSON-LD, meta elements, microdata and rel=author, elements named for bylines, lines beside the title that
// begin with a word like "by", links beside the title to a person's page. `provider` is no author, unless nobody else
// is. O(n).
[[nodiscard]] FoundAuthors find_authors(const Material& material, std::string_view provider);

}  // namespace masthead::page
