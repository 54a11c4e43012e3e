// Any bytes as the content of one or two JSON-LD scripts, and as that of a script whose data holds the text.
#include "page/linked_data.h"
#include "page/script_text.h"
#include "text/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes = masthead::text::repair_utf8({reinterpret_cast<const char*>(data), size});
    const std::string_view whole = bytes;
    const auto read = masthead::page::read_linked_data(std::array{whole}, "A headline");
    if (read.broken > 1) std::abort();
    if (!masthead::text::is_valid_utf8(read.article.body)) std::abort();
    const std::size_t half = whole.find('\n') == std::string_view::npos ? whole.size() : whole.find('\n');
    static_cast<void>(masthead::page::read_linked_data(std::array{whole.substr(0, half), whole.substr(half)}, ""));
    const auto text = masthead::page::find_script_text("<script>" + bytes, "A headline");
    if (!masthead::text::is_valid_utf8(text.markup)) std::abort();
    if (!masthead::text::is_valid_utf8(text.where)) std::abort();
    return 0;
}
