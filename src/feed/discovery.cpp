#include "feed/discovery.h"

#include "core/ascii.h"
#include "core/stable_order.h"
#include "core/url.h"
#include "feed/field.h"
#include "html/charset.h"
#include "html/reader.h"
#include "text/encoding.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

namespace masthead::feed {

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t max_found = 50;  // Directories of feeds exist; nobody picks from more.
constexpr std::size_t max_sitemaps = 100;
constexpr std::size_t max_title_characters = 200;

// Types of <link rel=alternate> that are feeds. XML alone says little, but nobody declares it for anything else here.
constexpr std::array feed_types{std::string_view("application/rss+xml"),
                                std::string_view("application/atom+xml"),
                                std::string_view("application/feed+json"),
                                std::string_view("application/rdf+xml"),
                                std::string_view("application/x.atom+xml"),
                                std::string_view("application/x-atom+xml"),
                                std::string_view("application/rss"),
                                std::string_view("application/atom"),
                                std::string_view("text/rss"),
                                std::string_view("text/rss+xml"),
                                std::string_view("text/atom+xml"),
                                std::string_view("application/xml"),
                                std::string_view("text/xml")};

// What feeds' paths end in, or hold as a whole segment.
constexpr std::array feed_endings{
    std::string_view(".rss"),      std::string_view(".atom"),     std::string_view(".rdf"),
    std::string_view("rss.xml"),   std::string_view("atom.xml"),  std::string_view("feed.xml"),
    std::string_view("feeds.xml"), std::string_view("index.xml"), std::string_view("feed.json")};
constexpr std::array feed_segments{std::string_view("rss"),     std::string_view("feed"), std::string_view("feeds"),
                                   std::string_view("atom"),    std::string_view("rss2"), std::string_view("rssfeed"),
                                   std::string_view("rssfeeds")};
constexpr std::array feed_words{std::string_view("rss"),       std::string_view("rss feed"),
                                std::string_view("rss-feed"),  std::string_view("atom"),
                                std::string_view("atom feed"), std::string_view("feed"),
                                std::string_view("xml feed"),  std::string_view("json feed")};

struct WellKnown {
    std::string_view path;
    std::string_view type;
    std::string_view whose;
};
// Likeliest first; relative to a folder.
constexpr std::array well_known{
    WellKnown{"feed/", "application/rss+xml", "WordPress"},
    WellKnown{"rss.xml", "application/rss+xml", "many systems"},
    WellKnown{"feed.xml", "application/atom+xml", "Jekyll and others"},
    WellKnown{"atom.xml", "application/atom+xml", "static site generators"},
    WellKnown{"index.xml", "application/rss+xml", "Hugo"},
    WellKnown{"rss/", "application/rss+xml", "Ghost and others"},
    WellKnown{"rss", "application/rss+xml", "many systems"},
    WellKnown{"feed.json", "application/feed+json", "JSON Feed"},
    WellKnown{"index.rdf", "application/rdf+xml", "older systems"},
    WellKnown{"feeds/posts/default", "application/atom+xml", "Blogger"},
    WellKnown{"?format=rss", "application/rss+xml", "Squarespace"},
    WellKnown{"?feed=rss2", "application/rss+xml", "WordPress without permalinks"},
};

bool has_word(std::string_view list, std::string_view word) {
    std::size_t at = 0;
    while (at < list.size()) {
        while (at < list.size() && core::is_space(list[at])) ++at;
        std::size_t end = at;
        while (end < list.size() && !core::is_space(list[end])) ++end;
        if (core::equals_ignoring_case(list.substr(at, end - at), word)) return true;
        at = end;
    }
    return false;
}

std::string media_type(std::string_view type) {
    return core::to_lower(core::trim(type.substr(0, std::min(type.find(';'), type.size()))));
}

// What the address alone suggests; empty: no feed.
std::string_view type_of_address(const core::Url& url) {
    const std::string path = core::to_lower(url.path());
    const std::string query = core::to_lower(url.query());
    if (path.ends_with("feed.json")) return "application/feed+json";
    if (path.ends_with(".atom") || path.ends_with("atom.xml")) return "application/atom+xml";
    if (path.ends_with(".rdf")) return "application/rdf+xml";
    const bool is_named = std::ranges::any_of(feed_endings, [&](std::string_view one) { return path.ends_with(one); });
    const auto segments = core::split(path, '/');
    std::string_view last = segments.back();
    if (last.empty() && segments.size() > 1) last = segments[segments.size() - 2];
    const bool is_asked = query == "feed" || query == "rss" || query.starts_with("feed=") ||
                          query.find("format=rss") != npos || query.find("format=feed") != npos ||
                          query.find("type=rss") != npos || query.find("format=atom") != npos;
    const bool is_segment = std::ranges::find(feed_segments, last) != feed_segments.end();
    const std::string& host = url.host();
    const bool is_host = host.starts_with("feeds.") || host.starts_with("rss.") || host.starts_with("feed.");
    return is_named || is_asked || is_segment || is_host ? "application/rss+xml" : std::string_view();
}

class Finder {
  public:
    Finder(const html::Tree& tree, std::string_view url) : tree_(tree) {
        if (auto parsed = core::Url::parse(url)) base_ = std::move(*parsed);
    }

