#include "encode/service.h"

#include "core/url.h"
#include "fetch/live.h"

namespace masthead::encode {

core::Result<std::unique_ptr<fetch::HttpClient>> make_service_client(const ServiceOptions& options,
                                                                     const core::Clock& clock) {
    const auto url = core::Url::parse(options.url);
    if (!url) return std::unexpected(url.error());
    fetch::LiveOptions live;
    if (!options.user_agent.empty()) live.user_agent = options.user_agent;
    live.total_timeout = options.timeout;
    // A model that thinks sends nothing meanwhile.
    live.low_speed_time = options.timeout;
    live.max_page_bytes = options.max_answer_bytes;
    live.domain_interval = std::chrono::milliseconds(0);
    live.obey_robots = false;
    live.allowed_ports = {url->port()};
    live.allowed_private = {"127.0.0.0/8",    "::1",      "10.0.0.0/8",   "172.16.0.0/12",
                            "192.168.0.0/16", "fc00::/7", "100.64.0.0/10"};
    return fetch::make_live_client(live, clock);
}

}  // namespace masthead::encode
