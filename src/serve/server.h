// The HTTP server: static files of the published folder, the JSON API, health. Boost.Beast; one thread pool of its own.
#pragma once

#include "core/logger.h"
#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::serve {

struct HttpRequest {
    std::string method;  // "GET", "HEAD", or "POST" where the route takes bodies; others are answered 405.
    std::string path;    // Percent-decoded, begins with '/', no dot segments.
    std::vector<std::pair<std::string, std::string>> query;  // Decoded, in order.
    std::string if_none_match;
    std::string body;  // Of a POST, like what follows.
    std::string content_type;
    std::string hub_signature;  // X-Hub-Signature.
};
struct HttpResponse {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    std::string cache_control = "no-cache";
};
using Handler = std::function<HttpResponse(const HttpRequest&)>;  // Called from several threads.

// What the body of a POST may have, or the status that refuses it unread.
struct BodyRoom {
    int refusal = 0;  // 0: it is welcome.
    std::size_t bytes = 0;
};
// Asked with a POST whose body was not read yet.
using BodyLimit = std::function<BodyRoom(const HttpRequest&)>;  // Called from several threads.

struct Route {
    std::string prefix;  // "/api/explain": the longest matching prefix wins; everything else is the folder.
    Handler handler;
    BodyLimit body_limit;  // None: the route takes no POST.
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one.
    int threads = 2;
    std::filesystem::path folder;  // Static files; must exist.
    std::size_t max_header_bytes = std::size_t{16} << 10U;
    std::size_t max_body_bytes = 1U << 20U;
    std::chrono::seconds header_timeout{
        10};  // For a whole header, from its first byte; also for the first byte of a connection.
    std::chrono::seconds body_timeout{30};  // For the body of a request; all but that of a POST is thrown away.
    std::chrono::seconds idle_timeout{60};  // Between two requests, and for the writing of one answer.
    std::size_t max_connections = 1000;
    std::size_t max_posted_bytes = std::size_t{64} << 20U;  // Of bodies in memory at one time; more are answered 503.
};

// Serves GET and HEAD, and POST where a route takes it, over HTTP/1.1 with keep-alive. Every answer, errors included,
// carries the security headers; errors echo nothing. Routes and files answer If-None-Match; a folder is redirected to
// its slash and shows its index.html, else its index.json.
class Server {
  public:
    Server() = default;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server(Server&&) = delete;
    Server& operator=(Server&&) = delete;
    // Binds and listens; requests are answered from here on.
    // Errors: held when the port is taken (names address and port and the way out), invalid for an address that is
    // none, not_found when the folder is not there, io otherwise.
    [[nodiscard]] static core::Result<std::unique_ptr<Server>> start(const ServerOptions& options,
                                                                     std::vector<Route> routes, core::Logger& log);
    virtual ~Server() = default;  // Stops, as `stop` does.
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    // Stops accepting, lets running answers end (5 s at most), joins the threads. Safe to call twice. Not from a
    // handler.
    virtual void stop() = 0;
};

}  // namespace masthead::serve
