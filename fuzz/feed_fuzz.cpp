// Feeds and OPML lists from arbitrary bytes. Properties: no crash, the budgets hold, every text given out is valid
// UTF-8, titles stand on one line, links are web addresses, and a written OPML list is read back with the same
// addresses.
#include "core/ascii.h"
#include "feed/feed.h"
#include "text/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace masthead;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool is_link(std::string_view url) {
    return url.empty() || core::starts_with_ignoring_case(url, "http");
}

void check(const model::FeedItem& item) {
    require(text::is_valid_utf8(item.title) && text::is_valid_utf8(item.summary) && text::is_valid_utf8(item.content));
    require(item.title.find('\n') == std::string::npos);
    require(is_link(item.link));
    require(item.images.size() <= 64 && item.enclosures.size() <= 64);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    feed::FeedOptions options;
    options.max_items = 100;
    if (const auto feed = feed::parse_feed(bytes, "https://fuzz.example/feed", "", options)) {
        require(feed->items.size() <= options.max_items);
        for (const auto& item : feed->items) check(item);
    }
    if (const auto list = feed::parse_opml(bytes)) {
        const auto again = feed::parse_opml(feed::write_opml(list->title, list->sources));
        require(again.has_value() && again->sources.size() == list->sources.size());
    }
    return 0;
}
