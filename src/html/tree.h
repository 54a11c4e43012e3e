// A page's elements as flat arrays in document order: a node's subtree is the range [i, node(i).end), so walking,
// skipping and summing need neither recursion nor pointers. Strings live in the tree's arena.
#pragma once

#include "html/tag.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace masthead::html {

// The attributes that are kept; the rest is forgotten while parsing.
enum class AttributeName : std::uint8_t {
    none,
    alt,
    aria_hidden,
    aria_label,
    charset,
    class_,
    colspan,
    content,
    data_original,
    data_src,
    data_srcset,
    datetime,
    height,
    hidden,
    href,
    hreflang,
    http_equiv,
    id,
    itemprop,
    itemscope,
    itemtype,
    lang,
    media,
    name,
    poster,
    property,
    rel,
    role,
    rowspan,
    src,
    srcset,
    style,
    title,
    type,
    value,
    width,
    xml_lang,
};

[[nodiscard]] AttributeName attribute_of(std::string_view name);  // In any case; `none` for what is not kept.

// Elements that begin and end a block of text.
[[nodiscard]] bool is_block(Tag tag);
[[nodiscard]] bool is_heading(Tag tag);

using NodeIndex = std::uint32_t;

struct Node {
    std::string_view text{};  // Of text nodes: raw, references decoded.
    NodeIndex parent = 0;
    NodeIndex end = 0;  // One past the last node of the subtree.
    std::uint32_t first_attribute = 0;
    std::uint16_t attributes = 0;
    std::uint16_t depth = 0;
    Tag tag = Tag::other;  // `kept` ones only.
};

struct Attribute {
    std::string_view value;
    AttributeName name = AttributeName::none;
};

// Append-only bytes with stable addresses.
class Arena {
  public:
    [[nodiscard]] std::string_view store(std::string_view bytes);
    // `stored` with `more` behind it; where it was stored last, nothing is copied. Amortised O(more).
    [[nodiscard]] std::string_view extend(std::string_view stored, std::string_view more);

  private:
    char* take(std::size_t bytes);
    static constexpr std::size_t block_bytes = std::size_t{64} << 10U;
    std::vector<std::unique_ptr<char[]>> blocks_;  // NOLINT(cppcoreguidelines-avoid-c-arrays,modernize-avoid-c-arrays)
    std::size_t left_ = 0;
    char* next_ = nullptr;
};

// Made by `read_html`.
class Tree {
  public:
    Tree();

    // Takes out what a subtree says: its text, its elements' tags and attributes. The other nodes' indices stay.
    void blank(NodeIndex index);

    [[nodiscard]] NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }
    [[nodiscard]] const Node& operator[](NodeIndex index) const { return nodes_[index]; }
    // The value, or an empty view when the attribute is absent (or empty; `has` tells).
    [[nodiscard]] std::string_view attribute(NodeIndex index, AttributeName name) const;
    [[nodiscard]] bool has(NodeIndex index, AttributeName name) const;
    // All text below, white space folded, blocks separated by one space; nothing is added once it is longer than
    // `enough_bytes`.
    [[nodiscard]] std::string text_of(NodeIndex index, std::size_t enough_bytes = 4096) const;

  private:
    friend class TreeMaker;

    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    Arena arena_;
};

// Appends `piece` with white space runs (also U+00A0) as one space; none at the beginning of `out` (from `begin`) or
// after another space.
void append_folded(std::string& out, std::size_t begin, std::string_view piece);

}  // namespace masthead::html
