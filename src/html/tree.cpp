#include "html/tree.h"

#include "core/ascii.h"
#include "html/name_table.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace masthead::html {
namespace {

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
    AttributeText{"colspan", AttributeName::colspan},
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
    AttributeText{"rowspan", AttributeName::rowspan},
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

constexpr NameTable attribute_table(attribute_names);

}  // namespace

AttributeName attribute_of(std::string_view name) {
    const int index = attribute_table.find(name, attribute_names);
    return index < 0 ? AttributeName::none : attribute_names.at(static_cast<std::size_t>(index)).attribute;
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

char* Arena::take(std::size_t bytes) {
    if (bytes > left_) {
        const std::size_t size = std::max(block_bytes, bytes);
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(
            size));  // NOLINT(cppcoreguidelines-avoid-c-arrays,modernize-avoid-c-arrays)
        next_ = blocks_.back().get();
        left_ = size;
    }
    char* const taken = next_;
    next_ += bytes;
    left_ -= bytes;
    return taken;
}

std::string_view Arena::store(std::string_view bytes) {
    if (bytes.empty()) return {};
    char* const place = take(bytes.size());
    std::memcpy(place, bytes.data(), bytes.size());
    return {place, bytes.size()};
}

std::string_view Arena::extend(std::string_view stored, std::string_view more) {
    const std::size_t size = stored.size() + more.size();
    const bool is_last = !stored.empty() && stored.data() + stored.size() == next_;
    if (is_last && more.size() <= left_) {
        std::memcpy(next_, more.data(), more.size());
        next_ += more.size();
        left_ -= more.size();
        return {next_ - size, size};
    }
    if (size > left_) {  // Room to grow, so that many small pieces are not copied over and over.
        char* const grown = take(2 * size);
        next_ -= size;
        left_ += size;
        std::memcpy(grown, stored.data(), stored.size());
        std::memcpy(grown + stored.size(), more.data(), more.size());
        return {grown, size};
    }
    char* const place = take(size);
    std::memcpy(place, stored.data(), stored.size());
    std::memcpy(place + stored.size(), more.data(), more.size());
    return {place, size};
}

Tree::Tree() {
    nodes_.push_back(Node{.end = 1, .tag = Tag::root});
}

void Tree::blank(NodeIndex index) {
    for (NodeIndex i = index; i < nodes_[index].end; ++i) {
        if (nodes_[i].tag != Tag::text) nodes_[i].tag = Tag::other;
        nodes_[i].text = {};
        nodes_[i].attributes = 0;
    }
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

namespace {

// White space, and what begins a no-break space or a soft hyphen.
constexpr auto ends_run = [] {
    std::array<bool, 256> ends{};
    for (const char c : {' ', '\t', '\n', '\r', '\f', '\v'}) ends.at(static_cast<std::size_t>(c)) = true;
    ends[0xC2] = true;
    return ends;
}();

}  // namespace

void append_folded(std::string& out, std::size_t begin, std::string_view piece) {
    constexpr char no_break_space = '\xA0';  // Behind 0xC2, both.
    constexpr char soft_hyphen = '\xAD';     // Where a word may be parted; no part of it.
    std::size_t i = 0;
    while (i < piece.size()) {
        std::size_t run = i;
        while (run < piece.size() && !ends_run[static_cast<unsigned char>(piece[run])]) ++run;
        if (run == i && piece[i] == '\xC2') {
            const char next = i + 1 < piece.size() ? piece[i + 1] : '\0';
            if (next == no_break_space && out.size() > begin && out.back() != ' ') out += ' ';
            const bool is_text = next != no_break_space && next != soft_hyphen;
            if (is_text) out.append(piece, i, 1);
            i += is_text ? 1 : 2;
        } else if (run == i) {
            if (out.size() > begin && out.back() != ' ') out += ' ';
            ++i;
        } else {
            out.append(piece, i, run - i);
            i = run;
        }
    }
}

}  // namespace masthead::html
