#include "html/tree_maker.h"

#include "core/ascii.h"

#include <algorithm>
#include <bitset>
#include <utility>

namespace masthead::html {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr NodeRef script_node = dropped_node + 1;  // Dropped too, but its content may be linked data.
constexpr std::size_t bytes_per_node = 48;         // Of markup, on news pages: a first guess at the nodes to come.
constexpr std::size_t max_linked_data_bytes = std::size_t{2} << 20U;
constexpr std::size_t max_linked_data_scripts = 64;

// Elements whose content is never text of an article. `template` holds inert copies.
bool is_dropped(const NewElement& element) {
    if (element.space != Space::html) return true;
    switch (element.element) {
        case Tag::script:
        case Tag::style:
        case Tag::template_:
        case Tag::textarea:
        case Tag::noembed:
        case Tag::noframes:
        case Tag::xmp:
            return true;
        default:
            return false;
    }
}

Tag kept(Tag tag) {
    return is(tag, Sort::kept) ? tag : Tag::other;
}

bool says_linked_data(std::span<const RawAttribute> attributes) {
    return std::ranges::any_of(attributes, [](const RawAttribute& one) {
        return core::equals_ignoring_case(one.name, "type") && core::find_ignoring_case(one.value, "ld+json") != npos;
    });
}

}  // namespace

TreeMaker::TreeMaker(std::string_view markup, std::size_t max_depth) : max_depth_(max_depth) {
    tree_.nodes_.reserve(markup.size() / bytes_per_node + 1);
    tree_.attributes_.reserve(markup.size() / bytes_per_node + 1);
}

NodeRef TreeMaker::add_element(Place place, const NewElement& element) {
    if (place.parent >= dropped_node) return dropped_node;
    if (is_dropped(element)) {
        add_text(place, " ", " ");  // Words around it are not one.
        if (element.element != Tag::script || element.space != Space::html) return dropped_node;
        is_linked_data_ = says_linked_data(element.attributes);
        return script_node;
    }
    const NodeRef node = add_node(
        {.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size()), .tag = kept(element.element)}, place);
    add_attributes(element.attributes, node);
    return node;
}

NodeRef TreeMaker::add_copy(NodeRef original, const NewElement& kind, Place place) {
    if (place.parent >= dropped_node && place.parent != nowhere) return dropped_node;
    Node node{.tag = kept(kind.element)};
    if (original < dropped_node) {
        node.first_attribute = tree_.nodes_[original].first_attribute;
        node.attributes = tree_.nodes_[original].attributes;
    }
    return add_node(node, place);
}

NodeRef TreeMaker::add_node(Node node, Place place) {
    const NodeRef index = tree_.size();
    if (links_.empty() && !is_next_in_order(place)) link_all();
    node.parent = place.parent;
    tree_.nodes_.push_back(node);
    if (!links_.empty()) {
        links_.emplace_back();
        if (place.parent != nowhere) link(index, place);
    }
    return index;
}

// Only what the tree keeps, each name once.
void TreeMaker::add_attributes(std::span<const RawAttribute> attributes, NodeRef to) {
    Node& node = tree_.nodes_[to];
    std::bitset<256> seen;
    for (std::uint32_t i = 0; i < node.attributes; ++i)
        seen.set(static_cast<std::size_t>(tree_.attributes_[node.first_attribute + i].name));
    for (const RawAttribute& one : attributes) {
        const AttributeName name = attribute_of(one.name);
        if (name == AttributeName::none || seen.test(static_cast<std::size_t>(name))) continue;
        seen.set(static_cast<std::size_t>(name));
        tree_.attributes_.push_back({tree_.arena_.store(decode_value(one.value, buffer_)), name});
        ++node.attributes;
    }
}

void TreeMaker::add_missing_attributes(NodeRef element, std::span<const RawAttribute> attributes) {
    if (element >= dropped_node) return;
    Node& node = tree_.nodes_[element];
    const auto is_missing = [&](const RawAttribute& one) {
        const AttributeName name = attribute_of(one.name);
        return name != AttributeName::none && !tree_.has(element, name);
    };
    if (std::ranges::none_of(attributes, is_missing)) return;
    // The range of an element's attributes grows at the end only: moved there first.
    const std::uint32_t first = node.first_attribute;
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (std::uint32_t i = 0; i < node.attributes; ++i) {
        const Attribute copy = tree_.attributes_[first + i];
        tree_.attributes_.push_back(copy);
    }
    add_attributes(attributes, element);
}

void TreeMaker::add_text(Place place, std::string_view text, std::string_view source) {
    if (place.parent == script_node) take_script(source);
    if (place.parent >= dropped_node || tree_.nodes_[place.parent].tag == Tag::iframe) return;
    const NodeIndex before = text_before(place);
    if (before != nowhere) {
        Node& node = tree_.nodes_[before];
        if (text == " " && node.text == " ") return;  // White space is one space, in how many pieces it may come.
        node.text = tree_.arena_.extend(node.text, text);
        return;
    }
    const bool is_blank = std::ranges::all_of(text, core::is_space);
    // Preformatted text needs its line ends.
    const std::string_view blank = text.find('\n') == std::string_view::npos ? " " : "\n";
    add_node({.text = is_blank ? blank : tree_.arena_.store(text), .tag = Tag::text}, place);
}

