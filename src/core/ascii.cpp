#include "core/ascii.h"

#include <algorithm>

namespace masthead::core {

std::string to_lower(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return to_lower(c); });
    return lower;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](char a, char b) { return to_lower(a) == to_lower(b); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// The needle's first letter is looked for in both cases by `memchr`, which reads many bytes at a time.
std::size_t find_ignoring_case(std::string_view text, std::string_view needle, std::size_t from) {
    if (from > text.size()) return std::string_view::npos;
    if (needle.empty()) return from;
    const char lower = to_lower(needle.front());
    const char upper = lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - ('a' - 'A')) : lower;
    std::size_t next_lower = text.find(lower, from);
    std::size_t next_upper = upper == lower ? std::string_view::npos : text.find(upper, from);
    while (true) {
        const std::size_t at = std::min(next_lower, next_upper);
        if (at == std::string_view::npos || text.size() - at < needle.size()) return std::string_view::npos;
        if (equals_ignoring_case(text.substr(at, needle.size()), needle)) return at;
        if (at == next_lower)
            next_lower = text.find(lower, at + 1);
        else
            next_upper = text.find(upper, at + 1);
    }
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    while (true) {
        const auto end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::string join(const std::vector<std::string>& pieces, std::string_view separator) {
    std::string joined;
    for (const auto& piece : pieces) {
        if (!joined.empty()) joined += separator;
        joined += piece;
    }
    return joined;
}

}  // namespace masthead::core
