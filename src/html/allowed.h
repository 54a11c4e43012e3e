// What the sanitizer lets through: the elements with their place in a tree, and the attributes with the check that each
// value has to pass. The two tables in allowed.cpp are all of the policy.
#pragma once

#include "core/url.h"
#include "html/tokenizer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::html {

enum class ElementKind : std::uint8_t {
    raw,         // Removed up to its end tag, whatever stands between.
    dropped,     // Removed with the elements inside.
    phrase,      // Inside a line of text.
    link,        // A phrase that holds no other link.
    ruby,        // A phrase that holds ruby parts.
    ruby_part,   //
    line_break,  // Void: br, wbr.
    picture,     // Void.
    media,       // Holds sources and nothing else.
    source,      // Void.
    rule,        // Void, a block.
    paragraph,   // A block that ends where the next begins.
    heading,
    block,
    list,
    item,
    terms,
    term,
    table,
    caption,
    section,
    row,
    cell,
};

struct ElementRule {
    std::string_view name;
    ElementKind kind = ElementKind::dropped;
    std::string_view written;      // The name in the output.
    std::uint32_t attributes = 0;  // Bits: which attributes beside those that every element may have.
};

// By its name in lower case; nullptr for what is not known, whose tags are left out and whose content stays.
[[nodiscard]] const ElementRule* element_rule(std::string_view name);

// The start tag's attributes as they are written, each with a space before it: those of the rule whose values hold, in
// the order of the table, then those that we add. nullopt: the element makes no sense without what it lacks (a link
// without an address) or is a counting pixel. `base` resolves references; nullptr: none is known.
[[nodiscard]] std::optional<std::string> allowed_attributes(const ElementRule& rule, const Token& token,
                                                            const core::Url* base);

// Appends text with control characters left out and & < > " as references.
void append_escaped(std::string& out, std::string_view text);
// Without characters that no text has: controls but tab and line feed, overriding bidi controls, U+FEFF.
[[nodiscard]] std::string visible_text(std::string_view text);

}  // namespace masthead::html
