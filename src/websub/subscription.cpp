#include "websub/subscription.h"

#include "core/hash.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace masthead::websub {

namespace {

using core::Instant;
using std::chrono::seconds;

// A part of `span`, the same one for the same token.
seconds spread(const model::Subscription& subscription, seconds span, double part) {
    constexpr std::uint64_t steps = 1024;
    const double place = static_cast<double>(core::stable_hash(subscription.token) % steps) / steps;
    return seconds(std::llround(static_cast<double>(span.count()) * part * place));
}

bool is_answered(const model::Subscription& subscription) {
    return subscription.confirmed_at && *subscription.confirmed_at >= *subscription.asked_at;
}

Instant renewal(const model::Subscription& subscription, const Timing& timing) {
    const seconds lease = subscription.lease_until.value_or(*subscription.confirmed_at) - *subscription.confirmed_at;
    const auto kept = seconds(std::llround(static_cast<double>(lease.count()) * timing.renew_from));
    return *subscription.confirmed_at +
           std::max(kept + spread(subscription, lease, timing.renew_spread), timing.least_renewal);
}

Instant retry(const model::Subscription& subscription, const Timing& timing) {
    constexpr int most_doublings = 16;
    const int doublings = std::clamp(subscription.attempts - 1, 0, most_doublings);
    const seconds wait = std::min(timing.first_retry * (1 << doublings), timing.longest_retry);
    return *subscription.asked_at + wait + spread(subscription, wait, timing.retry_spread);
}

}  // namespace

State state_of(const model::Subscription& subscription) {
    if (subscription.ended_at) return State::ended;
    if (subscription.denied_at) return State::denied;
    return subscription.confirmed_at ? State::active : State::pending;
}

std::optional<Instant> next_request_at(const model::Subscription& subscription, const Timing& timing) {
    if (subscription.ended_at) return std::nullopt;
    if (!subscription.asked_at) return Instant::min();
    if (subscription.denied_at && *subscription.denied_at >= *subscription.asked_at)
        return *subscription.denied_at + timing.denial_rest;
    return is_answered(subscription) ? renewal(subscription, timing) : retry(subscription, timing);
}

std::optional<Instant> pushed_until(const model::Subscription& subscription, Instant now) {
    if (state_of(subscription) != State::active || !subscription.delivered_at) return std::nullopt;
    if (!subscription.lease_until || *subscription.lease_until <= now) return std::nullopt;
    if (subscription.missed_at && *subscription.missed_at > *subscription.delivered_at) return std::nullopt;
    return subscription.lease_until;
}

std::string describe(const model::Subscription& subscription, Instant now) {
    const std::string& hub = subscription.hub;
    switch (state_of(subscription)) {
        case State::ended:
            return fmt::format("the subscription at {} was ended: {}", hub, subscription.end_reason);
        case State::denied:
            return fmt::format("{} denied the subscription{}", hub,
                               subscription.denial.empty() ? "" : ": " + subscription.denial);
        case State::active:
            break;
        case State::pending:
            if (!subscription.asked_at) return fmt::format("{} is to be asked for a subscription", hub);
            if (!subscription.problem.empty())
                return fmt::format("{} could not be asked for a subscription: {}", hub, subscription.problem);
            return fmt::format("{} was asked for a subscription and has not confirmed it yet", hub);
    }
    if (const auto until = pushed_until(subscription, now))
        return fmt::format("{} pushes it until {}", hub, core::format_instant(*until));
    if (!subscription.lease_until || *subscription.lease_until <= now)
        return fmt::format("the subscription at {} has run out{}", hub,
                           subscription.problem.empty() ? "" : ": " + subscription.problem);
    if (!subscription.delivered_at)
        return fmt::format("{} confirmed the subscription and has delivered nothing yet", hub);
    return fmt::format("{} did not push what a poll found, so it is polled as ever", hub);
}

}  // namespace masthead::websub
