// Transfer and content codings of HTTP bodies: chunked, gzip, deflate, br, zstd. Every decoder stops at a byte cap and
// at a ratio to the bytes on the wire, so that a bomb costs no more than the cap.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::fetch {

struct DecodingLimits {
    std::size_t max_bytes = std::size_t{64} << 20U;               // Decoded size of one body.
    std::size_t max_ratio = 200;                                  // Decoded bytes to those on the wire ...
    std::size_t ratio_counts_from_bytes = std::size_t{1} << 20U;  // ... in bodies larger than this.
    std::size_t max_codings = 1;  // Stacked codings are an attack, none is seen in the wild (TRUST row 5).
};

// The body behind `Transfer-Encoding: chunked` (RFC 9112 7.1). A body cut short gives what was whole; a body that is
// not chunked at all (crawlers record it decoded under the old header) is given back as it is.
[[nodiscard]] std::string dechunk(std::string_view body);

// Undoes a `Content-Encoding` value: "gzip", "x-gzip", "deflate" (wrapped or raw), "br", "zstd", "identity". A coding
// that does not hold (a recorded body that was decoded before) gives the body as it is; a body cut short gives what was
// whole. Errors: too_large past the cap or the ratio, refused for a body packed more than once, unsupported for a
// coding we do not read.
[[nodiscard]] core::Result<std::string> decode_content(std::string body, std::string_view codings,
                                                       const DecodingLimits& limits = {});

}  // namespace masthead::fetch
