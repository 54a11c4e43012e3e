#include "pipeline/sources.h"

#include "core/hash.h"
#include "dedupe/canonical_url.h"
#include "feed/feed.h"
#include "pipeline/feed_identity.h"
#include "pipeline/item_ids.h"
#include "pipeline/stage.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

using core::Instant;
using core::Result;
using model::Verdict;

Result<SourceStates> load_states(const store::Store& store) {
    auto states = store.sources();
    if (!states) return std::unexpected(states.error());
    SourceStates by_url;
    for (auto& state : *states) {
        std::string url = state.url;
        by_url.emplace(std::move(url), std::move(state));
    }
    return by_url;
}

fetch::PollOptions poll_options(const config::Desk& desk, const model::Source& source) {
    fetch::PollOptions options;
    const int least = source.interval_minutes > 0 ? source.interval_minutes : desk.fetch.interval_minutes;
    options.least = std::chrono::minutes(least);
    options.most = std::chrono::minutes(desk.fetch.longest_interval_minutes);
    options.unknown = std::max(options.unknown, options.least);
    return options;
}

std::vector<model::SourceState> mend_plans(const config::Desk& desk, SourceStates& states, Instant now) {
    std::vector<model::SourceState> mended;
    for (const auto& source : desk.sources) {
        const auto found = states.find(source.url);
        if (found == states.end()) continue;
        auto& state = found->second;
        auto plan = fetch::mend_plan(state, poll_options(desk, source), now);
        if (!plan) continue;
        state.next_fetch_at = plan->next_fetch_at;
        state.next_fetch_reason = std::move(plan->reason);
        mended.push_back(state);
    }
    return mended;
}

Result<void> move_plans(store::Store& store, std::chrono::seconds jump, Instant now) {
    auto states = store.sources();
    if (!states) return std::unexpected(states.error());
    store::ChangeSet changes;
    changes.at = now;
    for (auto& state : *states) {
        if (!state.next_fetch_at) continue;
        *state.next_fetch_at += jump;
        changes.sources.push_back(std::move(state));
    }
    const auto done = store.apply(changes, store::Durability::normal);
    if (!done) return std::unexpected(done.error());
    return {};
}

std::vector<const model::Source*> due_sources(const config::Desk& desk, const SourceStates& states, Schedule schedule,
                                              Instant now) {
    std::vector<const model::Source*> due;
    std::vector<const model::Source*> doubtful;
    for (const auto& source : desk.sources) {
        const auto found = states.find(source.url);
        if (found == states.end()) {
            due.push_back(&source);
        } else if (schedule == Schedule::at_once ? !found->second.gone : fetch::is_due(found->second, now)) {
            (found->second.failures > 0 ? doubtful : due).push_back(&source);
        }
    }
    due.insert(due.end(), doubtful.begin(), doubtful.end());
    return due;
}

Result<bool> trust_source(store::Store& store, std::string_view url, Instant now) {
    const auto states = store.sources();
    if (!states) return std::unexpected(states.error());
    const auto found = std::ranges::find(*states, url, &model::SourceState::url);
    if (found == states->end() || found->quarantine.empty()) return false;
    model::SourceState state = *found;
    state.quarantine.clear();
    state.title.clear();
    state.site.clear();
    state.language.clear();
    state.next_fetch_at = now;
    state.next_fetch_reason = "a person said that it may be trusted";
    store::ChangeSet changes;
    changes.at = now;
    changes.sources.push_back(std::move(state));
    changes.decisions.push_back(
        {std::string(url), "feed", Verdict::kept, "a person said that it may be trusted", "", now});
    const auto done = store.apply(changes, store::Durability::full);
    if (!done) return std::unexpected(done.error());
    return true;
}

SourceReader::SourceReader(const config::Desk& desk, const World& world, SourceStates& states, RunReport& report,
                           Pushing& pushing)
    : desk_(desk), world_(world), states_(states), report_(report), pushing_(pushing), now_(world.clock->now()) {}

