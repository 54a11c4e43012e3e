#include "text/references.h"

#include "core/ascii.h"
#include "text/named_references.h"
#include "text/utf8.h"

#include <array>
#include <charconv>

namespace masthead::text {
namespace {

// Numeric references 128..159 mean windows-1252: https://html.spec.whatwg.org/#numeric-character-reference-end-state
constexpr std::array<char32_t, 32> windows_1252{0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                                0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                                0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

char32_t repaired_reference(std::uint32_t value) {
    if (value >= 128 && value < 160) return windows_1252.at(value - 128);
    const bool bad = value == 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff);
    return bad ? 0xfffd : value;
}

}  // namespace

std::size_t read_numeric_reference(std::string_view text, std::string& out) {
    if (!text.starts_with("&#")) return 0;
    const bool is_hex = text.size() > 2 && core::to_lower(text[2]) == 'x';
    const char* const first = text.data() + (is_hex ? 3 : 2);
    std::uint32_t value = 0;
    const auto [last, code] = std::from_chars(first, text.data() + text.size(), value, is_hex ? 16 : 10);
    if (last == first) return 0;
    append_character(out, code == std::errc{} ? repaired_reference(value) : 0xfffd);
    const auto end = static_cast<std::size_t>(last - text.data());
    return end < text.size() && text[end] == ';' ? end + 1 : end;
}

std::size_t read_reference(std::string_view text, ReferencePlace place, std::string& out) {
    if (text.size() < 2) return 0;
    if (text[1] == '#') return read_numeric_reference(text, out);
    const NamedReference* const found = longest_reference(text.substr(1));
    if (found == nullptr) return 0;
    const std::size_t end = 1 + found->name.size();
    const char next = end < text.size() ? text[end] : '\0';
    if (place == ReferencePlace::attribute && (next == '=' || core::is_alpha(next) || core::is_digit(next))) return 0;
    out += found->characters;
    return next == ';' ? end + 1 : end;
}

}  // namespace masthead::text
