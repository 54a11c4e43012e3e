// An item while it is read. Several elements may say the same thing (link and guid, description and media:description):
// each value carries a rank, and the best rank wins whatever the order in the document; of equal ranks the first.
#pragma once

#include "core/time.h"
#include "model/feed_item.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::feed {

// A value with the rank of where it came from; 0 is best.
template <typename T>
class Ranked {
  public:
    void offer(T value, int rank) {
        if (rank < rank_) set(std::move(value), rank);
    }
    // As offer, but of equal ranks the last wins.
    void offer_last(T value, int rank) {
        if (rank <= rank_) set(std::move(value), rank);
    }
    [[nodiscard]] bool is_set() const { return rank_ != unset; }
    [[nodiscard]] const T& value() const { return value_; }
    [[nodiscard]] T take() { return std::move(value_); }
    [[nodiscard]] int rank() const { return rank_; }

  private:
    void set(T value, int rank) {
        value_ = std::move(value);
        rank_ = rank;
    }
    static constexpr int unset = 1000;
    T value_{};
    int rank_ = unset;
};

class ItemDraft {
  public:
    static constexpr int last_image_rank = 9;

    // Empty values are not offers.
    void offer_title(std::string text, int rank) { offer(title_, std::move(text), rank); }
    void offer_link(std::string url, int rank) { offer(link_, std::move(url), rank); }
    void offer_summary(std::string markup, int rank) { offer(summary_, std::move(markup), rank); }
    void offer_content(std::string markup, int rank) { offer(content_, std::move(markup), rank); }
    // An RSS item's own description or summary. Where both stand, the second is a content if there is no better one.
    void offer_description(std::string markup);
    void offer_id(std::string_view id, int rank);
    // False if the text is no date.
    bool offer_published(std::string_view date, int rank) { return offer_date(published_, date, rank); }
    bool offer_updated(std::string_view date, int rank) { return offer_date(updated_, date, rank); }
    // Authors of the best rank are kept, all of them.
    void add_author(std::string name, int rank);
    void add_category(std::string name);
    void add_enclosure(model::Enclosure enclosure);
    // Images are given out best rank (0) first, down to `last_image_rank`; an address is kept once, with the best that
    // is known of it.
    void add_image(model::Image image, int rank);

    model::FeedItem item;  // The fields no two elements fight for: language, amp_link, source_title, source_url.

    // A link of this rank or a better one: another of the rank would be read in vain.
    [[nodiscard]] bool has_link(int rank) const { return link_.is_set() && link_.rank() <= rank; }
    // Something that can be shown or followed.
    [[nodiscard]] bool has_title_or_link() const { return title_.is_set() || link_.is_set(); }
    // The markup that images may be looked for in: the content, else the summary.
    [[nodiscard]] const std::string& markup() const { return content_.is_set() ? content_.value() : summary_.value(); }
    [[nodiscard]] model::FeedItem finish();

  private:
    static void offer(Ranked<std::string>& target, std::string value, int rank) {
        if (!value.empty()) target.offer(std::move(value), rank);
    }
    static bool offer_date(Ranked<core::Instant>& target, std::string_view date, int rank);

    Ranked<std::string> id_;
    Ranked<std::string> title_;
    Ranked<std::string> link_;
    Ranked<std::string> summary_;
    Ranked<std::string> content_;
    Ranked<core::Instant> published_;
    Ranked<core::Instant> updated_;
    int author_rank_ = 1000;
    std::vector<std::pair<int, model::Image>> images_;
};

}  // namespace masthead::feed