Result<void> SourceReader::read(std::span<const model::Source* const> sources) {
    StageTimer timer(report_, "sources");
    std::vector<fetch::Request> requests;
    for (const auto* source : sources) {
        model::SourceState& state = states_[source->url];
        state.url = source->url;
        requests.push_back(request_for(*source, state));
    }
    std::vector<Visiting> visits;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const bool is_full = requests[i].etag.empty() && requests[i].last_modified.empty();
        visits.push_back({*sources[i], states_[sources[i]->url], requests[i].url, is_full, {}, {}, {}});
    }
    std::size_t answered = 0;
    // Bodies are read as they come, so that only what they hold is kept.
    world_.http->fetch(
        requests,
        [&](std::size_t index, Result<fetch::Visit> answer) {
            world_.progress->advance(1);
            if (world_.stop.stop_requested()) return;  // Asked again by the next run.
            if (answer) ++answered;
            take(visits[index], answer);
            if (visits[index].children.empty()) finish(visits[index]);
        },
        world_.stop);
    read_children(visits);
    timer.count(sources.size(), answered);
    return store_problem_;
}

void SourceReader::read_children(std::span<Visiting> visits) {
    std::vector<fetch::Request> requests;
    std::vector<Visiting*> parents;
    for (auto& visiting : visits) {
        for (const auto& child : visiting.children) {
            requests.push_back({.url = child.url, .kind = fetch::RequestKind::sitemap});
            parents.push_back(&visiting);
        }
    }
    if (requests.empty() || world_.stop.stop_requested()) return;
    world_.http->fetch(
        requests,
        [&](std::size_t index, const Result<fetch::Visit>& answer) {
            if (!world_.stop.stop_requested()) read_child(*parents[index], requests[index].url, answer);
        },
        world_.stop);
    for (auto& visiting : visits) {
        if (!visiting.children.empty() && !world_.stop.stop_requested()) finish(visiting);
    }
}

// One that fails leaves its siblings alone; only an index none of whose sitemaps can be read has failed.
void SourceReader::read_child(Visiting& visiting, const std::string& url, const Result<fetch::Visit>& answer) {
    auto& state = visiting.state;
    const auto* fresh = answer ? std::get_if<fetch::Fresh>(&*answer) : nullptr;
    auto document = fresh != nullptr ? read_document(visiting.source, *fresh)
                    : answer         ? core::fail(core::ErrorCode::network, "it gave no body")
                                     : Result<SourceDocument>(std::unexpected(answer.error()));
    if (!document) {
        note(visiting.source, "feed", Verdict::failed,
             fmt::format("its sitemap {} could not be read: {}", url, document.error().message));
        const bool is_only = visiting.children.size() == 1;
        if (is_only) fail(visiting, "feed", fmt::format("{}: {}", url, document.error().message));
        return;
    }
    add_candidates(visiting, std::move(document->feed), fresh->at);
    state.fetched_at = fresh->at;
}

fetch::Request SourceReader::request_for(const model::Source& source, const model::SourceState& state) const {
    const auto options = poll_options(desk_, source);
    fetch::Request request{.url = fetch::address_to_ask(state, options, now_), .kind = fetch::RequestKind::feed};
    if (source.kind == model::SourceKind::sitemap) request.kind = fetch::RequestKind::sitemap;
    if (source.kind == model::SourceKind::page) request.kind = fetch::RequestKind::page;
    if (!fetch::wants_full_fetch(state, options, now_)) {
        request.etag = state.etag;
        request.last_modified = state.last_modified;
    }
    request.since = state.fetched_at;
    return request;
}

void SourceReader::note(const model::Source& source, std::string_view stage, Verdict verdict, std::string reason) {
    changes.decisions.push_back({source.url, std::string(stage), verdict, std::move(reason), "", now_});
}