    std::vector<FoundFeed> run() {
        for (html::NodeIndex i = 0; i < tree_.size(); ++i) {
            switch (tree_[i].tag) {
                case html::Tag::base:
                    take_base(i);
                    break;
                case html::Tag::link:
                    take_declared(i);
                    break;
                case html::Tag::a:
                    take_link(i);
                    break;
                default:
                    break;
            }
        }
        std::vector<FoundFeed> all;
        for (auto* list : {&declared_, &comments_, &linked_, &guessed_}) {
            for (auto& one : *list) add(std::move(one), all);
        }
        return all;
    }

  private:
    void take_base(html::NodeIndex node) {
        const std::string_view href = tree_.attribute(node, html::AttributeName::href);
        if (has_base_ || href.empty()) return;
        auto parsed = base_ ? core::Url::parse(href, *base_) : core::Url::parse(href);
        if (!parsed) return;
        base_ = std::move(*parsed);
        has_base_ = true;  // Only the first counts.
    }

    [[nodiscard]] std::optional<core::Url> address(html::NodeIndex node) const {
        std::string_view href = core::trim(tree_.attribute(node, html::AttributeName::href));
        if (core::starts_with_ignoring_case(href, "feed://"))
            return absolute("https:" + std::string(href.substr(5)));  // The scheme that some readers made up.
        if (core::starts_with_ignoring_case(href, "feed:")) href.remove_prefix(5);
        return href.empty() ? std::nullopt : absolute(href);
    }

    [[nodiscard]] std::optional<core::Url> absolute(std::string_view reference) const {
        auto parsed = base_ ? core::Url::parse(reference, *base_) : core::Url::parse(reference);
        if (!parsed) return std::nullopt;
        parsed->clear_fragment();
        return std::move(*parsed);
    }

    void take_declared(html::NodeIndex node) {
        const std::string_view rel = tree_.attribute(node, html::AttributeName::rel);
        const bool is_feed_rel = has_word(rel, "feed");
        if (!is_feed_rel && !has_word(rel, "alternate")) return;
        if (has_word(rel, "stylesheet")) return;
        std::string type = media_type(tree_.attribute(node, html::AttributeName::type));
        const auto url = address(node);
        if (!url) return;
        const bool is_json = type == "application/json" && type_of_address(*url) == "application/feed+json";
        if (!is_feed_rel && !is_json && std::ranges::find(feed_types, type) == feed_types.end()) return;
        std::string title =
            text::shorten(text::clean_line(tree_.attribute(node, html::AttributeName::title)), max_title_characters);
        const std::string lower = text::to_lower(title);
        const bool is_comments = url->path().find("/comments/") != std::string::npos ||
                                 lower.find("comments feed") != npos || lower.find("kommentar") != npos;
        std::string why = type.empty() ? std::string("The page declares it as a feed.")
                                       : fmt::format("The page declares it as {}.", type);
        if (is_comments) why += " It seems to hold comments.";
        (is_comments ? comments_ : declared_)
            .push_back({.url = url->str(), .title = std::move(title), .type = std::move(type), .why = std::move(why)});
    }

