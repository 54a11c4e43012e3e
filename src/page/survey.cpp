#include "page/survey.h"

#include "core/ascii.h"

namespace masthead::page {
namespace {

bool has_word(std::string_view list, std::string_view word) {
    for (const std::string_view piece : core::split(list, ' ')) {
        if (core::equals_ignoring_case(core::trim(piece), word)) return true;
    }
    return false;
}

// "2018-09-21", "2018-09-21T12:00:00+02:00"
bool begins_with_date(std::string_view value) {
    return value.size() >= 10 && value[4] == '-' && value[7] == '-' && core::is_digit(value[0]) &&
           core::is_digit(value[3]);
}

void take_meta(const Tree& tree, NodeIndex index, Survey& found) {
    const std::string_view content = core::trim(tree.attribute(index, AttributeName::content));
    if (content.empty()) return;
    const std::string_view header = tree.attribute(index, AttributeName::http_equiv);
    if (core::equals_ignoring_case(core::trim(header), "content-language"))
        found.metas.push_back({"content-language", content});
    for (const AttributeName name : {AttributeName::property, AttributeName::name, AttributeName::itemprop}) {
        const std::string_view key = core::trim(tree.attribute(index, name));
        if (!key.empty()) found.metas.push_back({core::to_lower(key), content});
    }
}

void take_element(const Tree& tree, NodeIndex index, Survey& found) {
    switch (tree[index].tag) {
        case Tag::meta:
            take_meta(tree, index, found);
            break;
        case Tag::link:
            found.links.push_back({tree.attribute(index, AttributeName::rel),
                                   core::trim(tree.attribute(index, AttributeName::href)),
                                   tree.attribute(index, AttributeName::hreflang)});
            break;
        case Tag::h1:
            found.headings.push_back(index);
            break;
        case Tag::time:
            found.times.push_back(index);
            break;
        case Tag::iframe:
        case Tag::video:
        case Tag::embed:
            found.frames.push_back(index);
            break;
        case Tag::img:
        case Tag::amp_img:
            found.pictures.push_back(index);
            break;
        case Tag::title:
            if (found.title == 0)
                found.title = index;  // Drawings had titles of their own, but the reader has taken them out.
            break;
        case Tag::html:
            found.language = tree.attribute(index, AttributeName::lang);
            if (found.language.empty()) found.language = tree.attribute(index, AttributeName::xml_lang);
            break;
        case Tag::base:
            if (found.base.empty()) found.base = core::trim(tree.attribute(index, AttributeName::href));
            break;
        default:
            break;
    }
    const bool is_property = tree[index].tag != Tag::meta && tree.has(index, AttributeName::property);
    if (is_property || tree.has(index, AttributeName::itemprop)) found.properties.push_back(index);
    if ((tree[index].tag == Tag::abbr || tree[index].tag == Tag::span) &&
        begins_with_date(tree.attribute(index, AttributeName::title)))
        found.times.push_back(index);
    if (tree[index].tag != Tag::a) return;
    const std::string_view relation = tree.attribute(index, AttributeName::rel);
    if (relation.empty()) return;
    if (has_word(relation, "author")) found.authors.push_back(index);
    if (has_word(relation, "license")) found.licenses.push_back(index);
}

}  // namespace

const MetaEntry* Survey::find(std::initializer_list<std::string_view> keys) const {
    for (const std::string_view key : keys) {
        for (const MetaEntry& entry : metas) {
            if (entry.key == key) return &entry;
        }
    }
    return nullptr;
}

std::string_view Survey::meta(std::initializer_list<std::string_view> keys) const {
    const MetaEntry* const entry = find(keys);
    return entry == nullptr ? std::string_view() : entry->content;
}

std::string_view Survey::link(std::string_view relation) const {
    for (const LinkEntry& entry : links) {
        if (!entry.address.empty() && has_word(entry.relation, relation)) return entry.address;
    }
    return {};
}

std::string_view property_of(const Tree& tree, NodeIndex node) {
    const std::string_view microdata = tree.attribute(node, AttributeName::itemprop);
    if (!microdata.empty()) return microdata;
    const std::string_view property = tree.attribute(node, AttributeName::property);
    return property.substr(property.rfind(':') + 1);
}

Survey survey(const Tree& tree) {
    Survey found;
    for (NodeIndex i = 1; i < tree.size(); ++i) {
        const Node& node = tree[i];
        if (node.tag == Tag::text) continue;
        if (node.attributes > 0 || node.tag == Tag::h1 || node.tag == Tag::title || node.tag == Tag::time)
            take_element(tree, i, found);
    }
    return found;
}

}  // namespace masthead::page
