#include "pipeline/candidate.h"

#include "dedupe/canonical_url.h"

#include <chrono>
#include <new>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

void read_page(Candidate& candidate) {
    auto& page = *candidate.page;
    try {
        auto reading = page::parse_page(page.body, page.url, page.content_type);
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

void draft_article(Candidate& candidate, const ArticleMaker& maker) {
    const auto began = std::chrono::steady_clock::now();
    if (candidate.page && !candidate.reading && !candidate.page_problem) read_page(candidate);
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
