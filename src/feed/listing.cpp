#include "feed/listing.h"

#include "core/ascii.h"
#include "core/url.h"
#include "html/charset.h"
#include "html/reader.h"
#include "html/select.h"
#include "text/date.h"
#include "text/encoding.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

namespace masthead::feed {

namespace {

using core::ErrorCode;
using html::AttributeName;
using html::NodeIndex;
using html::Tag;

constexpr std::size_t max_items = 500;
constexpr std::size_t max_title_bytes = 500;
constexpr std::size_t max_summary_bytes = 1000;

// Of the guess.
constexpr std::size_t fewest_alike = 3;          // Links of one kind that make a list.
constexpr std::size_t headline_characters = 20;  // Fewer is a section's name or a button.
constexpr std::size_t headline_bytes = 24;       // The same for scripts whose characters take three bytes.
constexpr std::size_t counted_characters = 100;  // What a longer text adds to its group no more.
constexpr std::size_t summary_characters = 40;
constexpr int compared_levels = 4;  // Elements around a link that make it alike to others.

// The selectors of a desk's rules, read; nothing for those that are empty.
struct Selectors {
    std::optional<html::Selector> item;
    std::optional<html::Selector> link;
    std::optional<html::Selector> title;
    std::optional<html::Selector> date;
    std::optional<html::Selector> summary;
};

core::Result<Selectors> read_rules(const model::ListingRules& rules) {
    Selectors selectors;
    const std::array<std::pair<const std::string*, std::optional<html::Selector>*>, 5> all{
        {{&rules.item, &selectors.item},
         {&rules.link, &selectors.link},
         {&rules.title, &selectors.title},
         {&rules.date, &selectors.date},
         {&rules.summary, &selectors.summary}}};
    for (const auto& [text, selector] : all) {
        if (text->empty()) continue;
        auto parsed = html::Selector::parse(*text);
        if (!parsed) return std::unexpected(parsed.error());
        *selector = std::move(*parsed);
    }
    return selectors;
}

// A link of the page that might be an article's.
struct Link {
    NodeIndex node = 0;
    std::string url;
    std::string title;
    std::uint64_t likeness = 0;  // Equal for links that stand in elements of the same names and classes.
    bool is_aside = false;       // In navigation, a footer or the like.
};

class Lister {
  public:
    Lister(const html::Tree& tree, std::string_view url, const Selectors& selectors)
        : tree_(tree), selectors_(selectors) {
        if (auto parsed = core::Url::parse(url)) base_ = std::move(*parsed);
        for (NodeIndex i = 1; i < tree_.size(); ++i) {
            if (tree_[i].tag != Tag::base) continue;
            const std::string_view href = tree_.attribute(i, AttributeName::href);
            auto base = base_ ? core::Url::parse(href, *base_) : core::Url::parse(href);
            if (base && !href.empty()) base_ = std::move(*base);
            break;
        }
        if (selectors_.date) dates_ = selectors_.date->all(tree_);
        if (selectors_.summary) summaries_ = selectors_.summary->all(tree_);
    }

    std::vector<model::FeedItem> by_rules() {
        const auto found = selectors_.item->all(tree_);
        const auto links = selectors_.link ? selectors_.link->all(tree_) : std::vector<NodeIndex>();
        const auto titles = selectors_.title ? selectors_.title->all(tree_) : std::vector<NodeIndex>();
        for (const NodeIndex item : found) {
            const NodeIndex asked = selectors_.link ? at_or_below(links, item) : item;
            const NodeIndex link = asked == 0 ? 0 : link_in(asked);
            if (link == 0) {
                ++without_link_;
                continue;
            }
            const NodeIndex titled = selectors_.title ? at_or_below(titles, item) : link;
            add(item, address(link), titled == 0 ? std::string() : title_of(titled, item));
        }
        return std::move(items_);
    }

    std::vector<model::FeedItem> by_guess() {
        const std::vector<Link> links = largest_group(candidates());
        for (std::size_t i = 0; i < links.size(); ++i) {
            const NodeIndex before = i > 0 ? links[i - 1].node : 0;
            const NodeIndex after = i + 1 < links.size() ? links[i + 1].node : tree_.size();
            add(container(links[i].node, before, after), links[i].url, links[i].title);
        }
        return std::move(items_);
    }

    [[nodiscard]] std::size_t without_link() const { return without_link_; }

  private:
    [[nodiscard]] std::string address(NodeIndex link) const {
        const std::string_view href = core::trim(tree_.attribute(link, AttributeName::href));
        if (href.empty() || href.starts_with('#')) return {};
        auto url = base_ ? core::Url::parse(href, *base_) : core::Url::parse(href);
        if (!url) return {};
        url->clear_fragment();
        return url->str();
    }

    [[nodiscard]] NodeIndex at_or_below(const std::vector<NodeIndex>& found, NodeIndex scope) const {
        return std::ranges::binary_search(found, scope) ? scope : html::first_below(tree_, found, scope);
    }

