#include "feed/namespaces.h"

#include <algorithm>
#include <ranges>

namespace masthead::feed {

namespace {

bool is_declaration(const XmlAttribute& attribute) {
    return attribute.name.starts_with("xmlns") && (attribute.name.size() == 5 || attribute.name[5] == ':');
}

}  // namespace

SplitName split_name(std::string_view name) {
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

void Namespaces::enter(std::vector<XmlAttribute>& attributes, std::size_t depth) {
    if (attributes.empty()) return;
    for (const auto& attribute : attributes) {
        if (!is_declaration(attribute)) continue;
        const std::string_view prefix = attribute.name.substr(std::min<std::size_t>(attribute.name.size(), 6));
        bindings_.push_back({std::string(prefix), vocabulary_of_uri(attribute.value), depth});
    }
    std::erase_if(attributes, is_declaration);
    for (auto& attribute : attributes) {
        const auto [prefix, local] = split_name(attribute.name);
        if (!prefix.empty()) attribute.vocabulary = resolve(prefix);
        attribute.name = local;
    }
}

void Namespaces::leave(std::size_t depth) {
    while (!bindings_.empty() && bindings_.back().depth >= depth) bindings_.pop_back();
}

Vocabulary Namespaces::resolve(std::string_view prefix) const {
    for (const auto& binding : std::views::reverse(bindings_)) {
        if (binding.prefix == prefix) return binding.vocabulary;
    }
    return prefix.empty() ? Vocabulary::plain : vocabulary_of_prefix(prefix);
}

}  // namespace masthead::feed
