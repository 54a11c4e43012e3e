#include "websub/planner.h"

#include "core/ascii.h"
#include "core/stable_order.h"
#include "core/url.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace masthead::websub {

namespace {

using core::Instant;
using model::Subscription;

constexpr std::size_t max_address_bytes = 2048;  // A longer hub or topic is nobody's honest one.

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (core::is_alpha(c) || core::is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

bool is_address(const std::string& text) {
    return text.size() <= max_address_bytes && core::Url::parse(text).has_value();
}

class Planner {
  public:
    Planner(const Known& known, Instant now, const PlanOptions& options, const RandomText& random)
        : known_(known), now_(now), options_(options), random_(random) {
        for (const auto& offer : known.offers) offers_[offer.source_url] = &offer;
    }

    Plan make() {
        for (const auto& subscription : known_.subscriptions) look_at(subscription);
        for (const auto& [source, offer] : offers_) take_up(*offer);
        for (const auto& offer : successors_) take_up(offer);
        ask_the_due();
        return std::move(plan_);
    }

  private:
    void look_at(const Subscription& subscription) {
        if (subscription.ended_at) {
            const Instant last = std::max(*subscription.ended_at, subscription.lease_until.value_or(Instant::min()));
            if (last + options_.timing.keep_ended < now_) plan_.forgotten.push_back(subscription.token);
            remember_change(subscription, *subscription.ended_at);
            return;
        }
        if (const std::string reason = reason_to_end(subscription); !reason.empty()) {
            // A document that has not changed is not read again, so nobody would name the hub anew.
            const bool has_moved = reason == moved && known_.followed.contains(subscription.source_url);
            if (has_moved) successors_.push_back({subscription.source_url, subscription.hub, subscription.topic});
            return end(subscription, reason);
        }
        served_.insert(subscription.source_url);
        living_.push_back(subscription);
    }

    // Why a subscription is no longer wanted; empty: it is.
    std::string reason_to_end(const Subscription& subscription) const {
        if (options_.callback_base.empty()) return "serve.public_url is not set";
        if (!subscription.callback.starts_with(options_.callback_base)) return std::string(moved);
        if (!known_.followed.contains(subscription.source_url)) return "its source is not read any more";
        const auto found = offers_.find(subscription.source_url);
        if (found == offers_.end()) return {};
        const Offer& offer = *found->second;
        if (offer.hub == subscription.hub && topic_of(offer) == subscription.topic) return {};
        // A source that names another hub each time would have us ask without end.
        if (subscription.asked_at && *subscription.asked_at + options_.timing.least_between_changes > now_) return {};
        if (offer.hub.empty()) return "its source names no hub any more";
        return offer.hub == subscription.hub ? "its source names another topic" : "its source names another hub";
    }

    static const std::string& topic_of(const Offer& offer) {
        return offer.topic.empty() ? offer.source_url : offer.topic;
    }

    void end(Subscription subscription, std::string reason) {
        subscription.ended_at = now_;
        subscription.end_reason = std::move(reason);
        if (subscription.asked_at) plan_.asks.push_back({subscription, Mode::unsubscribe});
        plan_.changed.push_back(std::move(subscription));
    }

    void remember_change(const Subscription& subscription, Instant at) {
        auto& last = last_change_.try_emplace(subscription.source_url, Instant::min()).first->second;
        last = std::max(last, at);
    }

    void take_up(const Offer& offer) {
        if (offer.hub.empty() || options_.callback_base.empty() || served_.contains(offer.source_url)) return;
        if (!known_.followed.contains(offer.source_url) || !is_address(offer.hub) || !is_address(topic_of(offer)))
            return;
        const auto changed = last_change_.find(offer.source_url);
        if (changed != last_change_.end() && changed->second + options_.timing.least_between_changes > now_) return;
        Subscription made{.source_url = offer.source_url, .hub = offer.hub, .topic = topic_of(offer)};
        made.token = random_();
        made.secret = random_();
        if (made.token.empty() || made.secret.empty()) return;  // No randomness: better none than a guessable one.
        made.callback = options_.callback_base + made.token;
        served_.insert(made.source_url);
        living_.push_back(std::move(made));
    }

    // The longest due first. New ones that have to wait are stored all the same.
    void ask_the_due() {
        const auto due_at = [&](const Subscription& subscription) {
            return next_request_at(subscription, options_.timing).value_or(Instant::max());
        };
        core::sort_stably(living_, [&](const auto& left, const auto& right) { return due_at(left) < due_at(right); });
        for (auto& subscription : living_) {
            const auto due = next_request_at(subscription, options_.timing);
            const bool is_new = !subscription.asked_at;
            if (due && *due <= now_ && plan_.asks.size() < options_.most_asks) {
                const bool was_answered = subscription.confirmed_at >= subscription.asked_at ||
                                          subscription.denied_at >= subscription.asked_at;
                subscription.attempts = was_answered || is_new ? 1 : subscription.attempts + 1;
                subscription.asked_at = now_;
                subscription.problem.clear();
                plan_.asks.push_back({subscription, Mode::subscribe});
                plan_.changed.push_back(std::move(subscription));
            } else if (is_new) {
                plan_.changed.push_back(std::move(subscription));
            }
        }
    }

    static constexpr std::string_view moved = "serve.public_url has changed";

    const Known& known_;
    Instant now_;
    const PlanOptions& options_;
    const RandomText& random_;
    std::map<std::string, const Offer*, std::less<>> offers_;  // By source.
    std::map<std::string, Instant, std::less<>> last_change_;  // When a source's last subscription was ended.
    std::set<std::string, std::less<>> served_;                // Sources that have a living one.
    std::vector<Offer> successors_;
    std::vector<Subscription> living_;
    Plan plan_;
};

}  // namespace

Plan plan(const Known& known, Instant now, const PlanOptions& options, const RandomText& random) {
    return Planner(known, now, options, random).make();
}

std::string request_url(const Subscription& subscription) {
    auto url = core::Url::parse(subscription.hub);
    if (!url) return subscription.hub;
    constexpr std::uint16_t http_port = 80;
    if (url->scheme() == "http" && url->port() == http_port && subscription.attempts % 2 == 1) url->set_scheme("https");
    return url->str();
}

std::string request_form(const Ask& ask, const Timing& timing) {
    // hub.verify is of the protocol's earlier days (PubSubHubbub 0.3): hubs of that time insist on it, later ones pass
    // over what they do not know.
    std::string form = fmt::format("hub.mode={}&hub.topic={}&hub.callback={}&hub.verify=async",
                                   ask.mode == Mode::subscribe ? "subscribe" : "unsubscribe",
                                   encoded(ask.subscription.topic), encoded(ask.subscription.callback));
    if (ask.mode == Mode::subscribe) {
        form +=
            fmt::format("&hub.lease_seconds={}&hub.secret={}", timing.lease.count(), encoded(ask.subscription.secret));
    }
    return form;
}

}  // namespace masthead::websub
