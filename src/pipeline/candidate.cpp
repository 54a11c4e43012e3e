#include "pipeline/candidate.h"

#include "dedupe/canonical_url.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

void read_page(Candidate& candidate, const PageReader& reader) {
    auto& page = *candidate.page;
    try {
        auto reading = reader.read(page, candidate.site.get());
        if (reading)
            candidate.reading = std::move(*reading);
        else
            candidate.page_problem = std::move(reading.error());
    } catch (const std::bad_alloc&) {  // One page that asks for too much is not the end of the others.
        candidate.page_problem = core::Error{core::ErrorCode::too_large,
                                             fmt::format("The page at {} needs more memory than there is.", page.url)};
    }
    page.body = {};  // Read or not, the bytes have done their work.
}

}  // namespace

std::optional<core::Url> better_address(const Candidate& candidate) {
    if (!candidate.page) return std::nullopt;
    core::Url best = *candidate.address;
    if (const auto end = core::Url::parse(candidate.page->url)) best = dedupe::canonical_url(*end);
    if (candidate.reading && !candidate.reading->canonical_url.empty()) {
        const auto declared = core::Url::parse(candidate.reading->canonical_url);
        if (declared && dedupe::is_credible_canonical(*declared, best)) best = dedupe::canonical_url(*declared);
    }
    if (best.str() == candidate.address->str()) return std::nullopt;
    return best;
}

std::vector<model::ValueOrigin> origins_of(const Candidate& candidate, const model::Article& article) {
    const auto& item = candidate.item;
    const auto* page = candidate.reading ? &*candidate.reading : nullptr;
    std::vector<model::ValueOrigin> origins;
    const auto add = [&](std::string_view value, bool is_feeds, std::string_view origin) {
        if (is_feeds) origins.push_back({std::string(value), std::string(origin)});
    };
    add("title", !title_of(item).empty(), "the feed's item");
    add("text", !article.text.empty() && (page == nullptr || article.text != page->text), "the feed's item");
    const bool pages_excerpt = page != nullptr && article.excerpt == page->excerpt;
    add("excerpt", !article.excerpt.empty() && !pages_excerpt,
        item.summary.empty() ? "the beginning of the text" : "the feed's item");
    add("published", article.date_origin == model::DateOrigin::feed, "the feed's item");
    add("published", article.date_origin == model::DateOrigin::first_seen,
        "when it was first seen, for no date was believed");
    add("modified", item.updated.has_value() && article.modified == item.updated, "the feed's item");
    add("authors", !item.authors.empty(), "the feed's item");
    add("keywords", !item.categories.empty(), "the feed's item");
    add("amp_url", !item.amp_link.empty(), "the feed's item");
    add("image", !article.images.empty() && (page == nullptr || page->images.empty()), "the feed's item");
    if (page == nullptr) return origins;
    const auto feeds = origins.size();
    for (const auto& [value, origin] : page->evidence) {
        const auto end = origins.begin() + static_cast<std::ptrdiff_t>(feeds);
        const bool is_passed_over =
            std::find_if(origins.begin(), end, [&](const auto& one) { return one.value == value; }) != end;
        origins.push_back({is_passed_over ? value + "_loser" : value, origin});
    }
    return origins;
}

void draft_article(Candidate& candidate, const PageReader& reader, const ArticleMaker& maker) {
    const auto began = std::chrono::steady_clock::now();
    if (candidate.page && !candidate.reading && !candidate.page_problem) read_page(candidate, reader);
    const auto better = better_address(candidate);
    Draft draft;
    draft.article =
        maker.make({*candidate.source, candidate.feed, candidate.item, better ? *better : *candidate.address,
                    candidate.reading ? &*candidate.reading : nullptr, candidate.seen_at});
    draft.print = dedupe::fingerprint(draft.article.title, draft.article.text);
    draft.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    candidate.draft = std::move(draft);
}

}  // namespace masthead::pipeline
