// The sink that makes our flat tree: nodes are appended in document order as long as the document keeps it, which
// nearly all of one does. Only when the builder moves something (misnested formatting, content before a table) siblings
// are linked, and the order is restored at the end.
#pragma once

#include "html/tree.h"
#include "html/tree_sink.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

class TreeMaker final : public TreeSink {
  public:
    // `markup` as the builder reads it, for its size.
    TreeMaker(std::string_view markup, std::size_t max_depth);

    NodeRef add_element(Place place, const NewElement& element) override;
    NodeRef add_copy(NodeRef original, const NewElement& kind, Place place) override;
    void add_text(Place place, std::string_view text, std::string_view source) override;
    void add_missing_attributes(NodeRef element, std::span<const RawAttribute> attributes) override;
    void move(NodeRef node, Place place) override;
    void move_children(NodeRef from, NodeRef to) override;
    [[nodiscard]] NodeRef parent_of(NodeRef node) const override;

    // What was made; once.
    [[nodiscard]] Tree finish();
    // Contents of JSON-LD scripts; views into the markup.
    [[nodiscard]] std::vector<std::string_view> take_linked_data() { return std::move(linked_data_); }

  private:
    struct Links {
        NodeIndex previous = nowhere;
        NodeIndex next = nowhere;
        NodeIndex first = nowhere;
        NodeIndex last = nowhere;
    };

    NodeRef add_node(Node node, Place place);
    void add_attributes(std::span<const RawAttribute> attributes, NodeRef to);
    void take_script(std::string_view content);
    [[nodiscard]] NodeIndex text_before(Place place);
    [[nodiscard]] bool is_next_in_order(Place place) const;
    void link_all();
    void link(NodeIndex node, Place place);
    void unlink(NodeIndex node);
    void restore_order();
    void measure();

    Tree tree_;
    std::size_t max_depth_;
    std::vector<Links> links_;  // Empty as long as the nodes stand in document order.
    std::string buffer_;
    std::vector<std::string_view> linked_data_;
    std::size_t linked_data_bytes_ = 0;
    bool is_linked_data_ = false;  // The script added last says that it is.
};

}  // namespace masthead::html
