#include "encode/vector.h"

#include <algorithm>
#include <cmath>

namespace masthead::encode {

Vector quantised(std::span<const double> components) {
    constexpr double most = 127;
    double largest = 0;
    for (const double component : components) largest = std::max(largest, std::abs(component));
    if (!(largest > 0) || !std::isfinite(largest)) return {};
    Vector out;
    out.reserve(components.size());
    for (const double component : components)
        out.push_back(static_cast<std::int8_t>(std::lround(component / largest * most)));
    return out;
}

std::string to_bytes(const Vector& vector) {
    std::string out;
    out.reserve(vector.size());
    for (const auto component : vector) out.push_back(static_cast<char>(component));
    return out;
}

Vector from_bytes(std::string_view bytes) {
    Vector out;
    out.reserve(bytes.size());
    for (const char byte : bytes) out.push_back(static_cast<std::int8_t>(byte));
    return out;
}

}  // namespace masthead::encode