void SourceReader::take(Visiting& visiting, Result<fetch::Visit>& answer) {
    auto& state = visiting.state;
    state.fetched_at = now_;
    if (!answer) return fail(visiting, "fetch", answer.error().message);
    if (const auto* deferred = std::get_if<fetch::Deferred>(&*answer)) return take_deferral(visiting, *deferred);
    state.failures = 0;  // Until its body says otherwise.
    state.last_error.clear();
    if (std::holds_alternative<fetch::Gone>(*answer)) {
        state.gone = true;
        visiting.visit.end = fetch::PollEnd::gone;
        note(visiting.source, "fetch", Verdict::dropped,
             "the source is gone for good (410) and is not asked again; `masthead source add` takes it up again");
    } else if (const auto* same = std::get_if<fetch::NotModified>(&*answer)) {
        visiting.visit.fresh_for = same->fresh_for;
    } else if (auto* fresh = std::get_if<fetch::Fresh>(&*answer)) {
        visiting.visit.fresh_for = fresh->fresh_for;
        fetch::note_move(state, visiting.asked, *fresh, now_);
        read_body(visiting, *fresh);
    }
}

// Not our failure and not theirs: the source waits, and says so.
void SourceReader::take_deferral(Visiting& visiting, const fetch::Deferred& deferred) {
    ++visiting.state.failures;
    ++report_.sources_failed;
    visiting.state.last_error = deferred.reason;
    visiting.visit.end = fetch::PollEnd::deferred;
    visiting.visit.retry_at = deferred.retry_at;
    note(visiting.source, "fetch", Verdict::failed, deferred.reason);
    world_.log->info("source deferred", {{"url", visiting.source.url}, {"reason", deferred.reason}});
}

void SourceReader::fail(Visiting& visiting, std::string_view stage, const std::string& reason) {
    ++visiting.state.failures;
    ++report_.sources_failed;
    visiting.state.last_error = reason;
    visiting.visit.end = fetch::PollEnd::failed;
    note(visiting.source, stage, Verdict::failed, reason);
    world_.log->warning("source failed", {{"url", visiting.source.url}, {"reason", reason}});
}

void SourceReader::read_body(Visiting& visiting, fetch::Fresh& fresh) {
    auto& state = visiting.state;
    const bool same_validators = !(fresh.etag.empty() && fresh.last_modified.empty()) && fresh.etag == state.etag &&
                                 fresh.last_modified == state.last_modified;
    // Validators that outlive the body they belong to would hide news for ever.
    if (visiting.is_full && same_validators && state.body_hash != 0 && !state.validators_lie &&
        state.body_hash != core::stable_hash(fresh.body)) {
        state.validators_lie = true;
        note(visiting.source, "fetch", Verdict::kept,
             "its ETag and Last-Modified stayed the same while its body changed; they are not sent any more");
    }
    for (const auto& earlier : fresh.earlier) read_visit(visiting, earlier);
    read_visit(visiting, fresh);
    if (!state.last_error.empty() || !state.quarantine.empty()) return;  // What was not taken must come again in full.
    if (visiting.is_full) state.full_fetch_at = now_;
    const bool is_index = !visiting.children.empty();
    state.etag = is_index ? "" : fresh.etag;
    state.last_modified = is_index ? "" : fresh.last_modified;
}

void SourceReader::read_visit(Visiting& visiting, const fetch::Fresh& fresh) {
    auto& state = visiting.state;
    const std::uint64_t hash = core::stable_hash(fresh.body);
    state.fetched_at = fresh.at;
    if (state.body_hash == hash) return;  // Servers say 200 for what we have already.
    auto document = read_document(visiting.source, fresh);
    if (!document) return fail(visiting, "feed", document.error().message);
    auto* feed = &document->feed;
    if (!is_believed(visiting, *feed)) return hold(visiting.source, fresh);
    pushing_.offer(visiting.source.url, fresh, feed->hub, feed->self);
    visiting.children = std::move(document->children);
    constexpr std::chrono::minutes longest_ttl{std::chrono::days{366}};
    state.ttl_minutes = static_cast<int>(std::clamp(feed->ttl, std::chrono::minutes{0}, longest_ttl).count());
    state.skip_hours = feed->skip_hours;
    state.body_hash = visiting.children.empty() ? hash : 0;  // An index may stay the same while its sitemaps change.
    if (!feed->problems.empty()) {
        note(visiting.source, "feed", Verdict::kept,
             fmt::format("read with {} problem(s): {}", feed->problems.size(), feed->problems.front()));
    }
    add_candidates(visiting, std::move(*feed), fresh.at);
}

