// The words that class and id names are made of, and what each says (hints.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace masthead::page {

struct HintWord {
    std::string_view text;  // "-x-" matches the word x alone, "x" anywhere, "-x" at a word's beginning.
    std::uint32_t hint = 0;
};

[[nodiscard]] std::span<const HintWord> hint_words();

}  // namespace masthead::page
