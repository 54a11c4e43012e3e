// What a request asks for, decoded and made harmless. RFC 9112, 3.2.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::serve {

struct RequestTarget {
    std::string path;  // Percent-decoded; begins with '/'; no empty, "." or ".." segments; no NUL, no backslash, no
                       // control character.
    std::vector<std::pair<std::string, std::string>> query;  // Decoded (plus is a space), in order.
};

// Reads an origin-form ("/a?b=c") or absolute-form ("http://host/a") target. Nothing for one that is malformed or tries
// to climb.
[[nodiscard]] std::optional<RequestTarget> parse_target(std::string_view target);

// A decoded path as it may stand in a Location header.
[[nodiscard]] std::string encode_path(std::string_view path);

// True if an If-None-Match header names `etag` (weak comparison, RFC 9110, 13.1.2) or is "*".
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace masthead::serve
