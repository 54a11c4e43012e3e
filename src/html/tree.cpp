#include "html/tree.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace masthead::html {
namespace {

struct TagName {
    std::string_view name;
    Tag tag;
};

// Sorted by name.
constexpr std::array tag_names{
    TagName{"a", Tag::a},
    TagName{"abbr", Tag::abbr},
    TagName{"address", Tag::address},
    TagName{"amp-img", Tag::amp_img},
    TagName{"article", Tag::article},
    TagName{"aside", Tag::aside},
    TagName{"audio", Tag::audio},
    TagName{"b", Tag::b},
    TagName{"base", Tag::base},
    TagName{"blockquote", Tag::blockquote},
    TagName{"body", Tag::body},
    TagName{"br", Tag::br},
    TagName{"button", Tag::button},
    TagName{"caption", Tag::caption},
    TagName{"center", Tag::center},
    TagName{"cite", Tag::cite},
    TagName{"code", Tag::code},
    TagName{"dd", Tag::dd},
    TagName{"details", Tag::details},
    TagName{"dialog", Tag::dialog},
    TagName{"div", Tag::div},
    TagName{"dl", Tag::dl},
    TagName{"dt", Tag::dt},
    TagName{"em", Tag::em},
    TagName{"embed", Tag::embed},
    TagName{"fieldset", Tag::fieldset},
    TagName{"figcaption", Tag::figcaption},
    TagName{"figure", Tag::figure},
    TagName{"font", Tag::font},
    TagName{"footer", Tag::footer},
    TagName{"form", Tag::form},
    TagName{"h1", Tag::h1},
    TagName{"h2", Tag::h2},
    TagName{"h3", Tag::h3},
    TagName{"h4", Tag::h4},
    TagName{"h5", Tag::h5},
    TagName{"h6", Tag::h6},
    TagName{"head", Tag::head},
    TagName{"header", Tag::header},
    TagName{"hr", Tag::hr},
    TagName{"html", Tag::html},
    TagName{"i", Tag::i},
    TagName{"iframe", Tag::iframe},
    TagName{"img", Tag::img},
    TagName{"input", Tag::input},
    TagName{"label", Tag::label},
    TagName{"legend", Tag::legend},
    TagName{"li", Tag::li},
    TagName{"link", Tag::link},
    TagName{"main", Tag::main},
    TagName{"map", Tag::map},
    TagName{"menu", Tag::menu},
    TagName{"meta", Tag::meta},
    TagName{"nav", Tag::nav},
    TagName{"noscript", Tag::noscript},
    TagName{"object", Tag::object},
    TagName{"ol", Tag::ol},
    TagName{"optgroup", Tag::optgroup},
    TagName{"option", Tag::option},
    TagName{"p", Tag::p},
    TagName{"picture", Tag::picture},
    TagName{"pre", Tag::pre},
    TagName{"q", Tag::q},
    TagName{"s", Tag::s},
    TagName{"section", Tag::section},
    TagName{"select", Tag::select},
    TagName{"small", Tag::small},
    TagName{"source", Tag::source},
    TagName{"span", Tag::span},
    TagName{"strike", Tag::strike},
    TagName{"strong", Tag::strong},
    TagName{"sub", Tag::sub},
    TagName{"summary", Tag::summary},
    TagName{"sup", Tag::sup},
    TagName{"table", Tag::table},
    TagName{"tbody", Tag::tbody},
    TagName{"td", Tag::td},
    TagName{"textarea", Tag::textarea},
    TagName{"tfoot", Tag::tfoot},
    TagName{"th", Tag::th},
    TagName{"thead", Tag::thead},
    TagName{"time", Tag::time},
    TagName{"title", Tag::title},
    TagName{"tr", Tag::tr},
    TagName{"u", Tag::u},
    TagName{"ul", Tag::ul},
    TagName{"video", Tag::video},
};
static_assert(std::ranges::is_sorted(tag_names, {}, &TagName::name));

struct AttributeText {
    std::string_view name;
    AttributeName attribute;
};

// Sorted by name.
constexpr std::array attribute_names{
    AttributeText{"alt", AttributeName::alt},
    AttributeText{"aria-hidden", AttributeName::aria_hidden},
    AttributeText{"aria-label", AttributeName::aria_label},
    AttributeText{"charset", AttributeName::charset},
    AttributeText{"class", AttributeName::class_},
    AttributeText{"content", AttributeName::content},
    AttributeText{"data-lazy-src", AttributeName::data_src},
    AttributeText{"data-original", AttributeName::data_original},
    AttributeText{"data-src", AttributeName::data_src},
    AttributeText{"data-srcset", AttributeName::data_srcset},
    AttributeText{"datetime", AttributeName::datetime},
    AttributeText{"height", AttributeName::height},
    AttributeText{"hidden", AttributeName::hidden},
    AttributeText{"href", AttributeName::href},
    AttributeText{"hreflang", AttributeName::hreflang},
    AttributeText{"http-equiv", AttributeName::http_equiv},
    AttributeText{"id", AttributeName::id},
    AttributeText{"itemprop", AttributeName::itemprop},
    AttributeText{"itemscope", AttributeName::itemscope},
    AttributeText{"itemtype", AttributeName::itemtype},
    AttributeText{"lang", AttributeName::lang},
    AttributeText{"media", AttributeName::media},
    AttributeText{"name", AttributeName::name},
    AttributeText{"poster", AttributeName::poster},
    AttributeText{"property", AttributeName::property},
    AttributeText{"rel", AttributeName::rel},
    AttributeText{"role", AttributeName::role},
    AttributeText{"src", AttributeName::src},
    AttributeText{"srcset", AttributeName::srcset},
    AttributeText{"style", AttributeName::style},
    AttributeText{"title", AttributeName::title},
    AttributeText{"type", AttributeName::type},
    AttributeText{"value", AttributeName::value},
    AttributeText{"width", AttributeName::width},
    AttributeText{"xml:lang", AttributeName::xml_lang},
};
static_assert(std::ranges::is_sorted(attribute_names, {}, &AttributeText::name));

constexpr std::size_t longest_attribute_name = 16;

// For each first letter the lengths of the names that begin with it, as bits.
constexpr std::array<std::uint32_t, 26> make_attribute_lengths() {
    std::array<std::uint32_t, 26> lengths{};
    for (const auto& [name, attribute] : attribute_names)
        lengths[static_cast<std::size_t>(name.front() - 'a')] |= 1U << name.size();
    return lengths;
}
constexpr auto attribute_lengths = make_attribute_lengths();

}  // namespace

