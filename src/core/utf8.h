// The shape of one UTF-8 sequence: shared by the JSON writer here and by all of `text`.
#pragma once

#include <cstddef>
#include <string_view>

namespace masthead::core {

// Bytes of the well-formed UTF-8 sequence at the front of `text` (1 to 4), or 0 if there is none.
// Source: The Unicode Standard 15, table 3-7.
[[nodiscard]] std::size_t utf8_sequence_length(std::string_view text);

// Whether all of `bytes` is well-formed UTF-8. O(n), several bytes a cycle.
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

}  // namespace masthead::core
