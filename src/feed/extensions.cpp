// Modules that live inside RSS and Atom: Dublin Core, content, Media RSS (https://www.rssboard.org/media-rss), itunes,
// feedburner.
#include "core/ascii.h"
#include "feed/dialects.h"
#include "feed/markup_links.h"
#include "text/html_text.h"
#include "text/normalize.h"

#include <charconv>
#include <cstdint>

namespace masthead::feed {

namespace {

bool is_image_file(std::string_view url) {
    const std::string_view path = url.substr(0, url.find_first_of("?#"));
    for (const std::string_view ending : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}) {
        if (path.size() > ending.size() && core::equals_ignoring_case(path.substr(path.size() - ending.size()), ending))
            return true;
    }
    return false;
}

// Image by what it says of itself; where it says nothing, by its name.
bool is_image(const Field& field, std::string_view url) {
    const std::string_view type = core::trim(field.attribute("type"));
    const std::string_view medium = core::trim(field.attribute("medium"));
    if (field.is("thumbnail") || core::equals_ignoring_case(medium, "image")) return true;
    if (!medium.empty()) return false;
    if (!type.empty()) return core::starts_with_ignoring_case(type, "image");
    return is_image_file(url);
}

std::int64_t bytes_of(std::string_view text) {
    const std::string_view digits = core::trim(text);
    std::int64_t bytes = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
    return code == std::errc{} && bytes > 0 ? bytes : 0;
}

Reading read_dublin_core(Field& field, ItemDraft& draft) {
    bool read = true;
    if (field.is("date") || field.is("issued")) {
        read = draft.offer_published(field.text, 1);
    } else if (field.is("created")) {
        read = draft.offer_published(field.text, 2);
    } else if (field.is("modified")) {
        read = draft.offer_updated(field.text, 1);
    } else if (field.is("creator") || field.is("author")) {
        draft.add_author(author_name(plain_of(field, TextKind::guess)), 0);
    } else if (field.is("subject")) {
        draft.add_category(plain_of(field, TextKind::guess));
    } else if (field.is("title")) {
        draft.offer_title(plain_of(field, TextKind::guess), 1);
    } else if (field.is("description")) {
        draft.offer_summary(linked_markup(field.take_text(), field.base), 2);
    } else if (field.is("language")) {
        draft.item.language = language_tag(field.text);
    } else if (field.is("identifier")) {
        draft.offer_id(field.text, 5);
    }
    return read ? Reading::taken : Reading::bad_date;
}

std::string media_category(const Field& field) {
    const std::string_view label = field.attribute("label");
    return label.empty() ? plain_of(field, TextKind::guess) : text::clean_line(label);
}

void read_media(Field& field, ItemDraft& draft) {
    if (field.is("title")) draft.offer_title(plain_of(field, TextKind::guess), 4);
    if (field.is("description") || field.is("text"))
        draft.offer_summary(linked_markup(field.take_text(), field.base), 4);
    if (field.is("keywords")) add_keywords(field.text, draft);
    if (field.is("category")) draft.add_category(media_category(field));
    if (field.is("thumbnail") || field.is("content")) add_media(field, {}, draft);
}

// A category may hold its subcategories; the capture has written those out as markup.
void add_itunes_categories(const Field& field, ItemDraft& draft) {
    draft.add_category(text::clean_line(field.attribute("text")));
    constexpr std::string_view key = " text=\"";
    for (auto at = field.text.find(key); at != std::string::npos; at = field.text.find(key, at + 1)) {
        const std::string_view rest = std::string_view(field.text).substr(at + key.size());
        draft.add_category(text::clean_line(text::decode_references(rest.substr(0, rest.find('"')))));
    }
}

void read_itunes(Field& field, ItemDraft& draft) {
    if (field.is("author")) draft.add_author(author_name(plain_of(field, TextKind::guess)), 5);
    if (field.is("title")) draft.offer_title(plain_of(field, TextKind::guess), 5);
    if (field.is("summary")) draft.offer_summary(linked_markup(field.take_text(), field.base), 5);
    if (field.is("subtitle")) draft.offer_summary(linked_markup(field.take_text(), field.base), 6);
    if (field.is("keywords")) add_keywords(field.text, draft);
    if (field.is("category")) add_itunes_categories(field, draft);
    const bool is_image =
        field.is("image") || (field.is("link") && core::equals_ignoring_case(field.attribute("rel"), "image"));
    if (is_image) {
        const auto address = field.attribute("href").empty() ? field.attribute("url") : field.attribute("href");
        draft.add_image({.url = resolve_link(address, field.base)}, 4);
    }
}

}  // namespace

void add_keywords(std::string_view list, ItemDraft& draft) {
    for (const auto keyword : core::split(list, ','))
        draft.add_category(plain_of(core::trim(keyword), TextKind::guess));
}

void add_media(const Field& field, model::Image image, ItemDraft& draft) {
    const std::string_view target = field.attribute("url").empty() ? field.attribute("href") : field.attribute("url");
    const std::string url = resolve_link(target, field.base);
    if (url.empty()) return;
    if (is_image(field, url)) {
        image.url = url;
        image.width = leading_number(field.attribute("width"));
        image.height = leading_number(field.attribute("height"));
        const int rank = field.is("thumbnail") ? 3 : field.vocabulary == Vocabulary::media ? 1 : 2;
        draft.add_image(std::move(image), rank);
    }
    if (field.is("thumbnail")) return;
    const std::string_view bytes =
        field.attribute("length").empty() ? field.attribute("filesize") : field.attribute("length");
    draft.add_enclosure({url, std::string(core::trim(field.attribute("type"))), bytes_of(bytes)});
}

Reading read_extension_field(Field& field, ItemDraft& draft) {
    switch (field.vocabulary) {
        case Vocabulary::dublin_core:
            return read_dublin_core(field, draft);
        case Vocabulary::media:
            read_media(field, draft);
            return Reading::taken;
        case Vocabulary::itunes:
            read_itunes(field, draft);
            return Reading::taken;
        case Vocabulary::content:
            if (field.is("encoded")) draft.offer_content(linked_markup(field.take_text(), field.base), 1);
            return Reading::taken;
        case Vocabulary::xhtml:
            if (field.is("body") || field.is("div"))
                draft.offer_content(linked_markup(field.take_text(), field.base), 2);
            return Reading::taken;
        case Vocabulary::feedburner:
            // The publisher's own address behind a counting redirect.
            if (field.is("origlink")) draft.offer_link(resolve_link(field.text, field.base), 0);
            return Reading::taken;
        default:
            return Reading::unknown;
    }
}

void read_extension_feed_field(const Field& field, ParsedFeed& feed) {
    if (field.vocabulary != Vocabulary::dublin_core) return;
    if (field.is("language") && feed.language.empty()) feed.language = language_tag(field.text);
    if (field.is("title") && feed.title.empty()) feed.title = plain_of(field, TextKind::guess);
}

}  // namespace masthead::feed