bool SourceReader::is_believed(Visiting& visiting, const feed::ParsedFeed& feed) {
    auto& state = visiting.state;
    const auto identity = identity_of(feed);
    std::string reason = doubt(state, identity);
    if (reason.empty()) {
        if (!state.quarantine.empty()) {
            note(visiting.source, "feed", Verdict::kept, "it is what it was, and believed again");
            forget_held(visiting.source.url);  // What it brought meanwhile was not its own.
        }
        state.quarantine.clear();
        remember(state, identity);
        return true;
    }
    note(visiting.source, "feed", Verdict::dropped,
         fmt::format("{}; nothing of it is published until `masthead source trust {}`", reason, visiting.source.url));
    world_.log->warning("source quarantined", {{"url", visiting.source.url}, {"reason", reason}});
    state.quarantine = std::move(reason);
    state.etag.clear();  // Once it is trusted, all of it is wanted.
    state.last_modified.clear();
    state.body_hash = 0;
    return false;
}

// A recording is read again as a whole once its source is trusted.
void SourceReader::hold(const model::Source& source, const fetch::Fresh& fresh) {
    if (world_.push == nullptr) return;
    changes.held_deliveries.push_back(
        {.source_url = source.url, .content_type = fresh.content_type, .body = fresh.body, .at = fresh.at});
}

void SourceReader::forget_held(const std::string& source_url) {
    std::erase_if(changes.held_deliveries, [&](const auto& one) { return one.source_url == source_url; });
    changes.forgotten_deliveries.push_back(source_url);
}

void SourceReader::add_candidates(Visiting& visiting, feed::ParsedFeed feed, Instant at) {
    const auto ids = usable_ids(feed.items);
    const std::size_t before = candidates.size();
    for (std::size_t i = 0; i < feed.items.size(); ++i) {
        auto& item = feed.items[i];
        if (item.published) visiting.published.push_back(*item.published);
        Candidate candidate;
        candidate.item = std::move(item);
        candidate.source = &visiting.source;
        candidate.feed = {feed.title, feed.language};
        candidate.seen_at = at;
        candidate.guid = ids[i];
        candidates.push_back(std::move(candidate));
    }
    if (has_news(visiting.source, std::span(candidates).subspan(before))) visiting.visit.end = fetch::PollEnd::news;
}

// Ends at the first item that is not known; most feeds have it on top.
bool SourceReader::has_news(const model::Source& source, std::span<const Candidate> read) {
    for (const auto& candidate : read) {
        const auto link = core::Url::parse(candidate.item.link);
        if (!link) continue;
        auto known = world_.store->article_at(dedupe::canonical_url(*link).str());
        if (known && !*known && !candidate.guid.empty())
            known = world_.store->article_of_item(source.url, candidate.guid);
        if (!known) {
            store_problem_ = std::unexpected(known.error());
            return false;
        }
        if (!*known) return true;
    }
    return false;
}

void SourceReader::finish(Visiting& visiting) {
    auto& state = visiting.state;
    if (!state.quarantine.empty()) visiting.published.clear();
    visiting.visit.published = visiting.published;
    visiting.visit.ttl = std::chrono::minutes{state.ttl_minutes};
    visiting.visit.skip_hours = state.skip_hours;
    const bool has_news = visiting.visit.end == fetch::PollEnd::news;
    const std::string pushed = has_news ? std::string() : pushing_.pushed(state.url);
    if (has_news) pushing_.found_news(state.url);
    visiting.visit.is_pushed = !pushed.empty();
    auto plan = fetch::plan_next_poll(state, visiting.visit, poll_options(desk_, visiting.source), now_);
    state.next_fetch_at = plan.next_fetch_at;
    state.next_fetch_reason = std::move(plan.reason);
    if (!pushed.empty()) state.next_fetch_reason += "; " + pushed;
    state.rhythm_seconds = plan.rhythm_seconds;
    state.expected_at = plan.expected_at;
    if (has_news) state.last_new_at = now_;
    changes.sources.push_back(state);
}

}  // namespace masthead::pipeline
