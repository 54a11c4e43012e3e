// One walk over the tree collects what metadata is read from: meta and link elements, headings, microdata, times,
// players, pictures.
#pragma once

#include "page/markup.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct MetaEntry {
    std::string key;  // name, property or itemprop, lower case; http-equiv only for the language.
    std::string_view content;
};

struct LinkEntry {
    std::string_view relation;
    std::string_view address;
    std::string_view language;  // hreflang
};

struct Survey {
    std::vector<MetaEntry> metas;  // In document order.
    std::vector<LinkEntry> links;
    std::vector<NodeIndex> headings;    // h1 only.
    std::vector<NodeIndex> times;       // time elements; others with a machine's date in their title (hAtom).
    std::vector<NodeIndex> properties;  // Elements with itemprop, meta included; in the body also with property (RDFa).
    std::vector<NodeIndex> authors;     // rel=author.
    std::vector<NodeIndex> licenses;    // a with rel=license.
    std::vector<NodeIndex> frames;      // iframe and video.
    std::vector<NodeIndex> pictures;    // img, amp-img.
    NodeIndex title = 0;                // 0: none.
    std::string_view language;          // html lang.
    std::string_view base;              // base href.

    // The first non-empty content of the first of `keys` that is there, in the keys' order.
    [[nodiscard]] const MetaEntry* find(std::initializer_list<std::string_view> keys) const;
    [[nodiscard]] std::string_view meta(std::initializer_list<std::string_view> keys) const;
    [[nodiscard]] std::string_view link(std::string_view relation) const;
};

// itemprop, or RDFa's property without its prefix: "schema:author" is "author".
[[nodiscard]] std::string_view property_of(const Tree& tree, NodeIndex node);

[[nodiscard]] Survey survey(const Tree& tree);

}  // namespace masthead::page