bool is_kept_attribute(std::string_view name) {
    if (name.empty() || name.size() > longest_attribute_name || !core::is_alpha(name.front())) return false;
    const std::uint32_t lengths = attribute_lengths[static_cast<std::size_t>(core::to_lower(name.front()) - 'a')];
    if ((lengths >> name.size() & 1U) == 0) return false;
    std::array<char, longest_attribute_name> lower{};
    std::ranges::transform(name, lower.begin(), [](char c) { return core::to_lower(c); });
    return attribute_of(std::string_view(lower.data(), name.size())) != AttributeName::none;
}

Tag tag_of(std::string_view name) {
    const auto* const found = std::ranges::lower_bound(tag_names, name, {}, &TagName::name);
    return found != tag_names.end() && found->name == name ? found->tag : Tag::other;
}

std::string_view name_of(Tag tag) {
    for (const auto& entry : tag_names) {
        if (entry.tag == tag) return entry.name;
    }
    return tag == Tag::root ? "document" : "element";
}

AttributeName attribute_of(std::string_view name) {
    const auto* const found = std::ranges::lower_bound(attribute_names, name, {}, &AttributeText::name);
    return found != attribute_names.end() && found->name == name ? found->attribute : AttributeName::none;
}

bool is_heading(Tag tag) {
    return tag >= Tag::h1 && tag <= Tag::h6;
}

bool is_block(Tag tag) {
    switch (tag) {
        case Tag::a:
        case Tag::abbr:
        case Tag::b:
        case Tag::br:
        case Tag::cite:
        case Tag::code:
        case Tag::em:
        case Tag::font:
        case Tag::i:
        case Tag::img:
        case Tag::input:
        case Tag::label:
        case Tag::map:
        case Tag::other:
        case Tag::q:
        case Tag::s:
        case Tag::small:
        case Tag::span:
        case Tag::strike:
        case Tag::strong:
        case Tag::sub:
        case Tag::sup:
        case Tag::text:
        case Tag::time:
        case Tag::u:
            return false;
        default:
            return true;
    }
}

