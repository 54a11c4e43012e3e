// Formatting that authors misnest: the list of active formatting elements (13.2.4.3) and the adoption agency algorithm
// (13.2.6.4.7, "an end tag whose tag name is one of a, b, ...").
#include "core/ascii.h"
#include "html/tree_builder.h"

#include <algorithm>
#include <functional>

namespace masthead::html {
namespace {

constexpr int outer_limit = 8;  // The standard's bounds on what one end tag may cause.
constexpr int inner_limit = 3;
constexpr int same_elements = 3;  // "Noah's Ark": no more equal ones than these are opened again.

// Equal for equal attributes in any order.
std::uint64_t signature_of(std::span<const RawAttribute> attributes) {
    std::uint64_t sum = attributes.size();
    for (const RawAttribute& one : attributes)
        sum += std::hash<std::string_view>()(one.name) * 31 + std::hash<std::string_view>()(one.value);
    return sum;
}

}  // namespace

TreeBuilder::Step TreeBuilder::start_formatting(const Token& token) {
    reconstruct_formatting();
    OpenNode& node = insert(token);
    node.signature = signature_of(token.attributes);
    push_formatting(node);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::start_link(const Token& token) {
    const std::size_t entry = last_formatting(Tag::a);
    if (entry < formatting_.size()) {
        const std::uint32_t id = formatting_[entry].id;
        adopt(token);
        remove_formatting(id);
        const std::size_t index = index_of(id);
        if (index < open_.size()) remove_from_stack(index);
    }
    return start_formatting(token);
}

TreeBuilder::Step TreeBuilder::start_nobr(const Token& token) {
    reconstruct_formatting();
    if (has_in_scope(Tag::nobr)) {
        adopt(token);
        reconstruct_formatting();
    }
    OpenNode& node = insert(token);
    node.signature = signature_of(token.attributes);
    push_formatting(node);
    return Step::done;
}

TreeBuilder::Step TreeBuilder::end_formatting(const Token& token) {
    return adopt(token) ? Step::done : end_any_other(token);
}

// The adoption agency; false: the tag is to be treated as any other end tag.
bool TreeBuilder::adopt(const Token& token) {
    const Tag subject = token.element;
    if (is_html(current(), subject) && formatting_entry(current().id) == formatting_.size()) {
        pop();
        return true;
    }
    for (int outer = 0; outer < outer_limit; ++outer) {
        const std::size_t entry = last_formatting(subject);
        if (entry == formatting_.size()) return false;
        const std::uint32_t id = formatting_[entry].id;
        const std::size_t index = index_of(id);
        if (index == open_.size()) {
            remove_formatting(id);
            return true;
        }
        for (std::size_t i = open_.size(); --i > index;) {  // Not in scope?
            if (ends_scope(open_[i], Scope::ordinary)) return true;
        }
        const std::size_t furthest = furthest_block(index);
        if (furthest == open_.size()) {
            while (open_.size() > index) pop();
            remove_formatting(id);
            return true;
        }
        adopt_below(index, furthest, entry);
        if (cut_ != Cut::none) return true;
    }
    return true;
}

std::size_t TreeBuilder::furthest_block(std::size_t formatting_index) const {
    for (std::size_t i = formatting_index + 1; i < open_.size(); ++i) {
        if (is_special(open_[i])) return i;
    }
    return open_.size();
}

// Steps 11 to 20 of one turn of the outer loop: the formatting element ends before the furthest block, whose content
// gets a copy of it.
void TreeBuilder::adopt_below(std::size_t formatting_index, std::size_t furthest_index, std::size_t entry) {
    const OpenNode formatting = open_[formatting_index];
    const OpenNode furthest = open_[furthest_index];
    const OpenNode ancestor = open_[formatting_index - 1];
    std::size_t bookmark = entry;
    OpenNode last = furthest;
    int inner = 0;
    for (std::size_t i = furthest_index; --i > formatting_index;) {
        ++inner;
        std::size_t in_list = formatting_entry(open_[i].id);
        if (inner > inner_limit && in_list < formatting_.size()) {
            if (in_list < bookmark) --bookmark;
            formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(in_list));
            in_list = formatting_.size();
        }
        if (in_list == formatting_.size()) {
            remove_from_stack(i);
            continue;
        }
        const OpenNode copy = copy_of(open_[i], {});
        formatting_[in_list] = copy;
        open_[i] = copy;
        if (last.id == furthest.id) bookmark = in_list + 1;
        sink_.move(last.ref, {.parent = copy.ref});
        last = copy;
    }
    sink_.move(last.ref, place(&ancestor));
    const OpenNode copy = copy_of(formatting, {});
    sink_.move_children(furthest.ref, copy.ref);
    sink_.move(copy.ref, {.parent = furthest.ref});
    // The copy takes the bookmark's place in the list and the one below the furthest block in the stack.
    const std::size_t old_entry = formatting_entry(formatting.id);
    if (old_entry < bookmark) --bookmark;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(old_entry));
    formatting_.insert(formatting_.begin() + static_cast<std::ptrdiff_t>(bookmark), copy);
    remove_from_stack(index_of(formatting.id));
    const std::size_t below = index_of(furthest.id) + 1;
    open_.insert(open_.begin() + static_cast<std::ptrdiff_t>(below), copy);
    ++counts_[static_cast<std::size_t>(copy.element)];
}

TreeBuilder::OpenNode TreeBuilder::copy_of(const OpenNode& node, Place where) {
    if (++tags_ > options_.max_tags) cut(Cut::tags);
    OpenNode copy = node;
    copy.id = next_id_++;
    copy.ref = sink_.add_copy(node.ref, {node.element, node.space, node.name, {}}, where);
    return copy;
}

void TreeBuilder::reconstruct_formatting() {
    if (formatting_.empty() || formatting_.back().id == 0 || index_of(formatting_.back().id) < open_.size()) return;
    std::size_t first = formatting_.size() - 1;
    while (first > 0 && formatting_[first - 1].id != 0 && index_of(formatting_[first - 1].id) == open_.size()) --first;
    for (std::size_t i = first; i < formatting_.size() && cut_ == Cut::none; ++i) {
        formatting_[i] = copy_of(formatting_[i], place());
        push(formatting_[i]);
    }
}

void TreeBuilder::push_formatting(const OpenNode& node) {
    int same = 0;
    std::size_t earliest = formatting_.size();
    for (std::size_t i = formatting_.size(); i-- > 0;) {
        if (formatting_[i].id == 0) break;
        if (formatting_[i].element != node.element || formatting_[i].signature != node.signature) continue;
        ++same;
        earliest = i;
    }
    if (same >= same_elements) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(earliest));
    formatting_.push_back(node);
}

void TreeBuilder::clear_formatting_to_marker() {
    while (!formatting_.empty()) {
        const bool is_marker = formatting_.back().id == 0;
        formatting_.pop_back();
        if (is_marker) return;
    }
}

std::size_t TreeBuilder::formatting_entry(std::uint32_t id) const {
    const auto found = std::ranges::find(formatting_, id, &OpenNode::id);
    return static_cast<std::size_t>(found - formatting_.begin());
}

std::size_t TreeBuilder::last_formatting(Tag element) const {
    for (std::size_t i = formatting_.size(); i-- > 0;) {
        if (formatting_[i].id == 0) break;
        if (formatting_[i].element == element) return i;
    }
    return formatting_.size();
}

void TreeBuilder::remove_formatting(std::uint32_t id) {
    const std::size_t entry = formatting_entry(id);
    if (entry < formatting_.size()) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(entry));
}

}  // namespace masthead::html
