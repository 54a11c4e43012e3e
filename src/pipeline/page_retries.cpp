#include "pipeline/page_retries.h"

#include "dedupe/canonical_url.h"
#include "text/html_text.h"

#include <algorithm>

namespace masthead::pipeline {

using core::ErrorCode;
using core::Result;

namespace {

constexpr std::size_t most_at_once = 256;  // Pages of one run; the rest waits for the next.

// The article as the feed's item that it was made of, as far as that is remembered.
model::FeedItem item_of(const model::Article& article) {
    model::FeedItem item;
    item.link = article.original_url;
    item.title = article.title;
    item.summary = text::escape_html(article.excerpt);
    std::string_view rest = article.text;
    while (!rest.empty()) {
        const auto end = rest.find("\n\n");
        item.content += "<p>" + text::escape_html(rest.substr(0, end)) + "</p>";
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
    item.language = article.language;
    item.amp_link = article.amp_url;
    item.authors = article.authors;
    item.categories = article.keywords;
    item.published = article.published;
    item.updated = article.modified;
    item.images = article.images;
    item.source_title = article.provider.name;
    if (article.type == model::ArticleType::video) item.enclosures.push_back({.type = "video/"});
    return item;
}

}  // namespace

bool is_worth_a_retry(ErrorCode code) {
    return code == ErrorCode::network || code == ErrorCode::timeout || code == ErrorCode::not_found;
}

std::optional<model::PageRetry> next_try(const std::optional<model::PageRetry>& before,
                                         std::optional<core::Instant> retry_at, core::Instant now,
                                         const RetryOptions& options) {
    model::PageRetry next = before.value_or(model::PageRetry{});
    if (++next.tries >= options.most_tries) return std::nullopt;
    std::chrono::seconds wait = options.first;
    for (int i = 1; i < next.tries && wait < options.longest; ++i) wait *= options.factor;
    next.next_at = now + std::min<std::chrono::seconds>(wait, options.longest);
    if (retry_at) next.next_at = std::clamp(*retry_at, next.next_at, std::max(next.next_at, now + options.longest));
    return next;
}

Result<void> retry_pages(const config::Desk& desk, const World& world, Intake& intake) {
    const auto now = world.clock->now();
    const auto due = world.store->due_retries(now, most_at_once);
    if (!due) return std::unexpected(due.error());
    if (due->empty()) return {};
    std::vector<Candidate> candidates;
    store::ChangeSet changes;
    for (const auto& retry : *due) {
        const auto article = world.store->article(retry.article_id);
        if (!article) return std::unexpected(article.error());
        const auto address = *article ? core::Url::parse((*article)->web_url) : core::Url::parse("");
        const auto source = *article ? std::ranges::find(desk.sources, (*article)->source_url, &model::Source::url)
                                     : desk.sources.end();
        if (!address || source == desk.sources.end()) {  // Nobody follows it any more.
            changes.settled_retries.push_back(retry.article_id);
            continue;
        }
        Candidate candidate;
        candidate.item = item_of(**article);
        candidate.item.link = retry.url;
        candidate.source = &*source;
        candidate.address = *address;
        candidate.seen_at = now;
        candidate.known_id = retry.article_id;
        candidate.retry = retry;
        candidates.push_back(std::move(candidate));
    }
    return intake.take_pages_again(std::move(candidates), std::move(changes));
}

}  // namespace masthead::pipeline
