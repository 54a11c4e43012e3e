// The pages of documents: fetched, read by the workers, and doubted where they are somebody else's.
#include "dedupe/canonical_url.h"
#include "pipeline/intake.h"
#include "pipeline/page_retries.h"
#include "pipeline/stage.h"

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;

// What a page that could not be read is counted as.
std::string_view kind_of(core::ErrorCode code) {
    return code == core::ErrorCode::unsupported ? "not-html"
           : code == core::ErrorCode::too_large ? "too-large"
           : code == core::ErrorCode::refused   ? "no-article"
                                                : "unreadable";
}

}  // namespace

void Intake::put(Candidate& candidate, Workers::Batch& batch) {
    if (candidate.page && !candidate.reading) candidate.site = memories_.before(candidate.page->url, candidate.seen_at);
    batch.put([this, &candidate] { draft_article(candidate, reader_, maker_); });
}

// New articles teach, in the order of the documents. Another version of one that is known does not, nor does a copy:
// what it says twice is no habit of its site.
void Intake::learn_sites(std::span<const Candidate> candidates) {
    std::set<std::string_view> stored;
    for (const auto& article : articles_) stored.insert(article.id);
    for (const auto& candidate : candidates) {
        if (!candidate.reading || !candidate.known_id.empty()) continue;
        const auto made = made_.find(candidate.address->str());
        if (made != made_.end() && stored.contains(made->second))
            memories_.learn(*candidate.reading, candidate.seen_at);
    }
}

// A page is read as soon as it is there, while others are still on their way.
void Intake::fetch_pages(std::vector<Candidate>& candidates, Workers::Batch& batch) {
    StageTimer timer(report_, "fetch pages");
    std::vector<fetch::Request> requests;
    std::vector<Candidate*> waiting;
    for (auto& candidate : candidates) {
        if (candidate.page || (!candidate.retry && !maker_.needs_page(candidate.item))) continue;
        requests.push_back({.url = candidate.item.link, .kind = fetch::RequestKind::page, .as_of = candidate.seen_at});
        waiting.push_back(&candidate);
    }
    world_.progress->begin("pages", requests.size());
    std::size_t arrived = 0;
    world_.http->fetch(
        requests,
        [&](std::size_t index, Result<fetch::Visit> visit) {
            world_.progress->advance(1);
            Candidate& candidate = *waiting[index];
            if (!visit) {
                page_failed(candidate, visit.error().message, is_worth_a_retry(visit.error().code), std::nullopt);
            } else if (auto* fresh = std::get_if<fetch::Fresh>(&*visit)) {
                candidate.page = std::move(*fresh);
                candidate.draft.reset();
                put(candidate, batch);
                ++arrived;
            } else if (const auto* deferred = std::get_if<fetch::Deferred>(&*visit)) {
                page_failed(candidate, deferred->reason, true, deferred->retry_at);
            } else {
                page_failed(candidate, "the page is gone (410)", false, std::nullopt);
            }
        },
        world_.stop);
    world_.progress->end();
    timer.count(requests.size(), arrived);
}

// The article lives on the feed's words; the page is asked for again where that may help. A stop is no failure.
void Intake::page_failed(Candidate& candidate, const std::string& reason, bool may_come,
                         std::optional<core::Instant> at) {
    const bool is_first = !candidate.retry;
    auto next = may_come ? next_try(candidate.retry, at, now_) : std::nullopt;
    note(candidate, "fetch", Verdict::failed,
         fmt::format("the page could not be read, the feed's own words are used{}: {}",
                     next       ? ""
                     : is_first ? ""
                                : " for good",
                     reason));
    if (next) {
        next->url = candidate.item.link;
        next->reason = reason;
    }
    if (is_first) {
        candidate.retry = std::move(next);  // Written down once the article has its id.
    } else if (next) {
        changes_.retries.push_back(std::move(*next));
    } else {
        changes_.settled_retries.push_back(candidate.known_id);
    }
}

void Intake::read_pages(std::vector<Candidate>& candidates, Workers::Batch& batch) {
    batch.wait();
    for (auto& candidate : candidates) {
        if (world_.stop.stop_requested()) return;
        if (!candidate.draft) put(candidate, batch);
    }
    batch.wait();
    StageReport& row = stage_of(report_, "read pages");
    for (const auto& candidate : candidates) {
        row.seconds += candidate.draft ? candidate.draft->seconds : 0;
        if (!candidate.page) continue;
        ++row.in;
        row.out += candidate.reading ? 1U : 0U;
        if (!candidate.page_problem) continue;
        leave_out(report_, kind_of(candidate.page_problem->code), candidate.page_problem->message);
        if (title_of(candidate.item).empty()) continue;  // `make_article` says the same of it, and that it is the end.
        note(candidate, "page", Verdict::failed,
             fmt::format("the page could not be read, the feed's own words are used: {}",
                         candidate.page_problem->message));
    }
}

// A page that lies elsewhere than its item said is the article's own unless it looks like a door (consent, sign-in,
// error) or items with different titles end at it. What such a door says is not the article's text.
void Intake::judge_redirects(std::vector<Candidate>& candidates) {
    std::map<std::string, const Candidate*, std::less<>> ends;
    std::set<std::string, std::less<>> doors;
    const auto end_of = [](const Candidate& candidate) -> std::optional<core::Url> {
        const auto end = candidate.page ? core::Url::parse(candidate.page->url) : core::Url::parse("");
        if (!end || dedupe::canonical_url(*end).str() == candidate.address->str()) return std::nullopt;
        return dedupe::canonical_url(*end);
    };
    for (const auto& candidate : candidates) {
        const auto end = end_of(candidate);
        if (!end) continue;
        const auto [first, is_new] = ends.emplace(end->str(), &candidate);
        const bool shared = !is_new && !dedupe::titles_alike(first->second->item.title, candidate.item.title);
        if (shared || !dedupe::is_credible_redirect(*end)) doors.insert(end->str());
    }
    for (auto& candidate : candidates) {
        const auto end = end_of(candidate);
        if (!end || !doors.contains(end->str())) continue;
        note(candidate, "fetch", Verdict::failed,
             "its address leads to a page that is not its own; the feed's own words are used", end->str());
        candidate.page.reset();
        candidate.reading.reset();
        candidate.draft.reset();
    }
}

}  // namespace masthead::pipeline
