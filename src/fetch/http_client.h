// Bytes from the web behind one interface: live (libcurl), recording (live + WARC) and replay (WARC, no network).
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace masthead::fetch {

enum class RequestKind : std::uint8_t { feed, page, image };  // Chooses the byte caps and whether robots.txt is asked.

struct Request {
    std::string url;
    RequestKind kind = RequestKind::page;
    std::string etag;           // Sent as If-None-Match when not empty.
    std::string last_modified;  // Sent as If-Modified-Since when not empty.
    // For a replay alone. A feed's visits after `since` (all of them if empty) are given together, the older ones in
    // Fresh::earlier. A page or picture is given as it stood at `as_of`; empty: at the replay's own instant.
    std::optional<core::Instant> since;
    std::optional<core::Instant> as_of;
};

using Headers = std::vector<std::pair<std::string, std::string>>;  // Names in lower case, in the order served.

// A body to read. Statuses other than 200 arrive as errors (not_found for 404, refused for 401/403/429/451, network for
// 5xx).
struct Fresh {
    std::string url;           // Where the body came from, after redirects.
    std::string body;          // Decoded (no transfer or content encoding left).
    std::string content_type;  // As served; may be empty.
    std::string etag;
    std::string last_modified;
    bool moved_permanently = false;  // Every redirect on the way was a 301 or 308.
    core::Instant at{};              // Of the recording, or of the answer.
    std::vector<Fresh> earlier;      // Of a replayed feed: the visits before this one, oldest first.
};
struct NotModified {};
struct Gone {};  // 410
using Visit = std::variant<Fresh, NotModified, Gone>;

// Called once for every request, on the caller's thread, in any order. `index` counts in the span given to `fetch`.
using VisitSink = std::function<void(std::size_t index, core::Result<Visit> visit)>;

class HttpClient {
  public:
    HttpClient() = default;
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    HttpClient(HttpClient&&) = delete;
    HttpClient& operator=(HttpClient&&) = delete;
    virtual ~HttpClient() = default;

    // Fetches all requests, several at once where the implementation can; returns when each was answered. After a stop
    // request what is not answered yet ends with ErrorCode::cancelled, within a second.
    virtual void fetch(std::span<const Request> requests, const VisitSink& sink, std::stop_token stop) = 0;
};

}  // namespace masthead::fetch
