// What the tree builder tells about a document, and what it asks to be done to the tree.
#pragma once

#include "html/tag.h"
#include "html/token_reader.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace masthead::html {

enum class Space : std::uint8_t { html, svg, math };  // The namespaces of elements.

// An element of a sink. Refs from `dropped_node` on stand for elements that the sink does not keep: whatever goes into
// one of them is dropped too.
using NodeRef = std::uint32_t;
inline constexpr NodeRef document_node = 0;
inline constexpr NodeRef dropped_node = 0xFFFF'FFF0;
inline constexpr NodeRef nowhere = 0xFFFF'FFFF;

struct Place {
    NodeRef parent = nowhere;
    NodeRef before = nowhere;  // The sibling that will follow; `nowhere`: at the end.
};

struct NewElement {
    Tag element = Tag::other;
    Space space = Space::html;
    std::string_view name;  // As written.
    std::span<const RawAttribute> attributes;
};

class TreeSink {
  public:
    TreeSink() = default;
    TreeSink(const TreeSink&) = delete;
    TreeSink& operator=(const TreeSink&) = delete;
    TreeSink(TreeSink&&) = delete;
    TreeSink& operator=(TreeSink&&) = delete;
    virtual ~TreeSink() = default;

    virtual NodeRef add_element(Place place, const NewElement& element) = 0;
    // A new element as `original` was when it was new; `kind` says what it was where the sink dropped it. A place of
    // `nowhere` leaves it without a parent.
    virtual NodeRef add_copy(NodeRef original, const NewElement& kind, Place place) = 0;
    // Joins the text before it. `source` is the text as it stands in the markup.
    virtual void add_text(Place place, std::string_view text, std::string_view source) = 0;
    // Those whose names the element does not have yet.
    virtual void add_missing_attributes(NodeRef element, std::span<const RawAttribute> attributes) = 0;
    virtual void move(NodeRef node, Place place) = 0;  // A place of `nowhere` takes it out.
    virtual void move_children(NodeRef from, NodeRef to) = 0;
    [[nodiscard]] virtual NodeRef parent_of(NodeRef node) const = 0;

    virtual void add_comment(Place /*place*/, std::string_view /*text*/) {}
    virtual void add_doctype(const Doctype& /*doctype*/) {}
};

}  // namespace masthead::html
