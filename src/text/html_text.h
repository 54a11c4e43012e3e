// Plain text out of small pieces of markup: titles, summaries, feed content. Pages are read by `page`, with a real HTML
// parser.
#pragma once

#include <string>
#include <string_view>

namespace masthead::text {

// Replaces character references (named ones with their semicolon, decimal, hexadecimal; windows-1252 repairs for
// 128..159). What is no reference stays as it is.
[[nodiscard]] std::string decode_references(std::string_view text);

// Tags dropped, references decoded, script/style/svg/template content dropped, blocks (p, div, li, br, h1-6, ...)
// separated by
// "\n\n" (br by "\n"), runs of white space folded to one space, ends trimmed. Linear, never fails; unclosed markup is
// text.
[[nodiscard]] std::string plain_text(std::string_view markup);

// plain_text on one line, control and bidi control characters removed, at most 4 combining marks on a base, NFC.
[[nodiscard]] std::string plain_line(std::string_view markup);

// `<`, `>`, `&`, `"` and `'` as references: safe as element text and in quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace masthead::text
