// A vector in 8-bit numbers: a quarter of the room of floats, alike to within a hundredth of a cosine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::encode {

using Vector = std::vector<std::int8_t>;

// Scaled so that the largest component is 127. Empty for a vector without a direction.
[[nodiscard]] Vector quantised(std::span<const double> components);

// As the bytes that are stored, and back.
[[nodiscard]] std::string to_bytes(const Vector& vector);
[[nodiscard]] Vector from_bytes(std::string_view bytes);

}  // namespace masthead::encode