    void take_link(html::NodeIndex node) {
        const auto url = address(node);
        if (!url) return;
        const std::string type(type_of_address(*url));
        const std::string text = tree_.text_of(node, max_title_characters);
        const std::string_view label = text.empty() ? tree_.attribute(node, html::AttributeName::title) : text;
        const bool says_so = std::ranges::find(feed_words, text::to_lower(core::trim(label))) != feed_words.end();
        if (type.empty() && !says_so) return;
        const std::string declared = media_type(tree_.attribute(node, html::AttributeName::type));
        FoundFeed found{.url = url->str(),
                        .title = text::shorten(text::clean_line(label), max_title_characters),
                        .type = declared.empty() ? type : declared,
                        .why = type.empty() ? "The text of a link on the page says that it is a feed."
                                            : "A link on the page leads to an address like a feed's."};
        (type.empty() ? guessed_ : linked_).push_back(std::move(found));
    }

    void add(FoundFeed found, std::vector<FoundFeed>& all) {
        if (all.size() < max_found && seen_.insert(found.url).second) all.push_back(std::move(found));
    }

    const html::Tree& tree_;
    std::optional<core::Url> base_;
    bool has_base_ = false;
    std::vector<FoundFeed> declared_;
    std::vector<FoundFeed> comments_;
    std::vector<FoundFeed> linked_;
    std::vector<FoundFeed> guessed_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

std::vector<FoundFeed> discover_feeds(std::string_view bytes, std::string_view url, std::string_view content_type) {
    std::string charset = html::charset_of_content_type(content_type);
    if (charset.empty()) charset = html::charset_of_markup(bytes);
    const text::Decoded decoded = text::decode(bytes, charset);
    const html::ReadMarkup read = html::read_html(decoded.text, {});
    return Finder(read.tree, url).run();
}

std::vector<FoundFeed> well_known_feeds(std::string_view url) {
    auto page = core::Url::parse(url);
    if (!page) return {};
    page->clear_fragment();
    page->set_query({});
    std::string folder = page->path().substr(0, page->path().rfind('/') + 1);
    // "/news" is a section as often as "/news/" is.
    const std::string last = page->path().substr(folder.size());
    if (!last.empty() && last.find('.') == std::string::npos) folder = page->path() + '/';
    std::vector<FoundFeed> found;
    for (const std::string& place :
         folder == "/" ? std::vector<std::string>{"/"} : std::vector{folder, std::string("/")}) {
        for (const WellKnown& one : well_known) {
            FoundFeed& feed = found.emplace_back();
            feed.url = page->origin() + place + std::string(one.path);
            feed.type = one.type;
            feed.why = fmt::format("Feeds often have this address ({}).", one.whose);
        }
    }
    return found;
}

std::vector<FoundFeed> sitemaps_of_robots(std::string_view robots, std::string_view url) {
    constexpr std::size_t max_robots_bytes = 500U << 10U;  // RFC 9309 2.5.
    const auto base = core::Url::parse(url);
    std::vector<FoundFeed> found;
    std::unordered_set<std::string> seen;
    robots = robots.substr(0, max_robots_bytes);
    while (!robots.empty() && found.size() < max_sitemaps) {
        const std::size_t end = std::min(robots.find_first_of("\r\n"), robots.size());
        std::string_view line = core::trim(robots.substr(0, end));
        robots.remove_prefix(std::min(end + 1, robots.size()));
        if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        const std::size_t colon = line.find(':');
        if (colon == npos || !core::equals_ignoring_case(core::trim(line.substr(0, colon)), "sitemap")) continue;
        std::string_view value = core::trim(line.substr(colon + 1));
        value = value.substr(0, std::min(value.find_first_of(" \t#"), value.size()));
        std::string address = resolve_link(value, base ? &*base : nullptr);
        if (address.empty() || !seen.insert(address).second) continue;
        found.push_back({.url = std::move(address),
                         .title = {},
                         .type = "application/xml",
                         .why = "The site's robots.txt names it.",
                         .kind = model::SourceKind::sitemap});
    }
    const auto is_news = [](const FoundFeed& one) { return core::find_ignoring_case(one.url, "news") != npos; };
    core::sort_stably(found, [&](const auto& left, const auto& right) { return is_news(left) && !is_news(right); });
    return found;
}

}  // namespace masthead::feed
