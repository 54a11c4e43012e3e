#include "app/websub_route.h"

#include "core/ascii.h"
#include "store/inbox.h"
#include "websub/callback.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace masthead::app {

namespace {

using core::Result;
using serve::BodyRoom;
using serve::HttpRequest;
using serve::HttpResponse;

constexpr std::string_view prefix = "/websub/";
constexpr std::size_t token_characters = 64;
constexpr std::size_t max_type_bytes = 200;

HttpResponse plain(int status, std::string body = {}) {
    // What a stranger wrote is never shown as a page (WebSub 8.2).
    return {.status = status,
            .content_type = "application/octet-stream",
            .body = std::move(body),
            .cache_control = "no-store"};
}

// The token of a path, or nothing for one that no subscription has.
std::optional<std::string_view> token_of(std::string_view path) {
    if (!path.starts_with(prefix)) return std::nullopt;
    path.remove_prefix(prefix.size());
    const bool is_token = path.size() == token_characters &&
                          std::ranges::all_of(path, [](char c) { return core::is_digit(c) || (c >= 'a' && c <= 'f'); });
    return is_token ? std::optional(path) : std::nullopt;
}

class Callback {
  public:
    Callback(std::string database, const core::Clock& clock, core::Logger& log, const WebsubOptions& options)
        : database_(std::move(database)), clock_(clock), log_(log), options_(options) {}

    // Whether the body of a delivery is to be read.
    BodyRoom room_for(const HttpRequest& request) const {
        const auto found = find(request.path);
        if (!found) return {.refusal = 503};
        if (!*found || !(*found)->asked_at) return {.refusal = 404};
        if ((*found)->ended_at) return {.refusal = 410};
        return {.bytes = options_.max_body_bytes};
    }

    HttpResponse answer(const HttpRequest& request) const {
        if (request.method == "HEAD") return plain(404);
        const auto found = find(request.path);
        if (!found) return busy(found.error());
        const model::Subscription* subscription = *found ? &**found : nullptr;
        return request.method == "POST" ? take(subscription, request) : verify(subscription, request);
    }

  private:
    Result<std::optional<model::Subscription>> find(std::string_view path) const {
        const auto token = token_of(path);
        if (!token) return std::nullopt;
        auto inbox = store::open_sqlite_inbox(database_);
        if (!inbox) return std::unexpected(inbox.error());
        return (*inbox)->subscription(*token);
    }

    HttpResponse busy(const core::Error& error) const {
        log_.warning("hub not heard, it is to come again", {{"reason", error.message}});
        return plain(503);
    }

    HttpResponse verify(const model::Subscription* subscription, const HttpRequest& request) const {
        const auto now = clock_.now();
        auto answer = websub::answer_verification(subscription, request.query, now, {});
        if (answer.confirmed || answer.denied) {
            auto inbox = store::open_sqlite_inbox(database_);
            if (!inbox) return busy(inbox.error());
            const auto done = answer.confirmed
                                  ? (*inbox)->confirm(subscription->token, now, answer.confirmed->lease_until)
                                  : (*inbox)->deny(subscription->token, now, answer.denied->reason);
            if (!done) return busy(done.error());
            const std::string until = answer.confirmed ? core::format_instant(answer.confirmed->lease_until) : "";
            log_.info(answer.confirmed ? "subscription confirmed" : "subscription denied",
                      {{"source", subscription->source_url}, {"hub", subscription->hub}, {"until", until}});
        }
        return plain(answer.status, std::move(answer.body));
    }

    HttpResponse take(const model::Subscription* subscription, const HttpRequest& request) const {
        const auto verdict = websub::judge_delivery(subscription, request.body, request.hub_signature);
        if (verdict == websub::DeliveryVerdict::forged) {
            log_.warning("delivery thrown away: its signature is wrong",
                         {{"source", subscription->source_url}, {"hub", subscription->hub}});
        }
        if (verdict != websub::DeliveryVerdict::taken) return plain(websub::status_of(verdict));
        auto inbox = store::open_sqlite_inbox(database_);
        if (!inbox) return busy(inbox.error());
        const auto posted =
            (*inbox)->post(subscription->token, {.source_url = subscription->source_url,
                                                 .content_type = request.content_type.substr(0, max_type_bytes),
                                                 .body = request.body,
                                                 .at = clock_.now()});
        if (!posted) return busy(posted.error());
        if (*posted == store::Posted::full) {
            log_.warning("delivery put off: too many wait to be read; is `masthead run` at work?",
                         {{"source", subscription->source_url}});
            return plain(503);
        }
        log_.info("delivery taken",
                  {{"source", subscription->source_url}, {"bytes", std::to_string(request.body.size())}});
        return plain(websub::status_of(verdict));
    }

    std::string database_;
    const core::Clock& clock_;
    core::Logger& log_;
    WebsubOptions options_;
};

}  // namespace

std::string callback_base(const std::string& public_url) {
    return public_url.empty() ? std::string() : public_url + std::string(prefix);
}

serve::Route websub_route(const std::string& database, const core::Clock& clock, core::Logger& log,
                          const WebsubOptions& options) {
    // Shared by the two functions of the route.
    const auto callback = std::make_shared<const Callback>(database, clock, log, options);
    return {std::string(prefix), [callback](const HttpRequest& request) { return callback->answer(request); },
            [callback](const HttpRequest& request) { return callback->room_for(request); }};
}

}  // namespace masthead::app
