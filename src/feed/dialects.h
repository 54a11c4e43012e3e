// What each family of feed elements means. A field is offered to the dialects in turn until one knows it, and may take
// its text.
#pragma once

#include "feed/feed.h"
#include "feed/field.h"
#include "feed/item_draft.h"

#include <string>
#include <vector>

namespace masthead::feed {

// A dialect's answer to a field.
enum class Reading : std::uint8_t {
    unknown,  // Not an element of this dialect.
    taken,
    bad_date,  // Known, but its date could not be read.
};

// RSS 0.9x to 2.0, RSS 1.0 and 1.1 (elements without a namespace, or of an RSS core).
[[nodiscard]] Reading read_rss_item_field(Field& field, ItemDraft& draft);
void read_rss_channel_field(const Field& field, ParsedFeed& feed);

// Atom 1.0 (RFC 4287) and 0.3. In an RSS item the same elements have a lower rank than RSS's own.
enum class AtomPlace : std::uint8_t { entry, guest };
[[nodiscard]] Reading read_atom_item_field(Field& field, AtomPlace place, ItemDraft& draft);
void read_atom_feed_field(const Field& field, ParsedFeed& feed);
void read_atom_source_field(const Field& field, ItemDraft& draft);

// Dublin Core, content, media, itunes, feedburner.
[[nodiscard]] Reading read_extension_field(Field& field, ItemDraft& draft);
void read_extension_feed_field(const Field& field, ParsedFeed& feed);

// A media:content, media:thumbnail or enclosure element as an image or enclosure of the item.
void add_media(const Field& field, model::Image image, ItemDraft& draft);

// Each of a comma-separated list becomes a category.
void add_keywords(std::string_view list, ItemDraft& draft);

// A language as feeds declare it, "en_US" written as BCP 47 has it ("en-US"); empty if it cannot be one.
[[nodiscard]] std::string language_tag(std::string_view text);

// "jane@example.com (Jane Roe)" -> "Jane Roe"; an address alone gives nothing.
[[nodiscard]] std::string author_name(std::string_view text);

}  // namespace masthead::feed
