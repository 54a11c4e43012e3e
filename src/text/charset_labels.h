// The names that charsets go by on the web.
#pragma once

#include <string_view>

namespace masthead::text {

// The charset that the WHATWG encoding standard means by a label in any case ("latin1" is windows-1252), named as the
// standard names it, in lower case; empty for what is no label. Pages have no others: browsers read none, and some that
// converters know (UTF-7, EBCDIC) hide markup from every check.
[[nodiscard]] std::string_view charset_of_label(std::string_view label);

}  // namespace masthead::text
