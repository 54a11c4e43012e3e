// An edition joined for rendering: stories with their articles, counted and ordered once, so that no writer searches.
#pragma once

#include "model/edition.h"
#include "publish/publisher.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace masthead::publish {

// One article of a story. Borrows from the edition.
struct Account {
    const model::Article* article = nullptr;
    const model::ScoredMember* scored = nullptr;
    [[nodiscard]] bool is_copy() const { return !scored->duplicate_of.empty(); }
};

// One story with what the pages need to know of it. Borrows from the edition.
struct StoryView {
    const model::Story* story = nullptr;
    std::vector<Account> accounts;  // The lead first, then by quality; no removed article.
    int heat = 0;
    int quality = 0;  // Of the lead.
    int voices = 0;   // Distinct owners.
    int copies = 0;   // Syndicated copies among the accounts.
    bool is_published = false;
    core::Instant first;  // Earliest and latest report, never after the edition.
    core::Instant last;
    [[nodiscard]] const model::Article& lead() const { return *accounts.front().article; }
    // An editor's, else the lead's.
    [[nodiscard]] const std::string& title() const { return story->title.empty() ? lead().title : story->title; }
};

// A picture that may be shown.
struct Picture {
    std::string address;  // http(s), or a path of the site without a leading slash.
    int width = 0;        // 0: unknown.
    int height = 0;
    std::string_view alt;
    std::string_view credit;  // The image's own, else the provider's name.
};

// Borrows the edition and the options, which must outlive it. Building is linear in the articles (sorting apart).
class EditionView {
  public:
    EditionView(const model::Edition& edition, const PublishOptions& options);

    [[nodiscard]] const model::Edition& edition() const { return edition_; }
    [[nodiscard]] const PublishOptions& options() const { return options_; }
    [[nodiscard]] core::Instant at() const { return edition_.at; }

    // Every story that has an article, in the edition's order.
    [[nodiscard]] const std::vector<StoryView>& stories() const { return stories_; }
    // The published ones: by heat, the newest first among equals; and by the lead's date, newest first.
    [[nodiscard]] const std::vector<const StoryView*>& by_heat() const { return by_heat_; }
    [[nodiscard]] const std::vector<const StoryView*>& by_date() const { return by_date_; }
    // Published stories of a topic, by heat.
    [[nodiscard]] std::span<const StoryView* const> of_topic(std::string_view topic_id) const;
    // Stories with a report in the 24 hours before the edition.
    [[nodiscard]] int stories_today() const { return stories_today_; }
    // Topics with a published story, in the desk's order.
    [[nodiscard]] const std::vector<const model::Topic*>& live_topics() const { return live_topics_; }

    [[nodiscard]] const model::Topic* topic(std::string_view id) const;
    // The topic that says most about the article: the first with a parent, else the first; nullptr if it has none.
    [[nodiscard]] const model::Topic* main_topic(const model::Article& article) const;
    // Earlier versions of an article, oldest first.
    [[nodiscard]] std::span<const model::Revision* const> revisions_of(std::string_view article_id) const;

    // Every story id that has led, over however many merges, to a published story; sorted by the old id.
    [[nodiscard]] std::vector<model::StoryRedirect> settled_redirects() const;

    // The article's picture for a page: wide enough, not one that three stories share (a logo, a stand-in), with an
    // address that a page may take.
    [[nodiscard]] std::optional<Picture> picture(const model::Article& article) const;
    // The address of an image in records and the API: the option's answer, absolute where the desk has an address, or
    // the publisher's own. Empty: leave it out.
    [[nodiscard]] std::string image_address(const model::Image& image) const;

  private:
    void join_stories();
    void order_stories();
    void count_pictures();
    [[nodiscard]] std::string chosen_address(const model::Image& image) const;

    const model::Edition& edition_;
    const PublishOptions& options_;
    std::vector<StoryView> stories_;
    std::vector<const StoryView*> by_heat_;
    std::vector<const StoryView*> by_date_;
    std::vector<const model::Topic*> live_topics_;
    int stories_today_ = 0;
    std::unordered_map<std::string_view, const model::Topic*> topics_;
    std::unordered_map<std::string_view, std::vector<const StoryView*>> by_topic_;
    std::unordered_map<std::string_view, std::vector<const model::Revision*>> revisions_;
    struct Use {
        std::string_view last_story;
        int stories = 0;
    };
    std::unordered_map<std::string_view, Use> picture_uses_;
};

}  // namespace masthead::publish
