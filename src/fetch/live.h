// The live web through one libcurl multi loop, and the same with every answer recorded.
#pragma once

#include "fetch/http_client.h"
#include "fetch/warc.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace masthead::fetch {

// Sees every answer of the web as it came, an answer a hop: bodies, errors, redirects, "not modified" and robots.txt.
// Not what was posted, and not what was broken off. Called on the caller's thread.
using AnswerObserver = std::function<void(const RecordedResponse&)>;

// Caps and manners of the live client. Sources: TRUST table rows 5 to 9 and 24.
struct LiveOptions {
    std::string user_agent = "Masthead/0.1 (+https://masthead.example/bot)";
    std::chrono::seconds connect_timeout{5};
    std::chrono::seconds total_timeout{30};
    std::int64_t low_speed_bytes = 100;         // Slower than this ...
    std::chrono::seconds low_speed_time{10};    // ... for this long ends a transfer.
    std::int64_t max_feed_bytes = 15LL << 20U;  // Decoded.
    std::int64_t max_page_bytes = 10LL << 20U;
    std::int64_t max_image_bytes = 20LL << 20U;
    int max_redirects = 5;
    int max_transfers = 64;                           // At once, in all, not counting slow ones:
    std::chrono::milliseconds slow_after{500};        // one under way for this long gives its place to another, ...
    int max_sockets = 512;                            // ... up to this many of both; half the process's limit if lower.
    int max_transfers_per_domain = 2;                 // Registrable domain, here and below.
    std::chrono::milliseconds domain_interval{1000};  // Between two requests to one domain.
    std::chrono::milliseconds max_crawl_delay{10'000};  // robots.txt may ask for a longer interval, up to this.
    std::chrono::seconds default_hold{60};              // After a 429 that does not say how long.
    std::chrono::seconds max_hold{24 * 3600};           // No domain is left alone for longer than this.
    std::chrono::seconds patience{5};                   // A domain's wish for a longer pause ends what waits for it.
    int max_host_failures = 2;                  // So many in a row without an answer end what waits for that host, ...
    std::chrono::seconds unreachable_for{300};  // ... and all that comes for it in this time.
    std::int64_t max_bytes_under_way = 256LL << 20U;  // Of bodies not finished; beyond it those over 1 MiB break off.
    long max_idle_connections = 64;                   // Kept open for later requests.
    bool obey_robots = true;                          // For pages and sitemaps.
    std::vector<std::string> allowed_private;         // CIDR ranges that count as public: tests and intranets.
    std::vector<std::uint16_t> allowed_ports{80, 443};
    std::string proxy;    // "http://host:port"; empty: none, whatever the environment says. A proxy is
                          // trusted: it, not the address guard, decides where it connects to.
    std::string ca_file;  // PEM: the authorities trusted; empty: the system's.
    // "host:port:address": names that are not asked of the name server. The address guard sees the address all the
    // same. For tests and split-horizon networks.
    std::vector<std::string> resolve;
    AnswerObserver observer;
    std::size_t max_error_body_bytes = std::size_t{64} << 10U;  // Bodies of other statuses than 200: kept for it.
};

[[nodiscard]] core::Result<std::unique_ptr<HttpClient>> make_live_client(const LiveOptions& options,
                                                                         const core::Clock& clock);

// The live client of `options`, each of its answers written as it came (`options.observer` is taken for that). `writer`
// is owned, and closed by the destructor. Once a write has failed, every answer is that error.
[[nodiscard]] core::Result<std::unique_ptr<HttpClient>> make_recording_client(LiveOptions options,
                                                                              const core::Clock& clock,
                                                                              std::unique_ptr<WarcWriter> writer);

}  // namespace masthead::fetch
