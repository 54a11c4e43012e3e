// Bodies as servers pack them, and bombs: a great many zeros packed as small as the coding allows, made in no time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace masthead::test {

// `coding`: gzip, deflate (the zlib format, as the standard means it), raw deflate (as some servers send it), br, zstd.
[[nodiscard]] std::string pack(std::string_view coding, std::string_view plain);

// The same for `mebibytes` of zeros; the result is complete and valid. zstd and br cost nothing, gzip and deflate the
// packing of one MiB.
[[nodiscard]] std::string bomb(std::string_view coding, std::size_t mebibytes);

}  // namespace masthead::test
