// A stable 64-bit hash: the same bytes give the same number on every machine and in every release, so it may be stored.
// Not for secrets and not against attackers who choose the input; identity checks compare the text as well.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::core {

// FNV-1a over 8-byte words, finished with the murmur3 64-bit mixer. O(n), allocates nothing.
[[nodiscard]] std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed = 0);

// The murmur3 finaliser: spreads the bits of one number.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 33U;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33U;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

// 16 lowercase hexadecimal digits.
[[nodiscard]] std::string to_hex(std::uint64_t value);

}  // namespace masthead::core
