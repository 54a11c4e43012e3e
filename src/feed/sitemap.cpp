#include "feed/sitemap.h"

#include "core/ascii.h"
#include "core/url.h"
#include "feed/feed.h"
#include "feed/field.h"
#include "feed/xml_reader.h"
#include "feed/xml_text.h"
#include "text/date.h"
#include "text/encoding.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <fmt/core.h>

namespace masthead::feed {

namespace {

using core::ErrorCode;

constexpr std::size_t max_value_bytes = 16U << 10U;  // Of one address, title or list of keywords.
constexpr std::size_t max_keywords = 64;             // Google reads ten.
constexpr std::size_t max_shown_characters = 100;    // Of a value that a problem quotes.

// What an element's text is for.
enum class Value : std::uint8_t { none, address, modified, title, published, publication, language, keywords };

struct ValueName {
    std::string_view name;
    Value value;
};
constexpr ValueName entry_values[] = {{"loc", Value::address}, {"lastmod", Value::modified}};
constexpr ValueName news_values[] = {
    {"title", Value::title}, {"publication_date", Value::published}, {"keywords", Value::keywords}};
constexpr ValueName publication_values[] = {{"name", Value::publication}, {"language", Value::language}};

Value value_of(std::span<const ValueName> names, std::string_view name) {
    const auto found = std::ranges::find(names, name, &ValueName::name);
    return found == names.end() ? Value::none : found->value;
}

// Names decide, not namespaces: many sitemaps declare none or a wrong one. An image's title stands inside <image:image>
// and so is never taken for the news' title.
class SitemapSink final : public XmlSink {
  public:
    SitemapSink(std::string_view url, const SitemapOptions& options) : options_(options) {
        if (auto parsed = core::Url::parse(url)) url_ = std::move(*parsed);
    }

    bool open(const XmlElement& element) override {
        if (enough_) return false;
        if (names_.empty() && element.name != "urlset" && element.name != "sitemapindex") {
            root_ = element.name;
            return false;
        }
        has_root_ = true;
        names_.emplace_back(element.name);
        value_ = current_value();
        text_.clear();
        if (is_entry()) {
            if (map_.items.size() + map_.children.size() >= options_.max_urls) {
                enough_ = true;
                return false;
            }
            item_ = {};
            is_cut_ = false;
        }
        return true;
    }

    void characters(std::string_view text) override {
        if (value_ == Value::none) return;
        text_.append(text.substr(0, max_value_bytes - std::min(text_.size(), max_value_bytes)));
    }

    void close() override {
        if (names_.empty()) return;
        if (value_ != Value::none && !is_cut_) take(core::trim(text_));
        if (is_entry() && !enough_) end_entry();
        names_.pop_back();
        value_ = Value::none;
    }

    // Half an address would be a wrong one.
    void cut() override { is_cut_ = true; }

    // The name of a root element that is no sitemap's.
    [[nodiscard]] const std::string& foreign_root() const { return root_; }
    [[nodiscard]] bool has_root() const { return has_root_; }

    ParsedSitemap finish(std::vector<std::string> problems) {
        map_.problems = std::move(problems);
        if (enough_)
            map_.problems.push_back(
                fmt::format("the sitemap holds more than {} addresses; the rest was left out", options_.max_urls));
        if (without_address_ > 0)
            map_.problems.push_back(
                fmt::format("{} entries without a usable address were left out{}", without_address_,
                            first_bad_address_.empty() ? "" : ", the first: " + first_bad_address_));
        if (bad_dates_ > 0)
            map_.problems.push_back(
                fmt::format("{} dates could not be read, the first: \"{}\"", bad_dates_, first_bad_date_));
        return std::move(map_);
    }

  private:
    [[nodiscard]] bool is_entry() const { return names_.size() == 2 && (names_[1] == "url" || names_[1] == "sitemap"); }

    [[nodiscard]] Value current_value() const {
        if (names_.size() == 3) return value_of(entry_values, names_[2]);
        if (names_.size() < 4 || names_[2] != "news") return Value::none;
        if (names_.size() == 4) return value_of(news_values, names_[3]);
        return names_.size() == 5 && names_[3] == "publication" ? value_of(publication_values, names_[4]) : Value::none;
    }

    void take(std::string_view text) {
        switch (value_) {
            case Value::address:
                if (item_.link.empty()) take_address(text);
                return;
            case Value::modified:
                item_.updated = date(text);
                return;
            case Value::published:
                item_.published = date(text);
                return;
            case Value::title:
                item_.title = text::plain_line(text);
                return;
            case Value::publication:
                item_.source_title = text::plain_line(text);
                return;
            case Value::language:
                item_.language = text::clean_line(text);
                return;
            case Value::keywords:
                take_keywords(text);
                return;
            case Value::none:
                return;
        }
    }

    void take_address(std::string_view text) {
        if (text.size() < max_value_bytes) item_.link = resolve_link(text, url_ ? &*url_ : nullptr);
        if (item_.link.empty() && first_bad_address_.empty())
            first_bad_address_ = text::shorten(text::clean_line(text), max_shown_characters);
    }

