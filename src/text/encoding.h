// Any charset to UTF-8, through ICU's converters.
#pragma once

#include "text/utf8.h"

#include <optional>
#include <string>
#include <string_view>

namespace masthead::text {

struct Decoded {
    std::string text;     // Valid UTF-8; unmappable bytes are U+FFFD; a BOM is gone.
    std::string charset;  // What was used, as the WHATWG encoding standard names it in lower case ("utf-8",
                          // "windows-1252", ...).
};

// Decodes `bytes` as, in this order: a BOM; valid UTF-8 if `declared` is empty or says UTF-8 or is wrong about it
// (non-ASCII bytes that form valid UTF-8 throughout win over any single-byte declaration); `declared`; windows-1252.
// Labels follow the WHATWG standard (charset_labels.h: iso-8859-1 means windows-1252, gb2312 means gbk), others are
// ICU's. Unknown labels fall through. O(n).
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view declared);

// What `decode` would give, as a view of `bytes` (without a BOM), where they are UTF-8 as they stand; nothing where
// they have to be converted or repaired. For large texts that need no copy.
struct PlainUtf8 {
    std::string_view text;
    Utf8Survey survey;
};
[[nodiscard]] std::optional<PlainUtf8> utf8_as_it_stands(std::string_view bytes, std::string_view declared);

}  // namespace masthead::text
