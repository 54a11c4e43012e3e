#include "pipeline/source_document.h"

#include "core/ascii.h"
#include "core/stable_order.h"
#include "feed/listing.h"

#include <algorithm>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;

std::optional<core::Instant> date_of(const model::FeedItem& item) {
    return item.published ? item.published : item.updated;
}
std::optional<core::Instant> date_of(const feed::SitemapChild& child) {
    return child.modified;
}

// The newest first, what has no date last, what is too old left out.
template <typename Dated>
void keep_newest(std::vector<Dated>& all, core::Instant oldest, std::size_t most) {
    std::erase_if(all, [&](const Dated& one) { return date_of(one) && *date_of(one) < oldest; });
    core::sort_stably(all, [](const Dated& left, const Dated& right) { return date_of(left) > date_of(right); });
    if (all.size() > most) all.erase(all.begin() + static_cast<std::ptrdiff_t>(most), all.end());
}

Result<SourceDocument> read_sitemap(const fetch::Fresh& answer, const SitemapReading& options) {
    auto sitemap = feed::parse_sitemap(answer.body, answer.url, answer.content_type);
    if (!sitemap) return std::unexpected(sitemap.error());
    const core::Instant oldest = answer.at - options.oldest;
    SourceDocument document{.feed = {.link = answer.url, .problems = std::move(sitemap->problems)},
                            .children = std::move(sitemap->children)};
    auto& items = document.feed.items = std::move(sitemap->items);
    keep_newest(items, oldest, options.most_items);
    // When a page was last touched is neither when its article came out nor when it was corrected.
    for (auto& item : items) item.updated.reset();
    // Of children without dates those that say that they are about news.
    const auto is_news = [](const feed::SitemapChild& child) {
        return core::find_ignoring_case(child.url, "news") != std::string_view::npos;
    };
    core::sort_stably(document.children,
                      [&](const auto& left, const auto& right) { return is_news(left) && !is_news(right); });
    keep_newest(document.children, oldest, options.most_children);
    return document;
}

// Why it is no feed, and what the desk might say instead.
core::Error other_kind(core::Error error, const fetch::Fresh& answer) {
    if (feed::parse_sitemap(answer.body, answer.url, answer.content_type)) {
        error.message += "; give the source `kind: sitemap`";
    } else if (error.message.contains("HTML")) {
        error.message += fmt::format(
            "; `masthead source add {}` looks for the feeds of a site, `kind: page` reads a "
            "page that lists articles",
            answer.url);
    }
    return error;
}

}  // namespace

Result<SourceDocument> read_document(const model::Source& source, const fetch::Fresh& answer,
                                     const SitemapReading& options) {
    if (source.kind == model::SourceKind::sitemap) return read_sitemap(answer, options);
    const bool is_page = source.kind == model::SourceKind::page;
    auto feed = is_page ? feed::parse_listing(answer.body, answer.url, answer.content_type, source.listing)
                        : feed::parse_feed(answer.body, answer.url, answer.content_type);
    if (!feed && !is_page && feed.error().code == core::ErrorCode::unsupported)
        return std::unexpected(other_kind(feed.error(), answer));
    if (!feed) return std::unexpected(feed.error());
    return SourceDocument{.feed = std::move(*feed), .children = {}};
}

}  // namespace masthead::pipeline
