#include "serve/request_target.h"

#include "core/ascii.h"

namespace masthead::serve {
namespace {

std::optional<int> hex_value(char c) {
    if (core::is_digit(c)) return c - '0';
    const char lower = core::to_lower(c);
    if (lower >= 'a' && lower <= 'f') return lower - 'a' + 10;
    return std::nullopt;
}

enum class Plus : std::uint8_t { kept, space };

// Nothing if a percent sign is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const auto high = hex_value(text[i + 1]);
            const auto low = hex_value(text[i + 2]);
            if (!high || !low) return std::nullopt;
            out += static_cast<char>(*high * 16 + *low);
            i += 2;
        }
    }
    return out;
}

// Segments without the empty and "." ones; nothing for a ".." or a byte that no file name of ours holds.
std::optional<std::string> clean_path(std::string_view decoded) {
    std::string out;
    for (const auto segment : core::split(decoded, '/')) {
        if (segment.empty() || segment == ".") continue;
        if (segment == "..") return std::nullopt;
        for (const char c : segment) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\') return std::nullopt;
        }
        out.append("/").append(segment);
    }
    if (out.empty() || decoded.ends_with('/') || decoded.ends_with("/.")) out += '/';
    return out;
}

bool read_query(std::string_view text, RequestTarget& target) {
    if (text.empty()) return true;
    for (const auto pair : core::split(text, '&')) {
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        auto name = percent_decode(pair.substr(0, equals), Plus::space);
        auto value = percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), Plus::space);
        if (!name || !value) return false;
        target.query.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

}  // namespace

std::optional<RequestTarget> parse_target(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!core::starts_with_ignoring_case(target, scheme)) continue;
        const auto slash = target.find('/', scheme.size());
        target = slash == std::string_view::npos ? "/" : target.substr(slash);
        break;
    }
    if (!target.starts_with('/')) return std::nullopt;
    target = target.substr(0, target.find('#'));
    const auto question = target.find('?');
    RequestTarget out;
    const auto decoded = percent_decode(target.substr(0, question), Plus::kept);
    if (!decoded) return std::nullopt;
    auto path = clean_path(*decoded);
    if (!path) return std::nullopt;
    out.path = std::move(*path);
    if (question != std::string_view::npos && !read_query(target.substr(question + 1), out)) return std::nullopt;
    return out;
}

std::string encode_path(std::string_view path) {
    constexpr std::string_view unreserved = "-._~/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        if (core::is_alpha(c) || core::is_digit(c) || unreserved.find(c) != std::string_view::npos) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0xFU];
        }
    }
    return out;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
    for (auto candidate : core::split(if_none_match, ',')) {
        candidate = core::trim(candidate);
        if (candidate == "*") return true;
        if (candidate.starts_with("W/")) candidate.remove_prefix(2);
        if (!candidate.empty() && candidate == etag) return true;
    }
    return false;
}

}  // namespace masthead::serve
