#include "feed/item_draft.h"

#include "core/ascii.h"
#include "text/date.h"
#include "text/utf8.h"

#include <algorithm>

namespace masthead::feed {

namespace {
// More than these of one item are a mistake or an attack; sources: the largest seen in real feeds, doubled.
constexpr std::size_t max_authors = 50;
constexpr std::size_t max_categories = 200;
constexpr std::size_t max_enclosures = 50;
constexpr std::size_t max_images = 50;
constexpr std::size_t max_title_characters = 512;  // TRUST row 18; names and categories are no longer than titles.
constexpr std::chrono::sys_days first_day{std::chrono::year{1990} / 1 / 1};  // TRUST row 21: no feed is older.

void bound(std::string& line) {
    if (line.size() > max_title_characters) line = text::shorten(line, max_title_characters);
}

bool contains(const std::vector<std::string>& values, const std::string& value) {
    return std::ranges::find(values, value) != values.end();
}
}  // namespace

void ItemDraft::offer_description(std::string markup) {
    constexpr int best = 0;
    constexpr int last_resort = 9;
    if (summary_.is_set() && summary_.rank() == best) {
        if (markup != summary_.value()) offer_content(std::move(markup), last_resort);
    } else {
        offer_summary(std::move(markup), best);
    }
}

void ItemDraft::offer_id(std::string_view id, int rank) {
    const std::string_view trimmed = core::trim(id);
    if (!trimmed.empty()) id_.offer(std::string(trimmed), rank);
}

bool ItemDraft::offer_date(Ranked<core::Instant>& target, std::string_view date, int rank) {
    const std::string_view trimmed = core::trim(date);
    if (trimmed.empty()) return true;
    const auto instant = text::parse_date(trimmed);
    const bool possible = instant && *instant >= first_day;
    if (possible) target.offer_last(*instant, rank);
    return possible;
}

void ItemDraft::add_author(std::string name, int rank) {
    if (name.empty() || rank > author_rank_) return;
    bound(name);
    if (rank < author_rank_) item.authors.clear();
    author_rank_ = rank;
    if (item.authors.size() < max_authors && !contains(item.authors, name)) item.authors.push_back(std::move(name));
}

void ItemDraft::add_category(std::string name) {
    bound(name);
    if (name.empty() || item.categories.size() >= max_categories || contains(item.categories, name)) return;
    constexpr std::size_t usual = 4;
    if (item.categories.empty()) item.categories.reserve(usual);
    item.categories.push_back(std::move(name));
}

void ItemDraft::add_enclosure(model::Enclosure enclosure) {
    if (enclosure.url.empty() || item.enclosures.size() >= max_enclosures) return;
    if (std::ranges::find(item.enclosures, enclosure.url, &model::Enclosure::url) != item.enclosures.end()) return;
    item.enclosures.push_back(std::move(enclosure));
}

void ItemDraft::add_image(model::Image image, int rank) {
    if (image.url.empty() || images_.size() >= max_images) return;
    for (auto& [known_rank, known] : images_) {
        if (known.url != image.url) continue;
        known_rank = std::min(known_rank, rank);
        if (known.width == 0) known.width = image.width;
        if (known.height == 0) known.height = image.height;
        if (known.title.empty()) known.title = std::move(image.title);
        if (known.attribution.empty()) known.attribution = std::move(image.attribution);
        return;
    }
    constexpr std::size_t usual = 4;
    if (images_.empty()) images_.reserve(usual);
    images_.emplace_back(rank, std::move(image));
}

model::FeedItem ItemDraft::finish() {
    item.id = id_.take();
    item.title = title_.take();
    bound(item.title);
    bound(item.source_title);
    item.link = link_.take();
    item.summary = summary_.take();
    item.content = content_.take();
    if (published_.is_set()) item.published = published_.value();
    if (updated_.is_set()) item.updated = updated_.value();
    item.images.reserve(images_.size());
    for (int rank = 0; rank <= last_image_rank; ++rank) {
        for (auto& [own_rank, image] : images_) {
            if (own_rank == rank) item.images.push_back(std::move(image));
        }
    }
    return std::move(item);
}

}  // namespace masthead::feed
