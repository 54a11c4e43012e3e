#include "feed/vocabulary.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace masthead::feed {

namespace {

using Entry = std::pair<std::string_view, Vocabulary>;

// Lower case, without scheme and without '/' or '#' at the end; sorted.
constexpr auto by_uri = std::to_array<Entry>({
    {"backend.userland.com/blogchannelmodule", Vocabulary::other},
    {"backend.userland.com/rss", Vocabulary::plain},
    {"backend.userland.com/rss2", Vocabulary::plain},
    {"blogs.law.harvard.edu/tech/rss", Vocabulary::plain},
    {"channel.netscape.com/rdf/simple/0.9", Vocabulary::plain},
    {"cyber.law.harvard.edu/rss/rss.html", Vocabulary::plain},
    {"example.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Vocabulary::plain},
    {"my.netscape.com/rdf/simple/0.9", Vocabulary::plain},
    {"purl.org/atom/ns", Vocabulary::atom},
    {"purl.org/dc/elements/1.0", Vocabulary::dublin_core},
    {"purl.org/dc/elements/1.1", Vocabulary::dublin_core},
    {"purl.org/dc/terms", Vocabulary::dublin_core},
    {"purl.org/net/rss1.1", Vocabulary::plain},
    {"purl.org/rss/1.0", Vocabulary::plain},
    {"purl.org/rss/1.0/modules/content", Vocabulary::content},
    {"purl.org/rss/1.0/modules/rss091", Vocabulary::plain},
    {"rssnamespace.org/feedburner/ext/1.0", Vocabulary::feedburner},
    {"search.yahoo.com/mrss", Vocabulary::media},
    {"search.yahoo.com/rss", Vocabulary::media},
    {"tools.search.yahoo.com/mrss", Vocabulary::media},
    {"video.search.yahoo.com/mrss", Vocabulary::media},
    {"www.itunes.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
    {"www.rssboard.org/media-rss", Vocabulary::media},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::rdf},
    {"www.w3.org/1999/xhtml", Vocabulary::xhtml},
    {"www.w3.org/2005/atom", Vocabulary::atom},
    {"www.w3.org/xml/1998/namespace", Vocabulary::xml},
});
static_assert(std::ranges::is_sorted(by_uri, {}, &Entry::first));

constexpr auto by_prefix = std::to_array<Entry>({
    {"a10", Vocabulary::atom},
    {"atom", Vocabulary::atom},
    {"atom10", Vocabulary::atom},
    {"content", Vocabulary::content},
    {"dc", Vocabulary::dublin_core},
    {"dcterms", Vocabulary::dublin_core},
    {"feedburner", Vocabulary::feedburner},
    {"itunes", Vocabulary::itunes},
    {"media", Vocabulary::media},
    {"rdf", Vocabulary::rdf},
    {"rss", Vocabulary::plain},
    {"xhtml", Vocabulary::xhtml},
    {"xml", Vocabulary::xml},
});
static_assert(std::ranges::is_sorted(by_prefix, {}, &Entry::first));

template <std::size_t count>
Vocabulary look_up(const std::array<Entry, count>& table, std::string_view key) {
    const auto found = std::ranges::lower_bound(table, key, {}, &Entry::first);
    return found != table.end() && found->first == key ? found->second : Vocabulary::other;
}

}  // namespace

Vocabulary vocabulary_of_uri(std::string_view uri) {
    const std::string key = core::to_lower(core::trim(uri));
    if (key.empty()) return Vocabulary::plain;
    std::string_view view = key;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (view.starts_with(scheme)) view.remove_prefix(scheme.size());
    }
    while (view.ends_with('/') || view.ends_with('#')) view.remove_suffix(1);
    return look_up(by_uri, view);
}

Vocabulary vocabulary_of_prefix(std::string_view prefix) {
    return look_up(by_prefix, core::to_lower(prefix));
}

}  // namespace masthead::feed
