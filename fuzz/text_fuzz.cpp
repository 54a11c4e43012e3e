// Charsets, markup-free text, tokens and slugs never fail, and give valid UTF-8.
#include "text/encoding.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/tokens.h"
#include "text/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto decoded = masthead::text::decode(bytes, "shift_jis");
    const std::string plain = masthead::text::plain_text(decoded.text);
    const std::string line = masthead::text::clean_line(plain);
    if (!masthead::text::is_valid_utf8(decoded.text) || !masthead::text::is_valid_utf8(line)) std::abort();
    if (masthead::text::clean_line(line) != line) std::abort();
    static_cast<void>(masthead::text::slug(line));
    static_cast<void>(masthead::text::stems(masthead::text::tokenize(line), "en"));
    return 0;
}