std::string_view Arena::store(std::string_view bytes) {
    if (bytes.empty()) return {};
    if (bytes.size() > left_) {
        const std::size_t size = std::max(block_bytes, bytes.size());
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(
            size));  // NOLINT(cppcoreguidelines-avoid-c-arrays,modernize-avoid-c-arrays)
        next_ = blocks_.back().get();
        left_ = size;
    }
    std::memcpy(next_, bytes.data(), bytes.size());
    const std::string_view stored(next_, bytes.size());
    next_ += bytes.size();
    left_ -= bytes.size();
    return stored;
}

Tree::Tree() {
    nodes_.push_back(Node{.tag = Tag::root});
    open_.push_back(0);
}

NodeIndex Tree::open(Tag tag) {
    const NodeIndex index = size();
    nodes_.push_back(Node{.parent = open_.back(),
                          .first_attribute = static_cast<std::uint32_t>(attributes_.size()),
                          .depth = static_cast<std::uint16_t>(open_.size()),
                          .tag = tag});
    open_.push_back(index);
    return index;
}

void Tree::add_attribute(AttributeName name, std::string_view value) {
    attributes_.push_back({arena_.store(value), name});
    ++nodes_.back().attributes;
}

void Tree::add_text(std::string_view text) {
    const NodeIndex index = size();
    const bool is_blank = std::ranges::all_of(text, core::is_space);
    nodes_.push_back(Node{.text = is_blank ? std::string_view(" ") : arena_.store(text),
                          .parent = open_.back(),
                          .end = index + 1,
                          .depth = static_cast<std::uint16_t>(open_.size()),
                          .tag = Tag::text});
}

void Tree::close() {
    if (open_.size() <= 1) return;
    nodes_[open_.back()].end = size();
    open_.pop_back();
}

void Tree::close(Tag tag) {
    std::size_t level = open_.size();
    while (level > 1 && nodes_[open_[level - 1]].tag != tag) --level;
    if (level <= 1) return;
    while (open_.size() >= level) close();
}

void Tree::close_all() {
    while (open_.size() > 1) close();
    nodes_[0].end = size();
}

std::string_view Tree::attribute(NodeIndex index, AttributeName name) const {
    const Node& node = nodes_[index];
    for (std::uint32_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i) {
        if (attributes_[i].name == name) return attributes_[i].value;
    }
    return {};
}

bool Tree::has(NodeIndex index, AttributeName name) const {
    const Node& node = nodes_[index];
    for (std::uint32_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i) {
        if (attributes_[i].name == name) return true;
    }
    return false;
}

namespace {

// At most `bytes` of valid UTF-8, never ending inside a character.
std::string_view beginning_of(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

}  // namespace

std::string Tree::text_of(NodeIndex index, std::size_t enough_bytes) const {
    std::string out;
    for (NodeIndex i = index; i < nodes_[index].end && out.size() <= enough_bytes; ++i) {
        if (nodes_[i].tag == Tag::text)
            append_folded(out, 0, beginning_of(nodes_[i].text, 2 * enough_bytes));
        else if (is_block(nodes_[i].tag) || nodes_[i].tag == Tag::br)
            append_folded(out, 0, " ");
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

void append_folded(std::string& out, std::size_t begin, std::string_view piece) {
    constexpr std::string_view no_break_space = "\xC2\xA0";
    constexpr std::string_view soft_hyphen = "\xC2\xAD";  // Where a word may be parted; no part of it.
    std::size_t i = 0;
    while (i < piece.size()) {
        std::size_t space = 0;
        if (core::is_space(piece[i]))
            space = 1;
        else if (piece.substr(i, 2) == no_break_space)
            space = 2;
        if (piece.substr(i, 2) == soft_hyphen) {
            i += 2;
            continue;
        }
        if (space != 0) {
            if (out.size() > begin && out.back() != ' ') out += ' ';
            i += space;
            continue;
        }
        std::size_t run = i + 1;
        while (run < piece.size() && !core::is_space(piece[run]) && piece[run] != '\xC2') ++run;
        out.append(piece.substr(i, run - i));
        i = run;
    }
}

}  // namespace masthead::html
