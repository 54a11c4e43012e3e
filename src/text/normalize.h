// Unicode normal forms, case folding, and the slugs that file names and addresses are made of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::text {

// Canonical composition. ASCII input is returned as it is.
[[nodiscard]] std::string to_nfc(std::string_view text);

// Lower case in full Unicode (root locale), without normalising.
[[nodiscard]] std::string to_lower(std::string_view text);

// Case folded, NFKC, diacritics removed from Latin, Greek and Cyrillic: what searching and comparing words uses.
[[nodiscard]] std::string fold(std::string_view text);

// White space runs (Unicode) to one space, ends trimmed; control, bidi control and zero-width characters removed except
// joiners between letters; at most 4 combining marks on a base; NFC.
[[nodiscard]] std::string clean_line(std::string_view text);

// DESIGN.md 3: NFKD, drop combining marks, lower case, delete all but [a-z0-9 -], spaces and hyphens to one hyphen, cut
// at a word boundary by `max_length`. Where nothing is left the text is transliterated to Latin first; may still be
// empty.
[[nodiscard]] std::string slug(std::string_view title, std::size_t max_length = 130);

}  // namespace masthead::text
