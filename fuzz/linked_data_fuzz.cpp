// Any bytes as the content of one or two JSON-LD scripts.
#include "page/linked_data.h"
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
    return 0;
}
