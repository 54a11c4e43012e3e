// Names to values by one comparison of two words: a hash table made at compile time. For names of markup, in any case.
#pragma once

#include "core/ascii.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace masthead::html {

// A name of at most 16 bytes as two words, letters in lower case. Other bytes may fall together: a match is looked at
// once more.
struct PackedName {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const PackedName&) const = default;
};

inline constexpr std::size_t longest_packed_name = 16;

constexpr PackedName pack_name(std::string_view name) {
    constexpr std::size_t word = 8;
    PackedName packed;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<std::uint64_t>(static_cast<unsigned char>(name[i]) | 0x20U);
        (i < word ? packed.low : packed.high) |= byte << (i % word * word);
    }
    return packed;
}

constexpr std::size_t hash_of(const PackedName& name) {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;  // The golden ratio's bits: Fibonacci hashing.
    constexpr int kept_bits = 16;
    const std::uint64_t mixed = (name.low ^ std::rotl(name.high, 29)) * factor;
    return static_cast<std::size_t>(mixed >> (64 - kept_bits));
}

// `Count` names in a table that is less than half full. Entries have `name` (lower case) and a value.
template <typename Entry, std::size_t Count>
class NameTable {
  public:
    constexpr explicit NameTable(const std::array<Entry, Count>& entries) {
        for (std::size_t i = 0; i < Count; ++i) {
            std::size_t slot = hash_of(pack_name(entries[i].name)) % size;
            while (slots_[slot].index != 0) slot = (slot + 1) % size;
            slots_[slot] = {pack_name(entries[i].name), static_cast<std::uint16_t>(i + 1)};
        }
    }

    // The index of the entry of this name in any case, or -1.
    [[nodiscard]] constexpr int find(std::string_view name, const std::array<Entry, Count>& entries) const {
        if (name.empty() || name.size() > longest_packed_name) return -1;
        const PackedName packed = pack_name(name);
        for (std::size_t slot = hash_of(packed) % size; slots_[slot].index != 0; slot = (slot + 1) % size) {
            if (slots_[slot].name != packed) continue;
            const std::size_t index = slots_[slot].index - 1U;
            return is_same(name, entries[index].name) ? static_cast<int>(index) : -1;
        }
        return -1;
    }

  private:
    struct Slot {
        PackedName name;
        std::uint16_t index = 0;  // One more than the entry's; 0: empty.
    };
    static constexpr std::size_t size = std::bit_ceil(Count * 2 + 1);

    static constexpr bool is_same(std::string_view name, std::string_view lower) {
        if (name.size() != lower.size()) return false;
        for (std::size_t i = 0; i < name.size(); ++i) {
            if (core::to_lower(name[i]) != lower[i]) return false;
        }
        return true;
    }

    std::array<Slot, size> slots_{};
};

}  // namespace masthead::html