    void take_keywords(std::string_view text) {
        for (const std::string_view piece : core::split(text, ',')) {
            std::string keyword = text::plain_line(piece);
            if (!keyword.empty() && item_.categories.size() < max_keywords)
                item_.categories.push_back(std::move(keyword));
        }
    }

    std::optional<core::Instant> date(std::string_view text) {
        if (text.empty()) return std::nullopt;
        auto instant = text::parse_date(text);
        if (!instant && ++bad_dates_ == 1)
            first_bad_date_ = text::shorten(text::clean_line(text), max_shown_characters);
        return instant;
    }

    void end_entry() {
        if (item_.link.empty()) {
            without_address_ += is_cut_ ? 0U : 1U;
            return;
        }
        if (names_[0] == "sitemapindex")
            map_.children.push_back({std::move(item_.link), item_.updated});
        else
            map_.items.push_back(std::move(item_));
    }

    const SitemapOptions& options_;
    std::optional<core::Url> url_;
    ParsedSitemap map_;
    std::vector<std::string> names_;  // Of the open elements.
    model::FeedItem item_;
    Value value_ = Value::none;
    std::string text_;
    std::string root_;  // Of a document that is no sitemap.
    std::size_t without_address_ = 0;
    std::size_t bad_dates_ = 0;
    std::string first_bad_address_;
    std::string first_bad_date_;
    bool has_root_ = false;
    bool enough_ = false;
    bool is_cut_ = false;
};

// An address a line (https://www.sitemaps.org/protocol.html#otherformats).
core::Result<ParsedSitemap> parse_lines(std::string_view bytes, std::string_view content_type,
                                        const SitemapOptions& options) {
    const text::Decoded decoded = text::decode(bytes, media_type_parameter(content_type, "charset"));
    ParsedSitemap map;
    std::size_t other_lines = 0;
    std::string_view rest = decoded.text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
        const std::string_view line = core::trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty()) continue;
        std::string link = line.size() < max_value_bytes ? resolve_link(line, nullptr) : std::string();
        if (link.empty()) {
            ++other_lines;
            continue;
        }
        if (map.items.size() == options.max_urls) {
            map.problems.push_back(
                fmt::format("the sitemap holds more than {} addresses; the rest was left out", options.max_urls));
            break;
        }
        map.items.emplace_back().link = std::move(link);
    }
    if (map.items.empty())
        return core::fail(ErrorCode::unsupported,
                          "the document is no sitemap: it is neither XML nor a list of addresses");
    if (other_lines > 0) map.problems.push_back(fmt::format("{} lines that are no address were left out", other_lines));
    return map;
}

core::Result<ParsedSitemap> refuse_root(std::string_view root, bool has_problems) {
    if (root == "html" || root == "head" || root == "body")
        return core::fail(ErrorCode::unsupported, "the document is an HTML page, not a sitemap");
    if (root.empty())
        return core::fail(ErrorCode::unsupported, has_problems ? "the document is no sitemap: it is broken XML"
                                                               : "the document is no sitemap: it holds no element");
    return core::fail(ErrorCode::unsupported, fmt::format("the document is XML with the root <{}>, not a sitemap",
                                                          text::shorten(text::clean_line(root), max_shown_characters)));
}

bool is_feed_root(std::string_view root) {
    return root == "rss" || root == "rdf" || root == "feed" || root == "channel";
}

core::Result<ParsedSitemap> from_feed(core::Result<ParsedFeed> feed) {
    if (!feed) return std::unexpected(feed.error());
    ParsedSitemap map;
    map.items = std::move(feed->items);
    map.problems = std::move(feed->problems);
    return map;
}

}  // namespace

core::Result<ParsedSitemap> parse_sitemap(std::string_view bytes, std::string_view url, std::string_view content_type,
                                          const SitemapOptions& options) {
    if (bytes.starts_with("\x1F\x8B"))
        return core::fail(ErrorCode::unsupported, "the sitemap is still compressed (gzip) and is to be inflated first");
    if (bytes.size() > options.max_bytes)
        return core::fail(ErrorCode::too_large,
                          fmt::format("the sitemap is larger than {} MiB", options.max_bytes >> 20U));
    if (bytes.empty()) return core::fail(ErrorCode::unsupported, "the document is empty");
    // UTF-16 has its '<' too, as one of its two bytes.
    if (bytes.find('<') == std::string_view::npos) return parse_lines(bytes, content_type, options);
    const auto text = prepare_xml(bytes, content_type);
    if (!text) return std::unexpected(text.error());
    SitemapSink sink(url, options);
    XmlLimits limits;
    limits.max_depth = 32;
    limits.restart_names = {"url", "sitemap"};
    auto problems = read_xml(*text, sink, limits);
    if (is_feed_root(sink.foreign_root()))
        return from_feed(parse_feed(bytes, url, content_type, {.max_items = options.max_urls}));
    auto map = sink.finish(std::move(problems));
    const bool is_empty = map.items.empty() && map.children.empty();
    if (!sink.foreign_root().empty() || (is_empty && !sink.has_root()))
        return refuse_root(sink.foreign_root(), !map.problems.empty());
    return map;
}

}  // namespace masthead::feed