    // The element itself, or the first link inside it that has an address.
    [[nodiscard]] NodeIndex link_in(NodeIndex node) const {
        for (NodeIndex i = node; i < tree_[node].end; ++i) {
            if (tree_[i].tag == Tag::a && !address(i).empty()) return i;
        }
        // A card may stand inside its link.
        for (NodeIndex i = tree_[node].parent; i != 0; i = tree_[i].parent) {
            if (tree_[i].tag == Tag::a && !address(i).empty()) return i;
        }
        return 0;
    }

    [[nodiscard]] std::string text_of(NodeIndex node, std::size_t bytes) const {
        return text::clean_line(tree_.text_of(node, bytes));
    }

    // A heading inside says it best, then the text, then what stands in for it.
    [[nodiscard]] std::string title_of(NodeIndex node, NodeIndex item) const {
        for (NodeIndex i = node; i < tree_[node].end; ++i) {
            if (html::is_heading(tree_[i].tag)) {
                if (auto title = text_of(i, max_title_bytes); !title.empty()) return title;
            }
        }
        if (auto title = text_of(node, max_title_bytes); !title.empty()) return title;
        for (NodeIndex i = node; i < tree_[node].end; ++i) {
            for (const AttributeName name : {AttributeName::title, AttributeName::aria_label, AttributeName::alt}) {
                if (auto title = text::clean_line(tree_.attribute(i, name)); !title.empty()) return title;
            }
        }
        for (NodeIndex i = item; i < tree_[item].end; ++i) {
            if (html::is_heading(tree_[i].tag)) return text_of(i, max_title_bytes);
        }
        return {};
    }

    void add(NodeIndex item, std::string url, std::string title) {
        if (url.empty() || title.empty() || items_.size() >= max_items || !seen_.insert(url).second) return;
        model::FeedItem& made = items_.emplace_back();
        made.id = url;
        made.published = date_in(item);
        made.summary = text::to_nfc(summary_in(item, title));
        made.link = std::move(url);
        made.title = std::move(title);
    }

    [[nodiscard]] std::optional<core::Instant> date_of(NodeIndex node) const {
        for (const AttributeName name : {AttributeName::datetime, AttributeName::content, AttributeName::title}) {
            if (auto date = text::parse_date(tree_.attribute(node, name))) return date;
        }
        constexpr std::size_t longest_date = 80;
        return text::parse_date(tree_.text_of(node, longest_date));
    }

    [[nodiscard]] std::optional<core::Instant> date_in(NodeIndex item) const {
        if (selectors_.date) {
            const NodeIndex node = at_or_below(dates_, item);
            return node == 0 ? std::nullopt : date_of(node);
        }
        for (NodeIndex i = item; i < tree_[item].end; ++i) {
            const std::string_view names = tree_.attribute(i, AttributeName::class_);
            const bool is_date = tree_[i].tag == Tag::time ||
                                 core::find_ignoring_case(names, "date") != std::string_view::npos ||
                                 core::find_ignoring_case(names, "time") != std::string_view::npos ||
                                 core::find_ignoring_case(tree_.attribute(i, AttributeName::itemprop), "date") == 0;
            if (!is_date) continue;
            if (auto date = date_of(i)) return date;
        }
        return std::nullopt;
    }

    // As markup: summaries are.
    [[nodiscard]] std::string summary_in(NodeIndex item, std::string_view title) const {
        std::string found;
        if (selectors_.summary) {
            const NodeIndex node = at_or_below(summaries_, item);
            if (node != 0) found = text_of(node, max_summary_bytes);
        } else {
            for (NodeIndex i = item; i < tree_[item].end && found.empty(); ++i) {
                if (tree_[i].tag != Tag::p) continue;
                std::string text = text_of(i, max_summary_bytes);
                if (text::count_characters(text) >= summary_characters && text != title) found = std::move(text);
            }
        }
        return text::escape_html(found);
    }

    // --- the guess

    [[nodiscard]] std::vector<Link> candidates() const {
        std::vector<Link> links;
        for (NodeIndex i = 1; i < tree_.size(); ++i) {
            if (tree_[i].tag != Tag::a) continue;
            std::string url = address(i);
            if (url.empty() || (base_ && url == base_->str())) continue;
            std::string title = title_of(i, i);
            if (title.size() < headline_bytes || text::count_characters(title) < characters_wanted(title)) continue;
            links.push_back({.node = i,
                             .url = std::move(url),
                             .title = std::move(title),
                             .likeness = likeness_of(i),
                             .is_aside = is_aside(i)});
        }
        return links;
    }

    // A character of Chinese, Japanese or Korean says about as much as two of others.
    static std::size_t characters_wanted(std::string_view title) {
        const bool is_dense = title.size() > 2 * text::count_characters(title);
        return is_dense ? headline_characters / 2 : headline_characters;
    }

