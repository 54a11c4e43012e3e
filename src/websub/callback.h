// What a hub's request to our callback is answered, and what is to be remembered of it. Pure.
#pragma once

#include "core/time.h"
#include "model/source.h"
#include "websub/subscription.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::websub {

// A hub's word on a subscription.
struct Confirmed {
    core::Instant lease_until{};
};
struct Denied {
    std::string reason;  // May be empty.
};

struct VerificationAnswer {
    int status = 404;
    std::string body;  // The challenge, to be sent as application/octet-stream (WebSub 8.2).
    std::optional<Confirmed> confirmed;
    std::optional<Denied> denied;
};

using Query = std::vector<std::pair<std::string, std::string>>;

// A GET of the callback (WebSub 5.2, 5.3). `subscription` is the one of the token, nullptr if there is none. The
// challenge is given back only for a topic that was asked for under this token, or that was ended there when the hub
// asks whether to end it; anything else is 404.
[[nodiscard]] VerificationAnswer answer_verification(const model::Subscription* subscription, const Query& query,
                                                     core::Instant now, const Timing& timing);

enum class DeliveryVerdict : std::uint8_t { taken, forged, ended, unknown };

// A POST to the callback (WebSub 7). Forged ones are answered as if they were taken, so that nobody can try keys.
[[nodiscard]] DeliveryVerdict judge_delivery(const model::Subscription* subscription, std::string_view body,
                                             std::string_view signature);
[[nodiscard]] int status_of(DeliveryVerdict verdict);

}  // namespace masthead::websub
