// Subscription lists from arbitrary bytes. Properties: every address is of the web and stands once, names hold no line
// ends, and what is written is read back as the same list.
#include "feed/feed.h"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

using namespace masthead;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto list = feed::parse_opml({reinterpret_cast<const char*>(data), size});
    if (!list) {
        require(!list.error().message.empty());
        return 0;
    }
    std::set<std::string> addresses;
    for (const auto& source : list->sources) {
        require(source.url.starts_with("http://") || source.url.starts_with("https://"));
        require(addresses.insert(source.url).second);
        require(!source.title.contains('\n') && !source.folder.contains('\n'));
    }
    const std::string written = feed::write_opml(list->title, list->sources);
    const auto again = feed::parse_opml(written);
    require(again && again->sources.size() == list->sources.size());
    require(feed::write_opml(again->title, again->sources) == written);
    return 0;
}
