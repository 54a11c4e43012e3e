#include "feed/json_feed.h"

#include "core/ascii.h"
#include "core/json.h"
#include "core/url.h"
#include "feed/dialects.h"
#include "feed/embedded_images.h"
#include "feed/field.h"
#include "feed/item_draft.h"
#include "feed/markup_links.h"
#include "text/encoding.h"
#include "text/html_text.h"
#include "text/normalize.h"

#include <optional>
#include <string>
#include <utility>

namespace masthead::feed {

namespace {

using core::ErrorCode;
using core::Json;

// Ids should be strings; numbers are coerced, as the specification asks.
std::string id_of(const Json& value) {
    if (value.is_string()) return std::string(value.string());
    return value.is_number() ? value.dump() : std::string();
}

void read_authors(const Json& owner, int rank, ItemDraft& draft) {
    for (const auto& author : owner["authors"].array())
        draft.add_author(text::clean_line(author["name"].string()), rank);
    draft.add_author(text::clean_line(owner["author"]["name"].string()), rank + 1);
}

void read_attachments(const Json& source, const core::Url* base, ItemDraft& draft) {
    for (const auto& attachment : source["attachments"].array()) {
        const std::string url = resolve_link(attachment["url"].string(), base);
        const std::string_view type = attachment["mime_type"].string();
        if (type.starts_with("image/")) draft.add_image({.url = url}, 2);
        draft.add_enclosure({url, std::string(type), attachment["size_in_bytes"].integer()});
    }
}

// Returns how many dates could not be read.
std::size_t read_dates(const Json& source, ItemDraft& draft) {
    const bool published = draft.offer_published(source["date_published"].string(), 0);
    const bool updated = draft.offer_updated(source["date_modified"].string(), 0);
    return std::size_t{!published} + std::size_t{!updated};
}

void read_item(const Json& source, const core::Url* base, ItemDraft& draft) {
    draft.offer_id(id_of(source["id"]), 0);
    draft.offer_title(text::clean_line(source["title"].string()), 0);
    draft.offer_link(resolve_link(source["url"].string(), base), 0);
    draft.offer_link(resolve_link(source["external_url"].string(), base), 1);
    const std::string id = id_of(source["id"]);
    if (core::starts_with_ignoring_case(id, "http")) draft.offer_link(resolve_link(id, base), 2);
    draft.offer_content(linked_markup(std::string(source["content_html"].string()), base), 0);
    draft.offer_content(text::escape_html(core::trim(source["content_text"].string())), 1);
    draft.offer_summary(text::escape_html(core::trim(source["summary"].string())), 0);
    draft.item.language = language_tag(source["language"].string());
    for (const auto& tag : source["tags"].array()) draft.add_category(text::clean_line(tag.string()));
    draft.add_image({.url = resolve_link(source["image"].string(), base)}, 0);
    draft.add_image({.url = resolve_link(source["banner_image"].string(), base)}, 1);
    read_attachments(source, base, draft);
    read_authors(source, 0, draft);
}

ParsedFeed read_head(const Json& root, const core::Url* base) {
    ParsedFeed feed;
    feed.format = FeedFormat::json;
    feed.title = text::clean_line(root["title"].string());
    feed.link = resolve_link(root["home_page_url"].string(), base);
    feed.self = resolve_link(root["feed_url"].string(), base);
    feed.language = language_tag(root["language"].string());
    for (const auto& hub : root["hubs"].array()) {
        const bool websub = core::equals_ignoring_case(hub["type"].string(), "websub");
        if (websub && feed.hub.empty()) feed.hub = resolve_link(hub["url"].string(), base);
    }
    return feed;
}

}  // namespace

core::Result<ParsedFeed> parse_json_feed(std::string_view bytes, std::string_view url, const FeedOptions& options) {
    const auto plain = text::utf8_as_it_stands(bytes, "utf-8");
    const auto root = plain ? core::parse_json(plain->text) : core::parse_json(text::decode(bytes, "utf-8").text);
    if (!root) return core::fail(root.error().code, "the document is no JSON Feed: " + root.error().message);
    const bool named = (*root)["version"].string().contains("jsonfeed.org");
    if (!root->is_object() || (!named && !(*root)["items"].is_array())) {
        return core::fail(ErrorCode::unsupported, "the document is JSON, but no JSON Feed");
    }
    const auto parsed = core::Url::parse(url);
    const core::Url* base = parsed ? &*parsed : nullptr;
    ParsedFeed feed = read_head(*root, base);
    std::size_t bad_dates = 0;
    for (const auto& source : (*root)["items"].array()) {
        if (feed.items.size() >= options.max_items) {
            feed.problems.push_back("the feed has more than " + std::to_string(options.max_items) +
                                    " items; the rest was left out");
            break;
        }
        ItemDraft draft;
        read_item(source, base, draft);
        bad_dates += read_dates(source, draft);
        for (auto& image : embedded_images(draft.markup(), base, 4)) draft.add_image(std::move(image), 9);
        feed.items.push_back(draft.finish());
        auto& item = feed.items.back();
        if (item.language.empty()) item.language = feed.language;
        if (!item.authors.empty()) continue;
        ItemDraft inherited;
        read_authors(*root, 0, inherited);
        item.authors = std::move(inherited.item.authors);
    }
    if (bad_dates > 0) feed.problems.push_back(std::to_string(bad_dates) + " dates could not be read");
    return feed;
}

}  // namespace masthead::feed
