// Any bytes as a sitemap, as a robots.txt, as a selector and as a page that may name feeds or list articles: addresses
// that come out are absolute http(s) ones, text is UTF-8, limits hold.
#include "core/url.h"
#include "feed/discovery.h"
#include "feed/listing.h"
#include "feed/sitemap.h"
#include "text/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t max_urls = 100;

void require(bool holds) {
    if (!holds) std::abort();
}

void require_address(const std::string& url) {
    require(masthead::text::is_valid_utf8(url));
    require(masthead::core::Url::parse(url).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string address = "https://example.org/a/sitemap.xml";
    if (const auto map = masthead::feed::parse_sitemap(bytes, address, "", {.max_urls = max_urls})) {
        require(map->items.size() <= max_urls && map->children.size() <= max_urls);
        for (const auto& item : map->items) {
            require(masthead::text::is_valid_utf8(item.title) && masthead::text::is_valid_utf8(item.source_title));
            if (!item.link.empty()) require_address(item.link);
        }
        for (const auto& child : map->children) require_address(child.url);
        for (const auto& problem : map->problems) require(masthead::text::is_valid_utf8(problem));
    }
    for (const auto& found : masthead::feed::sitemaps_of_robots(bytes, address)) require_address(found.url);
    for (const auto& found : masthead::feed::discover_feeds(bytes, address, "text/html")) {
        require_address(found.url);
        require(masthead::text::is_valid_utf8(found.title) && masthead::text::is_valid_utf8(found.why));
    }
    if (const auto listing = masthead::feed::parse_listing(bytes, address, "text/html", {})) {
        for (const auto& item : listing->items) {
            require_address(item.link);
            require(masthead::text::is_valid_utf8(item.title) && masthead::text::is_valid_utf8(item.summary));
        }
    }
    const std::string_view page = "<div class=a id=b><p>x</p><a href=c lang=en>y</a></div><p title=d>z";
    const auto chosen = masthead::feed::parse_listing(page, address, "", {.item = std::string(bytes)});
    require(chosen || !chosen.error().message.empty());
    return 0;
}