// The text node that text at this place joins, or `nowhere`.
NodeIndex TreeMaker::text_before(Place place) {
    NodeIndex before = nowhere;
    if (!links_.empty()) {
        before = place.before == nowhere ? links_[place.parent].last : links_[place.before].previous;
    } else if (place.before == nowhere) {
        const NodeIndex last = tree_.size() - 1;
        if (tree_.nodes_[last].parent == place.parent) before = last;
    } else {
        link_all();
        before = links_[place.before].previous;
    }
    return before != nowhere && tree_.nodes_[before].tag == Tag::text ? before : nowhere;
}

// Some sites forget the type.
void TreeMaker::take_script(std::string_view content) {
    constexpr std::size_t sniffed = 200;
    if (linked_data_.size() >= max_linked_data_scripts) return;
    bool is_linked_data = std::exchange(is_linked_data_, false);
    if (!is_linked_data) {
        const std::string_view head = core::trim(content.substr(0, sniffed));
        is_linked_data = head.starts_with('{') && head.find("\"@context\"") != npos;
    }
    if (!is_linked_data || linked_data_bytes_ + content.size() > max_linked_data_bytes) return;
    linked_data_bytes_ += content.size();
    linked_data_.push_back(content);
}

NodeRef TreeMaker::parent_of(NodeRef node) const {
    return node >= dropped_node ? dropped_node : tree_.nodes_[node].parent;
}

// --- order

// Whether a node at this place would stand behind all others: its parent is the last node or one of its ancestors.
bool TreeMaker::is_next_in_order(Place place) const {
    if (place.parent == nowhere || place.before != nowhere) return false;
    NodeIndex node = tree_.size() - 1;
    while (node > place.parent) node = tree_.nodes_[node].parent;
    return node == place.parent;
}

void TreeMaker::link_all() {
    links_.reserve(tree_.nodes_.capacity());
    links_.resize(tree_.size());
    for (NodeIndex i = 1; i < tree_.size(); ++i) link(i, {.parent = tree_.nodes_[i].parent});
}

void TreeMaker::link(NodeIndex node, Place place) {
    tree_.nodes_[node].parent = place.parent;
    Links& links = links_[node];
    Links& parent = links_[place.parent];
    links.next = place.before;
    links.previous = place.before == nowhere ? parent.last : links_[place.before].previous;
    (links.previous == nowhere ? parent.first : links_[links.previous].next) = node;
    (links.next == nowhere ? parent.last : links_[links.next].previous) = node;
}

void TreeMaker::unlink(NodeIndex node) {
    const NodeIndex parent = std::exchange(tree_.nodes_[node].parent, nowhere);
    if (parent == nowhere) return;
    Links& links = links_[node];
    (links.previous == nowhere ? links_[parent].first : links_[links.previous].next) = links.next;
    (links.next == nowhere ? links_[parent].last : links_[links.next].previous) = links.previous;
    links.previous = links.next = nowhere;
}

void TreeMaker::move(NodeRef node, Place place) {
    if (node >= dropped_node) return;
    if (links_.empty()) link_all();
    unlink(node);
    if (place.parent < dropped_node) link(node, place);
}

void TreeMaker::move_children(NodeRef from, NodeRef to) {
    if (from >= dropped_node) return;
    if (links_.empty()) link_all();
    while (links_[from].first != nowhere) move(links_[from].first, {.parent = to});
}

// Writes the nodes anew in document order, without those that were taken out. What is nested deeper than the budget
// becomes a sibling of its parent, as in browsers.
void TreeMaker::restore_order() {
    std::vector<Node> ordered;
    ordered.reserve(tree_.nodes_.size());
    std::vector<NodeIndex> index(tree_.nodes_.size(), 0);
    NodeIndex node = 0;
    while (node != nowhere) {
        index[node] = static_cast<NodeIndex>(ordered.size());
        Node copy = tree_.nodes_[node];
        if (node != 0) {
            copy.parent = index[copy.parent];
            if (ordered[copy.parent].depth >= max_depth_) copy.parent = ordered[copy.parent].parent;
            copy.depth = static_cast<std::uint16_t>(ordered[copy.parent].depth + 1);
        }
        ordered.push_back(copy);
        NodeIndex next = links_[node].first;
        while (next == nowhere && node != 0) {
            next = links_[node].next;
            if (next == nowhere) node = tree_.nodes_[node].parent;
        }
        node = next;
    }
    tree_.nodes_ = std::move(ordered);
}

// Depths and ends of subtrees, in one pass each.
void TreeMaker::measure() {
    std::vector<Node>& nodes = tree_.nodes_;
    for (NodeIndex i = 0; i < tree_.size(); ++i) {
        nodes[i].end = i + 1;
        if (i > 0) nodes[i].depth = static_cast<std::uint16_t>(nodes[nodes[i].parent].depth + 1);
    }
    for (NodeIndex i = tree_.size(); --i > 0;) {
        Node& parent = nodes[nodes[i].parent];
        parent.end = std::max(parent.end, nodes[i].end);
    }
}

Tree TreeMaker::finish() {
    if (!links_.empty()) restore_order();
    measure();
    return std::move(tree_);
}

}  // namespace masthead::html
