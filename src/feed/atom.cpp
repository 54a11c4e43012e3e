// Atom: RFC 4287 (1.0), and 0.3 as https://www.ietf.org/archive/id/draft-ietf-atompub-format-00.txt has it.
#include "core/ascii.h"
#include "feed/dialects.h"
#include "feed/markup_links.h"
#include "text/utf8.h"

#include <cstdint>
#include <optional>
#include <string>

namespace masthead::feed {

namespace {

bool is_page_type(std::string_view type) {
    return type.empty() || core::starts_with_ignoring_case(type, "text/html") ||
           core::starts_with_ignoring_case(type, "application/xhtml");
}

void read_link(const Field& field, ItemDraft& draft) {
    const std::string rel = core::to_lower(core::trim(field.attribute("rel")));
    const std::string_view type = core::trim(field.attribute("type"));
    const std::string_view target =
        field.attribute("href").empty() ? std::string_view(field.text) : field.attribute("href");
    if (rel.empty() || rel == "alternate") {
        draft.offer_link(resolve_link(target, field.base), is_page_type(type) ? 2 : 3);
    } else if (rel == "enclosure") {
        add_media(field, {}, draft);
    } else if (rel == "amphtml") {
        draft.item.amp_link = resolve_link(target, field.base);
    } else if (rel == "related") {
        draft.offer_link(resolve_link(target, field.base), 6);
    }
}

void read_content(Field& field, int rank, ItemDraft& draft) {
    if (const auto source = field.attribute("src"); !source.empty()) {
        if (is_page_type(core::trim(field.attribute("type")))) {
            draft.offer_link(resolve_link(source, field.base), 5);
        } else {
            Field media = field;
            media.attributes.emplace_back("url", source);
            add_media(media, {}, draft);
        }
        return;
    }
    draft.offer_content(linked_markup(take_markup(field, atom_kind(field)), field.base), rank);
}

void read_category(const Field& field, ItemDraft& draft) {
    const std::string_view label =
        field.attribute("label").empty() ? field.attribute("term") : field.attribute("label");
    const TextKind kind = field.has_markup ? TextKind::markup : TextKind::guess;
    draft.add_category(plain_of(label.empty() ? std::string_view(field.text) : label, kind));
}

// Base64 (RFC 4648 4), white space left out. Nothing if it is none.
std::optional<std::string> decode_base64(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        if (core::is_space(c) || c == '=') continue;
        const auto value = digits.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
    }
    return out;
}

// Atom 0.3 says mode="base64"; in Atom 1.0 every type that is neither text nor XML is base64 (RFC 4287 4.1.3.3). Text
// inside is read like escaped markup.
std::optional<Field> unpack(const Field& field) {
    const bool text_construct = field.is("title") || field.is("summary") || field.is("content");
    if (!text_construct || field.has_markup) return std::nullopt;
    const std::string type = core::to_lower(core::trim(field.attribute("type")));
    const bool binary =
        type.contains('/') && !type.starts_with("text/") && !type.ends_with("+xml") && !type.ends_with("/xml");
    if (!binary && !core::equals_ignoring_case(field.attribute("mode"), "base64")) return std::nullopt;
    const auto decoded = decode_base64(field.text);
    if (!decoded || !text::is_valid_utf8(*decoded)) return std::nullopt;
    Field out = field;
    out.text = *decoded;
    return out;
}

// An id should be an absolute address (RFC 4287 4.2.6). A path is only one together with its base.
bool is_path(std::string_view id) {
    return id.contains('/') && !id.contains(':') && !id.contains(' ');
}

Reading outcome(bool read) {
    return read ? Reading::taken : Reading::bad_date;
}

}  // namespace

Reading read_atom_item_field(Field& given, AtomPlace place, ItemDraft& draft) {
    std::optional<Field> unpacked = unpack(given);
    Field& field = unpacked ? *unpacked : given;
    const int rank = place == AtomPlace::entry ? 0 : 3;
    if (field.is("published")) return outcome(draft.offer_published(field.text, rank));
    if (field.is("issued")) return outcome(draft.offer_published(field.text, rank + 1));
    if (field.is("created")) return outcome(draft.offer_published(field.text, rank + 2));
    if (field.is("updated") || field.is("modified")) return outcome(draft.offer_updated(field.text, rank));
    if (field.is("title")) {
        draft.offer_title(plain_of(field, atom_kind(field)), rank);
    } else if (field.is("link")) {
        read_link(field, draft);
    } else if (field.is("id")) {
        const std::string_view id = core::trim(field.text);
        draft.offer_id(is_path(id) ? resolve_link(id, field.base) : std::string(id), rank);
        if (core::starts_with_ignoring_case(id, "http")) draft.offer_link(resolve_link(id, field.base), 7);
    } else if (field.is("summary")) {
        draft.offer_summary(linked_markup(take_markup(field, atom_kind(field)), field.base), rank);
    } else if (field.is("content")) {
        read_content(field, rank, draft);
    } else if (field.is("category")) {
        read_category(field, draft);
    } else if (field.is("author") || field.is("name")) {
        draft.add_author(author_name(plain_of(field, TextKind::text)), rank);
    } else {
        return Reading::unknown;
    }
    return Reading::taken;
}

void read_atom_source_field(const Field& given, ItemDraft& draft) {
    const std::optional<Field> unpacked = unpack(given);
    const Field& field = unpacked ? *unpacked : given;
    auto& item = draft.item;
    if (field.is("title") && item.source_title.empty()) item.source_title = plain_of(field, atom_kind(field));
    if (field.name != "link" || !item.source_url.empty()) return;
    const std::string rel = core::to_lower(core::trim(field.attribute("rel")));
    if (rel.empty() || rel == "alternate") item.source_url = resolve_link(field.attribute("href"), field.base);
}

void read_atom_feed_field(const Field& given, ParsedFeed& feed) {
    const std::optional<Field> unpacked = unpack(given);
    const Field& field = unpacked ? *unpacked : given;
    if (field.is("title") && feed.title.empty()) feed.title = plain_of(field, atom_kind(field));
    if (field.name != "link") return;
    const std::string rel = core::to_lower(core::trim(field.attribute("rel")));
    const std::string target = resolve_link(field.attribute("href"), field.base);
    const bool alternate = rel.empty() || rel == "alternate";
    if (alternate && feed.link.empty() && is_page_type(core::trim(field.attribute("type")))) feed.link = target;
    if (rel == "hub" && feed.hub.empty()) feed.hub = target;
    if (rel == "self" && feed.self.empty()) feed.self = target;
}

}  // namespace masthead::feed
