#include "page/site_rules.h"

#include <algorithm>

namespace masthead::page {

core::Result<SiteRules> SiteRules::parse(const model::Site& site) {
    SiteRules rules;
    for (const auto& [text, selector] : {std::pair{&site.body, &rules.body_}, std::pair{&site.title, &rules.title_}}) {
        if (text->empty()) continue;
        auto read = html::Selector::parse(*text);
        if (!read) return std::unexpected(read.error());
        *selector = std::move(*read);
    }
    for (const std::string& text : site.remove) {
        auto read = html::Selector::parse(text);
        if (!read) return std::unexpected(read.error());
        rules.removed_.push_back(std::move(*read));
    }
    return rules;
}

NodeIndex SiteRules::body(const Tree& tree) const {
    constexpr std::size_t sniffed = 16;  // Bytes: whether there is any.
    if (!body_) return 0;
    const auto found = body_->all(tree);
    const auto first =
        std::ranges::find_if(found, [&](NodeIndex node) { return !tree.text_of(node, sniffed).empty(); });
    return first == found.end() ? 0 : *first;
}

std::string SiteRules::title(const Tree& tree) const {
    if (!title_) return {};
    for (const NodeIndex node : title_->all(tree)) {
        std::string text = tree.text_of(node);
        if (!text.empty()) return text;
    }
    return {};
}

void SiteRules::remove(Tree& tree) const {
    std::vector<NodeIndex> nodes;
    for (const html::Selector& selector : removed_) {
        const auto found = selector.all(tree);
        nodes.insert(nodes.end(), found.begin(), found.end());
    }
    for (const NodeIndex node : nodes) tree.blank(node);
}

}  // namespace masthead::page
