// The record's layout, once: the same walk over the fields serves the reader and the writer, so the two cannot
// disagree.
//
//   ---
//   category ... published          the head: one line a field, optional ones left out
//   (blank line)
//   provider: topics: images: related: secured:       groups, each after one blank line, optional but provider
//   ---
//   body
//
// `Io` is Reader or Writer (record.cpp). Its members take the key, the field, and what the field is when the line is
// absent.
#pragma once

#include "record/record.h"

#include <cstdint>

namespace masthead::record {

// How a string is written when nothing else is remembered of it.
enum class Style : std::uint8_t { quoted, plain, instant };
// Whether a line must stand there; an absent optional field is empty.
enum class Presence : std::uint8_t { required, optional };

template <typename Io, typename Image>
void walk_image(Io& io, Image& image) {
    io.string("url", image.url, Style::quoted, Presence::required);
    io.size("width", image.width);
    io.size("height", image.height);
    io.flag("isCached", image.is_cached);
    io.string("title", image.title, Style::quoted, Presence::optional);
    io.string("attribution", image.attribution, Style::quoted, Presence::optional);
}

template <typename Io, typename Entry>
void walk_related(Io& io, Entry& entry) {
    io.string("title", entry.title, Style::quoted, Presence::required);
    io.optional_string("excerpt", entry.excerpt);
    io.string("publishedDateTime", entry.published_date_time, Style::instant, Presence::required);
    io.string("webUrl", entry.web_url, Style::quoted, Presence::required);
    io.string("ampWebUrl", entry.amp_web_url, Style::quoted, Presence::optional);
    io.string("cdnAmpWebUrl", entry.cdn_amp_web_url, Style::quoted, Presence::optional);
    io.string("type", entry.type, Style::plain, Presence::required);
    io.section("provider", [&] {
        io.string("name", entry.provider_name, Style::plain, Presence::required);
        io.string("domain", entry.provider_domain, Style::plain, Presence::required);
    });
    io.number("quality", entry.quality);
    io.list("images", entry.images, [&](auto& image) { walk_image(io, image); });
}

template <typename Io, typename Fields>
void walk_head(Io& io, Fields& record) {
    io.string("category", record.category, Style::plain, Presence::required);
    io.string("title", record.title, Style::quoted, Presence::required);
    io.optional_string("excerpt", record.excerpt);
    io.string("publishedDateTime", record.published_date_time, Style::instant, Presence::required);
    io.string("originalUrl", record.original_url, Style::quoted, Presence::optional);
    io.string("webUrl", record.web_url, Style::quoted, Presence::required);
    io.string("ampWebUrl", record.amp_web_url, Style::quoted, Presence::optional);
    io.string("cdnAmpWebUrl", record.cdn_amp_web_url, Style::quoted, Presence::optional);
    io.string("type", record.type, Style::plain, Presence::required);
    io.number("quality", record.quality);
    io.number("heat", record.heat);
    io.published(record);
    io.string("featuredContent", record.featured_content, Style::quoted, Presence::optional);
    io.flag("render_with_liquid", record.render_with_liquid);
}

template <typename Io, typename Fields>
void walk_record(Io& io, Fields& record) {
    walk_head(io, record);
    io.blank_line();
    io.section("provider", [&] {
        io.string("name", record.provider_name, Style::plain, Presence::required);
        io.string("domain", record.provider_domain, Style::plain, Presence::required);
        io.list("images", record.provider_images, [&](auto& image) { walk_image(io, image); });
    });
    io.group("topics", record.topics.empty(), [&] { io.names("topics", record.topics); });
    io.group("images", record.images.empty(),
             [&] { io.list("images", record.images, [&](auto& image) { walk_image(io, image); }); });
    io.group("related", record.related.empty(),
             [&] { io.list("related", record.related, [&](auto& entry) { walk_related(io, entry); }); });
    io.group("secured", record.secured.empty(),
             [&] { io.string("secured", record.secured, Style::quoted, Presence::required); });
}

}  // namespace masthead::record
