#include "publish/edition_view.h"

#include "publish/markup.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace masthead::publish {
namespace {

// A picture that this many stories show says nothing about any of them: a logo or a stand-in.
constexpr int shared_by_stories = 3;

StoryView join(const model::Story& story, const model::Edition& edition) {
    StoryView view;
    view.story = &story;
    std::unordered_set<std::string_view> voices;
    for (const auto& member : story.members) {
        const auto found = edition.articles.find(member.article_id);
        if (found == edition.articles.end() || found->second.is_removed) continue;
        const model::Article& article = found->second;
        const core::Instant published = std::min(article.published, edition.at);
        view.first = view.accounts.empty() ? published : std::min(view.first, published);
        view.last = view.accounts.empty() ? published : std::max(view.last, published);
        view.accounts.push_back({&article, &member});
        voices.insert(article.provider.voice());
        view.copies += member.duplicate_of.empty() ? 0 : 1;
    }
    view.voices = static_cast<int>(voices.size());
    if (view.accounts.empty()) return view;
    const auto& lead = *view.accounts.front().scored;
    view.heat = lead.heat.total();
    view.quality = lead.quality.total();
    // A removed lead takes its story off the page until the scores have chosen another.
    view.is_published = lead.is_published && lead.article_id == story.lead_id();
    return view;
}

bool is_hotter(const StoryView* left, const StoryView* right) {
    if (left->heat != right->heat) return left->heat > right->heat;
    if (left->last != right->last) return left->last > right->last;
    return left->story->id < right->story->id;
}

bool is_newer(const StoryView* left, const StoryView* right) {
    if (left->lead().published != right->lead().published) return left->lead().published > right->lead().published;
    return left->story->id < right->story->id;
}

// What a page may take as the address of a picture. Over plain http a picture would break the page's own promise of a
// secure connection, so http and paths inside the site count only where the desk itself chose them.
std::optional<std::string> page_address(std::string address, bool is_chosen) {
    if (const auto external = WebAddress::external(address)) {
        if (!is_chosen && !external->str().starts_with("https:")) return std::nullopt;
        return external->str();
    }
    while (address.starts_with('/')) address.erase(0, 1);
    if (!is_chosen || address.empty() || address.find(':') != std::string::npos) return std::nullopt;
    return address;
}

}  // namespace

EditionView::EditionView(const model::Edition& edition, const PublishOptions& options)
    : edition_(edition), options_(options) {
    for (const auto& topic : edition.topics) topics_.emplace(topic.id, &topic);
    for (const auto& revision : edition.revisions) revisions_[revision.article_id].push_back(&revision);
    join_stories();
    order_stories();
    count_pictures();
}

void EditionView::join_stories() {
    stories_.reserve(edition_.stories.size());
    for (const auto& story : edition_.stories) {
        StoryView view = join(story, edition_);
        if (!view.accounts.empty()) stories_.push_back(std::move(view));
    }
}

void EditionView::order_stories() {
    for (const auto& story : stories_) {
        if (story.is_published) by_heat_.push_back(&story);
        stories_today_ += edition_.at - story.last < std::chrono::hours(24) ? 1 : 0;
    }
    by_date_ = by_heat_;
    std::sort(by_heat_.begin(), by_heat_.end(), is_hotter);
    std::sort(by_date_.begin(), by_date_.end(), is_newer);
    for (const auto* story : by_heat_) {
        for (const auto& id : story->lead().topics) by_topic_[id].push_back(story);
    }
    for (const auto& topic : edition_.topics) {
        if (by_topic_.contains(topic.id)) live_topics_.push_back(&topic);
    }
}

void EditionView::count_pictures() {
    for (const auto& story : stories_) {
        for (const auto& account : story.accounts) {
            for (const auto& image : account.article->images) {
                Use& use = picture_uses_[image.url];
                if (use.stories == 0 || use.last_story != story.story->id) ++use.stories;
                use.last_story = story.story->id;
            }
        }
    }
}

std::span<const StoryView* const> EditionView::of_topic(std::string_view topic_id) const {
    const auto found = by_topic_.find(topic_id);
    if (found == by_topic_.end()) return {};
    return found->second;
}

const model::Topic* EditionView::topic(std::string_view id) const {
    const auto found = topics_.find(id);
    return found == topics_.end() ? nullptr : found->second;
}

const model::Topic* EditionView::main_topic(const model::Article& article) const {
    const model::Topic* first = nullptr;
    for (const auto& id : article.topics) {
        const model::Topic* candidate = topic(id);
        if (candidate == nullptr) continue;
        if (!candidate->parent.empty()) return candidate;
        if (first == nullptr) first = candidate;
    }
    return first;
}

std::span<const model::Revision* const> EditionView::revisions_of(std::string_view article_id) const {
    const auto found = revisions_.find(article_id);
    if (found == revisions_.end()) return {};
    return found->second;
}

std::vector<model::StoryRedirect> EditionView::settled_redirects() const {
    constexpr int max_merges = 32;
    std::unordered_set<std::string_view> published;
    for (const auto* story : by_heat_) published.insert(story->story->id);
    std::map<std::string_view, std::string_view> next;
    for (const auto& redirect : edition_.redirects) next[redirect.from] = redirect.to;
    std::vector<model::StoryRedirect> settled;
    for (const auto& [from, first] : next) {
        std::string_view to = first;
        for (int i = 0; i < max_merges && !published.contains(to) && next.contains(to); ++i) to = next[to];
        if (published.contains(to) && !published.contains(from))
            settled.push_back({std::string(from), std::string(to)});
    }
    return settled;
}

std::string EditionView::chosen_address(const model::Image& image) const {
    return options_.image_url ? options_.image_url(image) : image.url;
}

std::string EditionView::image_address(const model::Image& image) const {
    std::string address = chosen_address(image);
    const bool is_path = options_.image_url && !address.empty() && address.find(':') == std::string::npos;
    if (!is_path || edition_.desk.url.empty()) return address;
    return edition_.desk.url + (address.starts_with('/') ? "" : "/") + address;
}

std::optional<Picture> EditionView::picture(const model::Article& article) const {
    for (const auto& image : article.images) {
        if (image.width != 0 && image.width < options_.min_picture_width) continue;
        const auto use = picture_uses_.find(image.url);
        if (use != picture_uses_.end() && use->second.stories >= shared_by_stories) continue;
        const auto address = page_address(chosen_address(image), options_.image_url != nullptr);
        if (!address) continue;
        const std::string_view credit =
            image.attribution.empty() ? std::string_view(article.provider.name) : image.attribution;
        return Picture{*address, image.width, image.height, image.title, credit};
    }
    return std::nullopt;
}

}  // namespace masthead::publish
