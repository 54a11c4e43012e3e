// The named character references of HTML, all of them.
#pragma once

#include <span>
#include <string_view>

namespace masthead::text {

struct NamedReference {
    std::string_view name;        // Without '&' and ';'.
    std::string_view characters;  // UTF-8: one or two code points.
    bool stands_alone = false;    // Known without ';' too: the names of old.
};

// The names that begin with `first`, sorted by byte order. Cost O(1).
[[nodiscard]] std::span<const NamedReference> references_from(char first);
// The reference of exactly this name, or nullptr.
[[nodiscard]] const NamedReference* find_reference(std::string_view name);
// The longest name at the front of `text` (what follows '&') that ends with ';' there or stands alone, or nullptr:
// https://html.spec.whatwg.org/multipage/parsing.html#named-character-reference-state
[[nodiscard]] const NamedReference* longest_reference(std::string_view text);

}  // namespace masthead::text
