#include "websub/callback.h"

#include "core/ascii.h"
#include "websub/signature.h"

#include <algorithm>
#include <charconv>

namespace masthead::websub {

namespace {

using std::chrono::seconds;

constexpr std::size_t max_reason_bytes = 300;

// The first of a name, or an empty text.
std::string_view parameter(const Query& query, std::string_view name) {
    const auto found = std::ranges::find(query, name, &Query::value_type::first);
    return found == query.end() ? std::string_view() : std::string_view(found->second);
}

// The hub's lease, or the one asked for if it names none that can be.
seconds lease_of(const Query& query, const Timing& timing) {
    const std::string_view text = parameter(query, "hub.lease_seconds");
    std::int64_t count = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (code != std::errc{} || end != text.data() + text.size() || count <= 0) return timing.lease;
    return std::min(seconds(count), timing.longest_lease);
}

// A stranger's words, on one line.
std::string one_line(std::string_view text) {
    std::string line(core::trim(text.substr(0, max_reason_bytes)));
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return line;
}

}  // namespace

VerificationAnswer answer_verification(const model::Subscription* subscription, const Query& query, core::Instant now,
                                       const Timing& timing) {
    if (subscription == nullptr || !subscription->asked_at) return {};
    if (parameter(query, "hub.topic") != subscription->topic) return {};
    const std::string_view mode = parameter(query, "hub.mode");
    const bool is_wanted = !subscription->ended_at;
    if (mode == "denied" && is_wanted)
        return {.status = 200, .denied = Denied{one_line(parameter(query, "hub.reason"))}};
    const std::string_view challenge = parameter(query, "hub.challenge");
    if (challenge.empty()) return {};
    if (mode == "subscribe" && is_wanted)
        return {.status = 200, .body = std::string(challenge), .confirmed = Confirmed{now + lease_of(query, timing)}};
    if (mode == "unsubscribe" && !is_wanted) return {.status = 200, .body = std::string(challenge)};
    return {};
}

DeliveryVerdict judge_delivery(const model::Subscription* subscription, std::string_view body,
                               std::string_view signature) {
    if (subscription == nullptr || !subscription->asked_at) return DeliveryVerdict::unknown;
    if (subscription->ended_at) return DeliveryVerdict::ended;
    return is_signed(body, subscription->secret, signature) ? DeliveryVerdict::taken : DeliveryVerdict::forged;
}

int status_of(DeliveryVerdict verdict) {
    switch (verdict) {
        case DeliveryVerdict::ended:
            return 410;
        case DeliveryVerdict::unknown:
            return 404;
        case DeliveryVerdict::taken:
        case DeliveryVerdict::forged:
            break;
    }
    return 202;
}

}  // namespace masthead::websub
