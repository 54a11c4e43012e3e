// The sources that bench/poll polls: invented names, four hosts a registrable domain, on some addresses of
// 127.0.0.0/8.
#pragma once

#include <cstddef>
#include <string>

#include <fmt/format.h>

namespace masthead::bench {

inline constexpr std::size_t poll_sources = 2000;
inline constexpr std::size_t poll_addresses = 16;
inline constexpr std::size_t poll_at_once = 64;
// So many that a domain's turn comes round sooner than its budget allows: the interval is what holds requests back.
inline constexpr std::size_t poll_hosts_per_domain = 4;

[[nodiscard]] inline std::string poll_host(std::size_t source) {
    return fmt::format("feeds{}.s{:04}.example", source % poll_hosts_per_domain, source / poll_hosts_per_domain);
}
[[nodiscard]] inline std::string poll_address(std::size_t source) {
    return fmt::format("127.0.9.{}", 1 + source % poll_addresses);
}
// The feeds of every second domain are known already.
[[nodiscard]] inline std::string poll_etag(std::size_t source) {
    return source / poll_hosts_per_domain % 2 == 0 ? "\"known\"" : "";
}

// The roles of bench/poll_part: what each prints is on its last line.
[[nodiscard]] int serve_polls(const std::string& folder);       // Until SIGTERM; writes ca.pem, port and log there.
[[nodiscard]] int poll_as_masthead(const std::string& folder);  // "FRESH UNCHANGED BYTES"
[[nodiscard]] int poll_bare(const std::string& folder);         // The same.

}  // namespace masthead::bench
