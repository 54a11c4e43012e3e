// CSS selectors over a tree: what a person writes to say which elements of a page are meant.
//   https://www.w3.org/TR/selectors-3/
#pragma once

#include "core/result.h"
#include "html/tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::html {

// Read once, used often. Supported: type, *, .class, #id, [a], [a=v] and ~= |= ^= $= *= (with `i`), descendant, child
// (>), next (+) and later (~) siblings, :first-child, :last-child, :only-child, :nth-child(An+B, odd, even), :not(of
// one compound), :root, :empty and lists with commas. Types and attributes are those that the tree knows (tree.h):
// others are an error, for they could never match.
class Selector {
  public:
    // Errors: invalid, with a sentence that says what in the selector is not understood.
    [[nodiscard]] static core::Result<Selector> parse(std::string_view text);

    // The elements that match, in document order. Cost: nodes times the selector's parts, whatever the nesting.
    [[nodiscard]] std::vector<NodeIndex> all(const Tree& tree) const;

    enum class Test : std::uint8_t {
        type,
        class_,
        id,
        attribute,
        attribute_is,
        attribute_has_word,
        attribute_has_prefix_part,  // |=
        attribute_begins,
        attribute_ends,
        attribute_holds,
        nth_child,
        nth_last_child,
        empty,
        root,
        not_,
    };
    struct Simple {
        Test test = Test::type;
        Tag tag = Tag::other;
        AttributeName attribute = AttributeName::none;
        std::string value;
        bool ignores_case = false;
        int step = 0;  // An+B of nth-child.
        int offset = 0;
        std::vector<Simple> negated;  // Of :not(): what must not all hold.
    };
    enum class Combinator : std::uint8_t { none, descendant, child, next, later };
    struct Compound {
        Combinator before = Combinator::none;  // Towards the compound that stands before.
        std::vector<Simple> tests;             // None: any element.
    };

  private:
    Selector() = default;
    std::vector<std::vector<Compound>> alternatives_;
};

// The first of `found` (as `all` gives them) below `scope`, or 0, the root, if there is none. O(log n).
[[nodiscard]] NodeIndex first_below(const Tree& tree, const std::vector<NodeIndex>& found, NodeIndex scope);

}  // namespace masthead::html
