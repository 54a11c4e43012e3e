// Bytes from the web behind one interface: live (libcurl), recording (live + WARC) and replay (WARC, no network).
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <chrono>
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

// Chooses the byte caps, what is accepted, and whether robots.txt is asked (for pages and sitemaps). A robots.txt
// itself is cut at its cap, which is no error (RFC 9309 2.5). Of a hub and a service redirects are not followed.
enum class RequestKind : std::uint8_t { feed, sitemap, page, image, hub, robots, service };

struct Request {
    std::string url;
    RequestKind kind = RequestKind::page;
    std::string etag;           // Sent as If-None-Match when not empty.
    std::string last_modified;  // Sent as If-Modified-Since when not empty.
    std::string form;    // Not empty: sent by POST as application/x-www-form-urlencoded (WebSub). Never recorded.
    std::string json;    // In the same way as application/json (a service).
    std::string bearer;  // Not empty: sent as Authorization: Bearer.
    // More than 0: as many bytes of the body's beginning are enough. The server is asked for no more, and the rest of
    // what comes is left. A recording then holds that beginning as the body.
    std::size_t first_bytes = 0;
    // For a replay alone. A feed's visits after `since` (all of them if empty) are given together, the older ones in
    // Fresh::earlier. A page or picture is given as it stood at `as_of`; empty: at the replay's own instant.
    std::optional<core::Instant> since;
    std::optional<core::Instant> as_of;
};

using Headers = std::vector<std::pair<std::string, std::string>>;  // Names in lower case, in the order served.

// How long the server says that its answer stays true: Cache-Control max-age, else Expires against Date; none if
// neither was given or it said not to keep it.
using FreshFor = std::optional<std::chrono::seconds>;

// A body to read. Statuses without a kind of visit of their own arrive as errors (not_found for 404, refused for 401
// and 451, network for other 5xx).
struct Fresh {
    std::string url;               // Where the body came from, after redirects.
    std::string body;              // Decoded (no transfer or content encoding left).
    std::string content_type;      // As served; may be empty.
    std::string content_language;  // As served, as is `robots` (X-Robots-Tag, a line a header).
    std::string robots;
    std::string etag;
    std::string last_modified;
    FreshFor fresh_for;
    std::string hub;  // WebSub: the hub and topic of the Link header, absolute; may be empty.
    std::string topic;
    bool moved_permanently = false;  // Every redirect on the way was a 301 or 308.
    core::Instant at{};              // Of the recording, or of the answer.
    std::vector<Fresh> earlier;      // Of a replayed feed: the visits before this one, oldest first.
};
struct NotModified {
    FreshFor fresh_for;
    core::Instant at{};
};
struct Gone {};  // 410
// The server asks to be left alone: 403, 429 or 503; or it asked so a moment ago and the request was not sent.
struct Deferred {
    int status = 0;
    std::optional<core::Instant> retry_at;  // From Retry-After in either form, at most 24 h away; none if not given.
    std::string reason;                     // One sentence.
};
using Visit = std::variant<Fresh, NotModified, Gone, Deferred>;

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
