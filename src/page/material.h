// What the finders of metadata read from: one page, looked at once.
#pragma once

#include "core/url.h"
#include "page/blocks.h"
#include "page/linked_data.h"
#include "page/main_text.h"
#include "page/markup.h"
#include "page/survey.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::page {

struct Material {
    const Tree& tree;
    const std::vector<std::uint32_t>& hints;  // Of each node.
    const BlockList& blocks;
    const Survey& survey;
    const LinkedArticle& linked;
    const MainText& main_text;
    std::string_view title;            // Of the article, found already.
    std::string_view url;              // As given.
    std::string_view markup;           // The whole page as UTF-8, scripts included.
    std::string_view robots_header;    // X-Robots-Tag as served, a line for each header; may be empty.
    std::string_view language_header;  // Content-Language as served; may be empty.
    const core::Url* base = nullptr;   // What references are resolved against; nullptr: the page's address is none.
};

// An absolute http(s) address for a reference of the page, or empty.
[[nodiscard]] std::string absolute(const Material& material, std::string_view reference);

using Evidence = std::vector<std::pair<std::string, std::string>>;

}  // namespace masthead::page
