// Which charset a page says it is in.
#pragma once

#include <string>
#include <string_view>

namespace masthead::html {

// The charset label of a Content-Type value ("text/html; charset=utf-8"), or empty. Labels that the encoding standard
// does not know are none.
[[nodiscard]] std::string charset_of_content_type(std::string_view content_type);

// The label that the page's first 4,096 bytes declare in <meta charset> or <meta http-equiv>, or empty.
// https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding, with a longer
// prefix: many news pages put scripts first.
[[nodiscard]] std::string charset_of_markup(std::string_view bytes);

}  // namespace masthead::html
