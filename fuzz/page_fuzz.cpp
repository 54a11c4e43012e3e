// Any bytes as a page: the scan, the tree, metadata, JSON-LD and the main text. Also as a picture's first bytes.
#include "image/probe.h"
#include "page/page.h"
#include "text/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto page = masthead::page::parse_page(bytes, "https://example.org/2024/05/03/page", "text/html");
    if (page) {
        if (!masthead::text::is_valid_utf8(page->text) || !masthead::text::is_valid_utf8(page->title)) std::abort();
        if (masthead::text::count_characters(page->excerpt) > 341) std::abort();
        if (!page->published_day.empty() && page->published_day.size() != 10) std::abort();
    }
    if (const auto probe = masthead::image::probe_image(bytes); probe && (probe->width <= 0 || probe->height <= 0))
        std::abort();
    return 0;
}
