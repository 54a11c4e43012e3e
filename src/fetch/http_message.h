// HTTP responses as bytes (in recordings) and as the answer a caller gets. Live wire parsing is libcurl's work, not
// ours.
#pragma once

#include "core/result.h"
#include "fetch/http_client.h"
#include "fetch/warc.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::fetch {

// The first value of a header, or an empty view. `name` in lower case.
[[nodiscard]] std::string_view header_value(const Headers& headers, std::string_view name);
// All its values; with commas between them, as one field would say it (RFC 9110 5.3).
[[nodiscard]] std::string joined_values(const Headers& headers, std::string_view name, std::string_view between = ", ");

struct ResponseHead {
    int status = 0;
    Headers headers;
    std::size_t bytes = 0;  // Of the status line and the headers, with the empty line after them.
};

// Reads the status line and headers at the front of `message` (RFC 9112 2.1; a bare LF counts as a line end, folded
// lines are joined). Nothing if it does not begin with "HTTP/".
[[nodiscard]] std::optional<ResponseHead> parse_response_head(std::string_view message);

// What an answer means to the one who asked: Fresh for 200, NotModified, Gone, Deferred, or an error with the code that
// http_client.h names. Times are told from `response.at`. A redirect is an error here; clients follow it before they
// ask. `response.url` is where the body came from.
[[nodiscard]] core::Result<Visit> to_visit(RecordedResponse response, bool moved_permanently);

[[nodiscard]] constexpr bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}
[[nodiscard]] constexpr bool is_permanent_redirect(int status) {
    return status == 301 || status == 308;
}

// Statuses that say "not now" (http_client.h: Deferred).
[[nodiscard]] constexpr bool asks_to_wait(int status) {
    return status == 403 || status == 429 || status == 503;
}

// The spelling of a URL under which recordings are kept and found: as core::Url writes it, without a fragment.
[[nodiscard]] std::string lookup_key(std::string_view url);

}  // namespace masthead::fetch
