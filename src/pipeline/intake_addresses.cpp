// Which document an address means: known ones, items that moved, addresses that name another.
#include "dedupe/canonical_url.h"
#include "pipeline/intake.h"
#include "pipeline/stage.h"
#include "text/html_text.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;

// Does an item change an article we have? Only the article's own source may: another's headline is not a correction.
// `as_of` is when what we have of it was seen: an older visit, read again after a stop, changes nothing.
bool says_something_new(const Candidate& candidate, const model::Article& article, core::Instant as_of) {
    if (candidate.source->url != article.source_url || candidate.seen_at < as_of) return false;
    const std::string title = title_of(candidate.item);
    const bool updated =
        candidate.item.updated && *candidate.item.updated > article.modified.value_or(article.published);
    return updated || (!title.empty() && title != article.title);
}

}  // namespace

Result<void> Intake::find_addresses(std::vector<Candidate>& candidates) {
    StageTimer timer(report_, "address");
    const std::size_t before = candidates.size();
    std::erase_if(candidates, [&](Candidate& candidate) {
        if (candidate.address) return false;
        const auto link = core::Url::parse(candidate.item.link);
        if (!link) {
            const std::string title = text::plain_line(candidate.item.title);
            note(candidate, "feed", Verdict::dropped,
                 fmt::format("an item without an address that can be fetched (\"{}\"): {}", title,
                             link.error().message));
            ++report_.dropped;
            leave_out(report_, "no-address", title);
            return true;
        }
        candidate.address = dedupe::canonical_url(*link);
        return false;
    });
    timer.count(before, candidates.size());
    return {};
}

// A link may change while the item keeps its id; then the titles are alike. Another item under an id that was used
// before is another document.
Result<std::optional<model::Article>> Intake::known_article(const Candidate& candidate) {
    const auto known = world_.store->article_at(candidate.address->str());
    if (!known) return std::unexpected(known.error());
    if (*known) return world_.store->article(**known);
    if (candidate.guid.empty()) return std::nullopt;
    const auto named = world_.store->article_of_item(candidate.source->url, candidate.guid);
    if (!named) return std::unexpected(named.error());
    if (!*named) return std::nullopt;
    auto article = world_.store->article(**named);
    if (!article || !*article) return article;
    if (!dedupe::titles_alike((*article)->title, title_of(candidate.item))) return std::nullopt;
    changes_.addresses.push_back({candidate.address->str(), (*article)->id});
    note(candidate, "feed", Verdict::duplicate, "the same item of its source, by its id, under a new address",
         (*article)->web_url);
    return article;
}

Result<bool> Intake::was_purged(const Candidate& candidate) const {
    const auto at = world_.store->article_at(candidate.address->str());
    if (!at) return std::unexpected(at.error());
    if (*at) {
        const auto title = world_.store->purged_title(**at);
        if (!title) return std::unexpected(title.error());
        if (*title) return true;
    }
    if (candidate.guid.empty()) return false;
    const auto named = world_.store->article_of_item(candidate.source->url, candidate.guid);
    if (!named) return std::unexpected(named.error());
    if (!*named) return false;
    const auto title = world_.store->purged_title(**named);
    if (!title) return std::unexpected(title.error());
    return *title && dedupe::titles_alike(**title, title_of(candidate.item));
}

// Known documents end here unless the item says something new; of one address met twice in a chunk the first item goes
// on.
Result<void> Intake::drop_known(std::vector<Candidate>& candidates) {
    StageTimer timer(report_, "known");
    const std::size_t before = candidates.size();
    std::vector<Candidate> fresh;
    for (auto& candidate : candidates) {
        const std::string address = candidate.address->str();
        const auto article = known_article(candidate);
        if (!article) return std::unexpected(article.error());
        const bool is_known = article->has_value();  // An address that points at nothing is as good as new.
        const auto gone = is_known ? Result<bool>(false) : was_purged(candidate);
        if (!gone) return std::unexpected(gone.error());
        if (*gone) {
            ++report_.known;
            continue;
        }
        if (!is_known && seen_.contains(address)) {
            note(candidate, "feed", Verdict::duplicate, "the same address stands in another item of this run", address);
            ++report_.known;
            continue;
        }
        seen_.insert(address);
        if (is_known) {
            const auto revised = revised_.find((*article)->id);
            const auto as_of = revised != revised_.end() ? revised->second : (*article)->first_seen;
            if (!says_something_new(candidate, **article, as_of)) {
                ++report_.known;
                continue;
            }
            candidate.known_id = (*article)->id;
        }
        fresh.push_back(std::move(candidate));
    }
    candidates = std::move(fresh);
    timer.count(before, candidates.size());
    return {};
}

// True: `address`, its true one, is that of an article we have. Otherwise the candidate takes it.
Result<bool> Intake::is_another_address(Candidate& candidate, const core::Url& address) {
    const auto known = world_.store->article_at(address.str());
    if (!known) return std::unexpected(known.error());
    const auto made = made_.find(address.str());
    if (*known || made != made_.end()) {
        note(candidate, "dedupe", Verdict::duplicate,
             "it redirects to, or names as its own, the address of an article we have", address.str());
        changes_.addresses.push_back({candidate.address->str(), *known ? **known : made->second});
        ++report_.duplicates;
        return true;
    }
    candidate.other_addresses.push_back(candidate.address->str());
    candidate.address = address;
    return false;
}

// Two addresses may have one hash, by chance or on purpose: the later one takes another id, so that nobody writes over
// another's article.
Result<std::string> Intake::id_for(const core::Url& address) const {
    for (std::uint64_t salt = 0;; ++salt) {
        std::string id = article_id(address, salt);
        const auto mine = ids_.find(id);
        if (mine != ids_.end() && mine->second != address.str()) continue;
        const auto stored = world_.store->article(id);
        if (!stored) return std::unexpected(stored.error());
        if (!*stored || (*stored)->web_url == address.str()) return id;
    }
}

}  // namespace masthead::pipeline
