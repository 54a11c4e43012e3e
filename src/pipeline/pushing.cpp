#include "pipeline/pushing.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Subscription;
using websub::State;

// The living subscription of a source, or the last one that was ended.
const Subscription* subscription_of(const std::vector<Subscription>& subscriptions, std::string_view source_url) {
    const Subscription* last = nullptr;
    for (const auto& subscription : subscriptions) {
        if (subscription.source_url != source_url) continue;
        if (!subscription.ended_at) return &subscription;
        if (last == nullptr || *subscription.ended_at > *last->ended_at) last = &subscription;
    }
    return last;
}

std::string problem_of(const Result<fetch::Visit>& visit) {
    if (!visit) return visit.error().message;
    if (const auto* deferred = std::get_if<fetch::Deferred>(&*visit)) return deferred->reason;
    if (std::holds_alternative<fetch::Gone>(*visit)) return "the hub is gone for good (410)";
    return {};
}

model::Verdict verdict_of(State state) {
    switch (state) {
        case State::ended:
            return model::Verdict::dropped;
        case State::denied:
            return model::Verdict::failed;
        case State::active:
        case State::pending:
            break;
    }
    return model::Verdict::kept;
}

}  // namespace

Result<void> Pushing::load() {
    if (world_.push == nullptr) return {};
    auto subscriptions = world_.store->subscriptions();
    if (!subscriptions) return std::unexpected(subscriptions.error());
    subscriptions_ = std::move(*subscriptions);
    return {};
}

void Pushing::offer(const std::string& source_url, const fetch::Fresh& visit, std::string_view hub,
                    std::string_view topic) {
    if (world_.push == nullptr) return;
    const bool in_headers = !visit.hub.empty();
    websub::Offer& offer = offers_[source_url];
    offer.source_url = source_url;
    offer.hub = in_headers ? visit.hub : std::string(hub);
    offer.topic = !visit.topic.empty() ? visit.topic : !topic.empty() ? std::string(topic) : visit.url;
}

void Pushing::found_news(std::string_view source_url) {
    if (world_.push != nullptr) missed_.emplace(source_url);
}

std::string Pushing::pushed(std::string_view source_url) const {
    const auto now = world_.clock->now();
    const Subscription* subscription = subscription_of(subscriptions_, source_url);
    if (subscription == nullptr || !websub::pushed_until(*subscription, now)) return {};
    return websub::describe(*subscription, now);
}

Result<void> Pushing::settle() {
    if (world_.push == nullptr || world_.stop.stop_requested()) return {};
    if (auto done = load(); !done) return done;  // Hubs have answered while the sources were read.
    const auto now = world_.clock->now();
    store::ChangeSet changes;
    changes.at = now;
    for (auto& subscription : subscriptions_) {
        if (!missed_.contains(subscription.source_url) || subscription.ended_at) continue;
        subscription.missed_at = now;
        changes.subscriptions.push_back(subscription);
    }
    auto known = known_now();
    if (!known) return std::unexpected(known.error());
    websub::PlanOptions options;
    options.callback_base = world_.push->callback_base;
    auto plan = websub::plan(*known, now, options, world_.push->random);
    std::ranges::move(plan.changed, std::back_inserter(changes.subscriptions));
    changes.forgotten_subscriptions = std::move(plan.forgotten);
    // A hub that was asked and then forgotten would deliver to an address that nobody knows: so it has to last.
    const bool has_changes = !changes.subscriptions.empty() || !changes.forgotten_subscriptions.empty();
    if (has_changes) {
        const auto done = world_.store->apply(changes, store::Durability::full);
        if (!done) return std::unexpected(done.error());
    }
    if (auto done = write_down_problems(plan.asks); !done) return done;
    if (auto done = load(); !done) return done;
    return explain();
}

Result<websub::Known> Pushing::known_now() const {
    websub::Known known;
    for (const auto& source : desk_.sources) known.followed.insert(source.url);
    const auto states = world_.store->sources();
    if (!states) return std::unexpected(states.error());
    for (const auto& state : *states) {
        if (state.gone) known.followed.erase(state.url);
    }
    known.subscriptions = subscriptions_;
    for (const auto& [source, offer] : offers_) known.offers.push_back(offer);
    return known;
}

// Why each could not be asked; empty where the hub took it.
std::vector<std::string> Pushing::ask(std::vector<websub::Ask>& asks) const {
    std::vector<fetch::Request> requests;
    requests.reserve(asks.size());
    for (const auto& ask : asks) {
        requests.push_back({.url = websub::request_url(ask.subscription),
                            .kind = fetch::RequestKind::hub,
                            .form = websub::request_form(ask, {})});
    }
    std::vector<std::string> problems(asks.size());
    world_.http->fetch(
        requests, [&](std::size_t index, const Result<fetch::Visit>& visit) { problems[index] = problem_of(visit); },
        world_.stop);
    return problems;
}

Result<void> Pushing::write_down_problems(std::vector<websub::Ask>& asks) {
    if (asks.empty()) return {};
    auto problems = ask(asks);
    store::ChangeSet changes;
    changes.at = world_.clock->now();
    for (std::size_t i = 0; i < asks.size(); ++i) {
        if (problems[i].empty()) continue;
        world_.log->warning("hub not asked", {{"hub", asks[i].subscription.hub}, {"reason", problems[i]}});
        if (asks[i].mode == websub::Mode::unsubscribe) continue;  // It will hear 410 when it delivers.
        asks[i].subscription.problem = std::move(problems[i]);
        changes.subscriptions.push_back(std::move(asks[i].subscription));
    }
    if (changes.subscriptions.empty()) return {};
    const auto done = world_.store->apply(changes, store::Durability::normal);
    if (!done) return std::unexpected(done.error());
    return {};
}

// How each source stands with its hub, for `explain`; the store keeps only what is new.
Result<void> Pushing::explain() {
    const auto now = world_.clock->now();
    store::ChangeSet changes;
    changes.at = now;
    for (const auto& source : desk_.sources) {
        const Subscription* subscription = subscription_of(subscriptions_, source.url);
        const auto offer = offers_.find(source.url);
        if (subscription != nullptr) {
            changes.decisions.push_back({source.url, "websub", verdict_of(websub::state_of(*subscription)),
                                         websub::describe(*subscription, now), "", now});
        } else if (offer != offers_.end() && !offer->second.hub.empty()) {
            const std::string_view reason = world_.push->callback_base.empty()
                                                ? "serve.public_url is not set, so it cannot be asked to"
                                                : "its address or the feed's own is none that can be asked";
            changes.decisions.push_back({source.url, "websub", model::Verdict::dropped,
                                         fmt::format("{} offers to push it; {}", offer->second.hub, reason), "", now});
        }
    }
    if (changes.decisions.empty()) return {};
    const auto done = world_.store->apply(changes, store::Durability::normal);
    if (!done) return std::unexpected(done.error());
    return {};
}

}  // namespace masthead::pipeline
