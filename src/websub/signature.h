// Signatures of deliveries (WebSub 7.1) and text that nobody can guess. OpenSSL, in signature.cpp alone.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace masthead::websub {

// True if `header`, an X-Hub-Signature ("sha256=0123..."), is the HMAC of `body` under `secret`. sha1, sha256, sha384
// and sha512 in any case; compared in constant time. An empty secret signs nothing. Cost O(body).
[[nodiscard]] bool is_signed(std::string_view body, std::string_view secret, std::string_view header);

// Gives a text of 64 hexadecimal digits that was not given before. The system's (RAND_bytes) or, in tests, a counted
// one. An empty text: there was no randomness to be had.
using RandomText = std::function<std::string()>;
[[nodiscard]] std::string random_text();

}  // namespace masthead::websub
