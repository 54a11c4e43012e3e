// The HTTP server: static files of the published folder, the JSON API, health. Boost.Beast; one thread pool of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/logger.h"
#include "core/result.h"

namespace masthead::serve {

struct HttpRequest {
    std::string method;  // "GET" or "HEAD"; others are answered 405 before a handler sees them.
    std::string path;    // Percent-decoded, begins with '/', no dot segments.
    std::vector<std::pair<std::string, std::string>> query;  // Decoded, in order.
    std::string if_none_match;
};
struct HttpResponse {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    std::string cache_control = "no-cache";
};
using Handler = std::function<HttpResponse(const HttpRequest&)>;  // Called from several threads.

struct Route {
    std::string prefix;  // "/api/explain": the longest matching prefix wins; everything else is the folder.
    Handler handler;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;          // 0: any free one.
    int threads = 2;
    std::filesystem::path folder;       // Static files; must exist.
    std::size_t max_header_bytes = 16 * 1024;
    std::size_t max_body_bytes = 1U << 20U;
    std::chrono::seconds header_timeout{10};
    std::chrono::seconds idle_timeout{60};
    std::size_t max_connections = 1000;
};

class Server {
  public:
    // Binds and listens. Errors: held when the port is taken (names address and port and the way out), io otherwise.
    [[nodiscard]] static core::Result<std::unique_ptr<Server>> start(const ServerOptions& options, std::vector<Route> routes, core::Logger& log);
    virtual ~Server() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    // Stops accepting, lets running answers end (5 s at most), joins the threads. Safe to call twice.
    virtual void stop() = 0;
};

}  // namespace masthead::serve
