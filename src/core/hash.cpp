#include "core/hash.h"

#include <algorithm>

namespace masthead::core {

namespace {
// Little-endian by construction, so that the value does not depend on the machine.
std::uint64_t read_word(std::string_view bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 8); ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return word;
}
}  // namespace

std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed) {
    constexpr std::uint64_t fnv_offset = 0xcbf29ce484222325ULL;
    constexpr std::uint64_t fnv_prime = 0x100000001b3ULL;
    std::uint64_t hash = fnv_offset ^ mix(seed + bytes.size());
    while (!bytes.empty()) {
        hash = (hash ^ mix(read_word(bytes))) * fnv_prime;
        bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 8));
    }
    return mix(hash);
}

std::string to_hex(std::uint64_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4U) hex[i] = digits[value & 15U];
    return hex;
}

}  // namespace masthead::core
