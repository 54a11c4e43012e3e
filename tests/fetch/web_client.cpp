#include "fetch/web_client.h"

#include <gtest/gtest.h>

namespace masthead::test {

using fetch::Visit;

fetch::LiveOptions web_options(const TestWeb& web) {
    fetch::LiveOptions options;
    options.domain_interval = std::chrono::milliseconds(0);
    options.max_transfers_per_domain = options.max_transfers;
    options.max_hold = std::chrono::seconds(0);  // One address has all behaviours: what it asks for or leaves
    options.max_host_failures = 1000;            // unanswered at one path must not end the others.
    options.allowed_private = {std::string(public_address)};
    options.allowed_ports.push_back(web.port());
    options.total_timeout = std::chrono::seconds(20);
    return options;
}

core::Instant web_now() {
    return core::from_unix(1'700'000'000);  // 2023-11-14T22:13:20Z
}

std::vector<core::Result<Visit>> fetch_all(const fetch::LiveOptions& options,
                                           const std::vector<fetch::Request>& requests) {
    const core::FixedClock clock(web_now());
    std::vector<core::Result<Visit>> visits(requests.size(), core::fail(core::ErrorCode::invalid, "not answered"));
    auto client = make_live_client(options, clock);
    EXPECT_TRUE(client) << client.error().message;
    if (!client) return visits;
    (*client)->fetch(requests, [&](std::size_t index, core::Result<Visit> visit) { visits[index] = std::move(visit); },
                     {});
    return visits;
}

core::Result<Visit> fetch_one(const fetch::LiveOptions& options, const fetch::Request& request) {
    return fetch_all(options, {request}).front();
}

std::string outcome_of(const core::Result<Visit>& visit) {
    if (!visit) return "error: " + std::string(name_of(visit.error().code));
    if (std::holds_alternative<fetch::Fresh>(*visit)) return "fresh";
    if (std::holds_alternative<fetch::NotModified>(*visit)) return "not modified";
    return std::holds_alternative<fetch::Gone>(*visit) ? "gone" : "deferred";
}

std::string words_of(const core::Result<Visit>& visit) {
    if (!visit) return visit.error().message;
    if (const auto* fresh = std::get_if<fetch::Fresh>(&*visit)) return fresh->body;
    if (const auto* deferred = std::get_if<fetch::Deferred>(&*visit)) return deferred->reason;
    return {};
}

}  // namespace masthead::test
