// One child element of a feed or item, read whole: what the dialects (rss.cpp, atom.cpp, extensions.cpp) understand.
#pragma once

#include "core/url.h"
#include "feed/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::feed {

struct Field {
    Vocabulary vocabulary = Vocabulary::plain;
    std::string name;  // Lower case, without a prefix.
    std::string text;  // Character data; markup when `has_markup`.
    bool has_markup =
        false;  // Child elements stood inside; they are written into `text`, and its characters are escaped.
    // Names in lower case, without a prefix; one without a name is none, and keeps its memory for the next field.
    std::vector<std::pair<std::string, std::string>> attributes;
    const core::Url* base = nullptr;  // Of relative references; null: none known.

    // The lengths are compared first, which a std::string's own comparison with a literal does not do.
    [[nodiscard]] bool is(std::string_view wanted) const { return name == wanted; }
    // Empty if it is not there.
    [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
    // The text, which the field then no longer has: contents are long, and a copy less of each shows.
    [[nodiscard]] std::string take_text() { return std::exchange(text, {}); }
};

// How the text of a field is to be read.
enum class TextKind : std::uint8_t {
    guess,   // RSS: text or markup, nobody said.
    text,    // Characters are characters.
    markup,  // Escaped or inline HTML.
};

// What an Atom text construct says of itself: `type` (RFC 4287 3.1.1; MIME types of Atom 0.3).
[[nodiscard]] TextKind atom_kind(const Field& field);

// The field, or a text of one, as plain text on one line: titles, names, categories.
[[nodiscard]] std::string plain_of(const Field& field, TextKind kind);
[[nodiscard]] std::string plain_of(std::string_view text, TextKind kind);
// The field as markup: summaries and contents. Plain text is escaped. The field's text is taken.
[[nodiscard]] std::string take_markup(Field& field, TextKind kind);

// Holds a reference or a tag of HTML: what text that is meant as text rarely does.
[[nodiscard]] bool looks_like_markup(std::string_view text);

// An http(s) address: as it stands where it is absolute and clean, else resolved and written anew. Empty if it is none.
[[nodiscard]] std::string resolve_link(std::string_view reference, const core::Url* base);

// As resolve_link, for a reference that is relative, and cheaply where it is a clean path from the root ("/a/b?c").
// Empty if it is none.
[[nodiscard]] std::string resolve_relative(std::string_view reference, const core::Url& base);

// Whole number at the front ("640", "640px"), 0 if there is none or it is out of range.
[[nodiscard]] int leading_number(std::string_view text);

}  // namespace masthead::feed
