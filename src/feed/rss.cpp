// RSS: https://www.rssboard.org/rss-specification (0.91 to 2.0), https://web.resource.org/rss/1.0/spec (1.0).
#include "core/ascii.h"
#include "feed/dialects.h"
#include "feed/markup_links.h"

#include <algorithm>

namespace masthead::feed {

namespace {

// guid: the id, and the link where it is a permalink (the default) and no link stands.
void read_guid(const Field& field, ItemDraft& draft) {
    draft.offer_id(field.text, 0);
    if (core::equals_ignoring_case(core::trim(field.attribute("ispermalink")), "false")) return;
    const std::string_view guid = core::trim(field.text);
    if (draft.has_link(4)) return;
    if (core::starts_with_ignoring_case(guid, "http")) draft.offer_link(resolve_link(guid, field.base), 4);
}

void read_source(const Field& field, ItemDraft& draft) {
    draft.item.source_title = plain_of(field, TextKind::guess);
    draft.item.source_url = resolve_link(field.attribute("url"), field.base);
}

Reading read_date(const Field& field, ItemDraft& draft) {
    bool read = true;
    if (field.is("pubdate") || field.is("published")) read = draft.offer_published(field.text, 0);
    if (field.is("date")) read = draft.offer_published(field.text, 2);
    if (field.is("updated") || field.is("modified")) read = draft.offer_updated(field.text, 0);
    return read ? Reading::taken : Reading::bad_date;
}

bool is_date(std::string_view name) {
    return name == "pubdate" || name == "published" || name == "date" || name == "updated" || name == "modified";
}

}  // namespace

std::string author_name(std::string_view text) {
    std::string_view name = core::trim(text);
    const bool has_address = name.find('@') != std::string_view::npos;
    const auto open = name.find('(');
    const auto close = name.rfind(')');
    if (has_address && open != std::string_view::npos && close != std::string_view::npos && open < close) {
        // The name stands inside or before the parentheses, the address in the other place.
        const std::string_view inside = core::trim(name.substr(open + 1, close - open - 1));
        return std::string(inside.contains('@') ? core::trim(name.substr(0, open)) : inside);
    }
    if (const auto angle = name.find('<'); has_address && angle != std::string_view::npos) {
        name = core::trim(name.substr(0, angle));
        if (name.starts_with('"') && name.ends_with('"') && name.size() > 1) name = name.substr(1, name.size() - 2);
        return std::string(name);
    }
    const bool only_address = has_address && name.find(' ') == std::string_view::npos;
    return only_address ? std::string() : std::string(name);
}

std::string language_tag(std::string_view text) {
    constexpr std::size_t longest = 35;  // RFC 5646 4.4.1
    std::string tag(core::trim(text));
    std::ranges::replace(tag, '_', '-');
    const bool plausible = tag.size() <= longest && std::ranges::all_of(tag, [](char c) {
                               return core::is_alpha(c) || core::is_digit(c) || c == '-';
                           });
    return plausible ? tag : std::string();
}

Reading read_rss_item_field(Field& field, ItemDraft& draft) {
    if (field.vocabulary != Vocabulary::plain) return Reading::unknown;
    if (is_date(field.name)) return read_date(field, draft);
    if (field.is("title")) {
        draft.offer_title(plain_of(field, TextKind::guess), 0);
    } else if (field.is("link")) {
        const std::string_view target =
            core::trim(field.text).empty() ? field.attribute("href") : std::string_view(field.text);
        draft.offer_link(resolve_link(target, field.base), 1);
    } else if (field.is("description") || field.is("summary") || field.is("abstract")) {  // CDF's abstract.
        draft.offer_description(linked_markup(field.take_text(), field.base));
    } else if (field.is("content") || field.is("body") || field.is("fullitem")) {
        draft.offer_content(linked_markup(field.take_text(), field.base), 3);
    } else if (field.is("guid") || field.is("id")) {
        read_guid(field, draft);
    } else if (field.is("author")) {
        draft.add_author(author_name(plain_of(field, TextKind::text)), 1);
    } else if (field.is("tags") || field.is("keywords")) {
        add_keywords(field.text, draft);
    } else if (field.is("category")) {
        draft.add_category(plain_of(field, TextKind::guess));
    } else if (field.is("enclosure")) {
        add_media(field, {}, draft);
    } else if (field.is("source")) {
        read_source(field, draft);
    } else if (field.is("language")) {
        draft.item.language = language_tag(field.text);
    } else if (field.is("image")) {
        draft.add_image({.url = resolve_link(field.text, field.base)}, 4);
    } else {
        return Reading::unknown;
    }
    return Reading::taken;
}

void read_rss_channel_field(const Field& field, ParsedFeed& feed) {
    if (field.vocabulary != Vocabulary::plain) return;
    if (field.is("title") && feed.title.empty()) feed.title = plain_of(field, TextKind::guess);
    if (field.is("link") && feed.link.empty()) feed.link = resolve_link(field.text, field.base);
    if (field.is("language")) feed.language = language_tag(field.text);
}

}  // namespace masthead::feed