    [[nodiscard]] std::uint64_t likeness_of(NodeIndex link) const {
        constexpr std::uint64_t seed = 14695981039346656037ULL;  // FNV-1a.
        constexpr std::uint64_t prime = 1099511628211ULL;
        std::uint64_t hash = seed;
        NodeIndex node = link;
        for (int level = 0; level <= compared_levels && node != 0; ++level, node = tree_[node].parent) {
            hash = (hash ^ static_cast<std::uint64_t>(tree_[node].tag)) * prime;
            // The first class says what it is; others often tell odd from even and first from last.
            std::string_view classes = core::trim(tree_.attribute(node, AttributeName::class_));
            classes = classes.substr(0, classes.find(' '));
            for (const char c : classes) {
                if (!core::is_digit(c)) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
            }
        }
        return hash;
    }

    [[nodiscard]] bool is_aside(NodeIndex node) const {
        for (; node != 0; node = tree_[node].parent) {
            const Tag tag = tree_[node].tag;
            if (tag == Tag::nav || tag == Tag::footer || tag == Tag::aside || tag == Tag::form) return true;
        }
        return false;
    }

    static std::vector<Link> largest_group(std::vector<Link> links) {
        struct Group {
            std::unordered_set<std::string_view> addresses;
            std::size_t characters = 0;
        };
        std::map<std::uint64_t, Group> groups;
        for (const Link& link : links) {
            Group& group = groups[link.likeness];
            if (link.is_aside || !group.addresses.insert(link.url).second) continue;
            group.characters += std::min(text::count_characters(link.title), counted_characters);
        }
        std::uint64_t best = 0;
        std::size_t most = 0;
        for (const auto& [likeness, group] : groups) {
            if (group.addresses.size() < fewest_alike || group.characters <= most) continue;
            best = likeness;
            most = group.characters;
        }
        if (most == 0) return {};
        std::erase_if(links, [&](const Link& link) { return link.likeness != best || link.is_aside; });
        return links;
    }

    // The largest element around a link that holds none of its neighbours.
    [[nodiscard]] NodeIndex container(NodeIndex link, NodeIndex before, NodeIndex after) const {
        NodeIndex node = link;
        for (NodeIndex parent = tree_[node].parent; parent != 0 && tree_[parent].tag != Tag::body;
             parent = tree_[node].parent) {
            if (parent <= before || tree_[parent].end > after) break;
            node = parent;
        }
        return node;
    }

    const html::Tree& tree_;
    const Selectors& selectors_;
    std::optional<core::Url> base_;
    std::vector<NodeIndex> dates_;
    std::vector<NodeIndex> summaries_;
    std::vector<model::FeedItem> items_;
    std::unordered_set<std::string> seen_;
    std::size_t without_link_ = 0;
};

// What the page says of itself.
void describe(const html::Tree& tree, ParsedFeed& feed) {
    for (NodeIndex i = 1; i < tree.size(); ++i) {
        if (tree[i].tag == Tag::html && feed.language.empty())
            feed.language = text::clean_line(tree.attribute(i, AttributeName::lang));
        if (tree[i].tag == Tag::title && feed.title.empty())
            feed.title = text::clean_line(tree.text_of(i, max_title_bytes));
    }
    for (auto& item : feed.items) item.language = feed.language;
}

}  // namespace

core::Result<void> check_rules(const model::ListingRules& rules) {
    auto selectors = read_rules(rules);
    if (!selectors) return std::unexpected(selectors.error());
    return {};
}

core::Result<ParsedFeed> parse_listing(std::string_view bytes, std::string_view url, std::string_view content_type,
                                       const model::ListingRules& rules) {
    const auto selectors = read_rules(rules);
    if (!selectors) return std::unexpected(selectors.error());
    if (bytes.find('<') == std::string_view::npos)
        return core::fail(ErrorCode::unsupported, fmt::format("What stands at {} is no HTML.", url));
    std::string charset = html::charset_of_content_type(content_type);
    if (charset.empty()) charset = html::charset_of_markup(bytes);
    const text::Decoded decoded = text::decode(bytes, charset);
    const html::ReadMarkup read = html::read_html(decoded.text, {});

    ParsedFeed feed;
    feed.format = FeedFormat::listing;
    feed.link = url;
    Lister lister(read.tree, url, *selectors);
    feed.items = selectors->item ? lister.by_rules() : lister.by_guess();
    if (feed.items.empty())
        return core::fail(
            ErrorCode::unsupported,
            selectors->item
                ? fmt::format("The selectors find no article at {}: is \"{}\" still right?", url, rules.item)
                : fmt::format("Nothing at {} looks like a list of articles; selectors could say what is one.", url));
    describe(read.tree, feed);
    if (lister.without_link() > 0)
        feed.problems.push_back(fmt::format("{} elements without a link were left out", lister.without_link()));
    if (read.is_cut) feed.problems.push_back(read.cut_reason);
    return feed;
}

}  // namespace masthead::feed
