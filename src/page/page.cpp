#include "page/page.h"

#include "page/charset.h"
#include "page/html_reader.h"
#include "page/main_text.h"
#include "page/scan.h"
#include "text/encoding.h"

namespace masthead::page {

core::Result<ParsedPage> parse_page(std::string_view bytes, std::string_view url, std::string_view content_type,
                                    const PageOptions& options) {
    if (bytes.size() > options.max_bytes)
        return core::fail(core::ErrorCode::too_large, "The page at " + std::string(url) + " is larger than we read.");
    std::string declared = charset_of_content_type(content_type);
    if (declared.empty()) declared = charset_of_markup(bytes);
    const text::Decoded decoded = text::decode(bytes, declared);
    const ScannedPage scanned = scan(decoded.text, options);
    const ReadPage read = read_html(scanned.markup, options);
    ParsedPage page;
    page.url = url;
    const MainText main_text = find_main_text(read.tree, page.title);
    page.text = main_text.text;
    page.evidence.emplace_back("text", main_text.evidence);
    return page;
}

}  // namespace masthead::page
