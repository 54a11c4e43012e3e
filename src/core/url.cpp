// Splitting follows https://url.spec.whatwg.org/#concept-basic-url-parser for special schemes, without its state
// machine: the input is cut into its parts once, from the left.
#include "core/url.h"

#include "core/ascii.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <vector>

#include <idn2.h>

namespace masthead::core {

namespace {

// No address in use comes near it; what is longer is an attack on whatever keeps, compares and prints it.
constexpr std::size_t max_url_bytes = std::size_t{16} << 10U;

using Escapes = std::array<bool, 256>;

// What is written with a percent sign: the characters given, control characters, and what is not ASCII.
constexpr Escapes escapes_with(std::string_view characters) {
    Escapes escapes{};
    for (std::size_t byte = 0; byte < escapes.size(); ++byte) escapes.at(byte) = byte <= 0x1f || byte >= 0x7f;
    for (const char c : characters) escapes.at(static_cast<unsigned char>(c)) = true;
    return escapes;
}

constexpr Escapes path_escapes = escapes_with(" \"#<>?`{}^");
constexpr Escapes query_escapes = escapes_with(" \"#<>'");
constexpr Escapes fragment_escapes = escapes_with(" \"<>`");
constexpr Escapes unprintable = escapes_with("");

void append_percent(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

std::string escape(std::string_view text, const Escapes& escapes) {
    const auto stays = [&](char c) { return !escapes[static_cast<unsigned char>(c)]; };
    const auto* first = std::ranges::find_if_not(text, stays);
    std::string out(text.begin(), first);
    for (const char c : std::string_view(first, text.end())) {
        if (stays(c)) {
            out += c;
        } else {
            append_percent(out, c);
        }
    }
    return out;
}

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// One part of a numeric host: decimal, 0-octal or 0x-hexadecimal.
std::optional<std::uint64_t> ipv4_number(std::string_view part) {
    if (part.empty()) return std::nullopt;
    int base = 10;
    if (part.size() >= 2 && part[0] == '0' && to_lower(part[1]) == 'x') {
        part.remove_prefix(2);
        base = 16;
    } else if (part.size() >= 2 && part[0] == '0') {
        part.remove_prefix(1);
        base = 8;
    }
    if (part.empty()) return 0;
    std::uint64_t value = 0;
    const auto [end, code] = std::from_chars(part.data(), part.data() + part.size(), value, base);
    if (code != std::errc{} || end != part.data() + part.size()) return std::nullopt;
    return value;
}

// A host whose last label is numeric is an IPv4 address or nothing (spec: "ends in a number").
Result<std::string> numeric_host(const std::string& host) {
    auto parts = split(host, '.');
    if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
    std::uint64_t address = 0;
    if (parts.size() > 4) return fail(ErrorCode::invalid, "the host " + host + " is no valid address");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = ipv4_number(parts[i]);
        const bool last = i + 1 == parts.size();
        const std::uint64_t limit = last ? std::uint64_t{1} << (8 * (5 - parts.size())) : 256;
        if (!number || *number >= limit) return fail(ErrorCode::invalid, "the host " + host + " is no valid address");
        address |= last ? *number : *number << (8 * (3 - i));
    }
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%u.%u.%u.%u", static_cast<unsigned>(address >> 24U & 255U),
                  static_cast<unsigned>(address >> 16U & 255U), static_cast<unsigned>(address >> 8U & 255U),
                  static_cast<unsigned>(address & 255U));
    return std::string(buffer.data());
}

bool ends_in_number(std::string_view host) {
    if (!host.empty() && host.back() == '.') host.remove_suffix(1);
    const auto dot = host.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
    if (last.empty()) return false;
    return std::ranges::all_of(last, is_digit) || (last.size() >= 2 && ipv4_number(last).has_value());
}

Result<std::string> to_ascii_host(const std::string& host) {
    const bool ascii = std::ranges::all_of(host, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii && find_ignoring_case(host, "xn--") == std::string::npos) return to_lower(host);
    char* converted = nullptr;
    // NOLINTNEXTLINE(hicpp-signed-bitwise)
    const int code = idn2_to_ascii_8z(host.c_str(), &converted, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
    if (code != IDN2_OK)
        return fail(ErrorCode::invalid, "the host name is not valid in IDNA: " + std::string(idn2_strerror(code)));
    std::string result(converted);
    std::free(converted);  // NOLINT(cppcoreguidelines-no-malloc): libidn2 hands out malloc'ed text.
    return result;
}

// "[2001:DB8:0::1]" -> "[2001:db8::1]", so that one address is one host (spec: IPv6 serializer: the first longest run
// of zeros is left out).
Result<std::string> bracketed_host(std::string_view raw) {
    std::array<unsigned char, 16> bytes{};
    const std::string text(raw.substr(1, raw.size() - std::min<std::size_t>(raw.size(), 2)));
    if (!raw.ends_with(']') || inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return fail(ErrorCode::invalid, "the host " + escape(raw, unprintable) + " is no valid address");
    const auto group = [&](std::size_t i) { return static_cast<unsigned>(bytes[2 * i] << 8U | bytes[2 * i + 1]); };
    std::size_t zeros_at = 8;
    std::size_t zeros = 1;  // A single one is written.
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && group(end) == 0) ++end;
        if (end - i > zeros) {
            zeros = end - i;
            zeros_at = i;
        }
    }
    std::string out = "[";
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == zeros_at) {
            out += i == 0 ? "::" : ":";
            i += zeros - 1;
            continue;
        }
        std::array<char, 8> digits{};
        std::snprintf(digits.data(), digits.size(), "%x", group(i));
        out += digits.data();
        if (i < 7) out += ':';
    }
    return out + "]";
}

Result<std::string> read_host(std::string_view raw) {
    if (raw.starts_with('[')) return bracketed_host(raw);
    auto host = to_ascii_host(percent_decode(raw));
    if (!host) return host;
    constexpr std::string_view forbidden = " #%/:<>?@[\\]^|\"`{}";
    const bool bad = std::ranges::any_of(
        *host, [&](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || forbidden.contains(c); });
    if (host->empty() || bad || host->size() > 253)
        return fail(ErrorCode::invalid, "the host \"" + escape(raw, unprintable) + "\" is no valid name");
    return ends_in_number(*host) ? numeric_host(*host) : host;
}

// Resolves "." and ".." (and their percent-encoded forms) in a path that begins with '/'.
std::string remove_dot_segments(std::string_view path) {
    // Few paths hold one: each begins with a dot, as it is or escaped.
    if (!path.contains("/.") && !path.contains("/%")) return std::string(path);
    std::vector<std::string_view> kept;
    const auto segments = split(path.substr(1), '/');
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const std::string plain = to_lower(segments[i]);
        const bool last = i + 1 == segments.size();
        const bool up = plain == ".." || plain == ".%2e" || plain == "%2e." || plain == "%2e%2e";
        if (up && !kept.empty()) kept.pop_back();
        if (up || plain == "." || plain == "%2e") {
            if (last) kept.emplace_back();
        } else {
            kept.push_back(segments[i]);
        }
    }
    std::string out;
    for (const auto segment : kept) {
        out += '/';
        out += segment;
    }
    return out.empty() ? "/" : out;
}

// Spec: strip C0 controls and spaces at both ends, then every tab and newline.
std::string clean_input(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
    std::string out(text);
    std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
    return out;
}

// The scheme before the first ':', or an empty view if the text does not begin with one.
std::string_view leading_scheme(std::string_view text) {
    if (text.empty() || !is_alpha(text.front())) return {};
    const auto end = std::ranges::find_if(
        text, [](char c) { return !is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.'; });
    if (end == text.end() || *end != ':') return {};
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::uint16_t default_port(std::string_view scheme) {
    return scheme == "https" ? 443 : 80;
}

}  // namespace

// Fills the parts of a Url; the only place that may make one.
class UrlReader {
  public:
    static Result<Url> absolute(std::string_view scheme, std::string_view rest) {
        Url url;
        url.scheme_ = to_lower(scheme);
        if (url.scheme_ != "http" && url.scheme_ != "https") {
            return fail(ErrorCode::unsupported, "the scheme " + url.scheme_ + " is not http or https");
        }
        while (!rest.empty() && (rest.front() == '/' || rest.front() == '\\')) rest.remove_prefix(1);
        const auto end = rest.find_first_of("/\\?#");
        if (auto done = read_authority(url, rest.substr(0, end)); !done) return std::unexpected(done.error());
        read_tail(url, end == std::string_view::npos ? std::string_view() : rest.substr(end), "/");
        return check_length(std::move(url));
    }

    static Result<Url> relative(std::string_view text, const Url& base) {
        if (text.starts_with("//") || text.starts_with("\\\\") || text.starts_with("/\\") || text.starts_with("\\/")) {
            return absolute(base.scheme_, text);
        }
        Url url = base;
        url.fragment_.clear();
        if (text.empty()) return url;
        if (text.front() == '#') {
            url.fragment_ = escape(text.substr(1), fragment_escapes);
            return url;
        }
        if (text.front() != '?') url.query_.clear();
        const auto slash = base.path_.rfind('/');
        read_tail(url, text, std::string_view(base.path_).substr(0, slash + 1));
        if (text.front() == '?') url.path_ = base.path_;
        return check_length(std::move(url));
    }

  private:
    static Result<Url> check_length(Url url) {
        if (url.path_.size() + url.query_.size() + url.fragment_.size() <= max_url_bytes) return url;
        return fail(ErrorCode::invalid, "the address is longer than " + std::to_string(max_url_bytes) + " bytes");
    }

    static Result<void> read_authority(Url& url, std::string_view authority) {
        if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
            url.has_credentials_ = true;
            authority.remove_prefix(at + 1);
        }
        url.port_ = default_port(url.scheme_);
        const auto bracket = authority.rfind(']');
        const auto colon = authority.rfind(':');
        if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
            const std::string_view digits = authority.substr(colon + 1);
            if (!digits.empty()) {
                const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port_);
                if (code != std::errc{} || end != digits.data() + digits.size()) {
                    return fail(ErrorCode::invalid,
                                "the port " + escape(digits, unprintable) + " is no number up to 65535");
                }
            }
            authority = authority.substr(0, colon);
        }
        auto host = read_host(authority);
        if (!host) return std::unexpected(host.error());
        url.host_ = std::move(*host);
        return {};
    }

    // Path, query and fragment; a path that does not begin with a slash continues `folder`.
    static void read_tail(Url& url, std::string_view tail, std::string_view folder) {
        if (const auto hash = tail.find('#'); hash != std::string_view::npos) {
            url.fragment_ = escape(tail.substr(hash + 1), fragment_escapes);
            tail = tail.substr(0, hash);
        }
        if (const auto mark = tail.find('?'); mark != std::string_view::npos) {
            url.query_ = escape(tail.substr(mark + 1), query_escapes);
            tail = tail.substr(0, mark);
        }
        std::string path(tail);
        std::ranges::replace(path, '\\', '/');
        if (!path.starts_with('/')) path = std::string(folder) + path;
        url.path_ = escape(remove_dot_segments(path), path_escapes);
    }
};

Result<Url> Url::parse(std::string_view text) {
    const std::string clean = clean_input(text);
    const std::string_view scheme = leading_scheme(clean);
    if (scheme.empty()) return fail(ErrorCode::invalid, "\"" + clean.substr(0, 200) + "\" is not an absolute URL");
    return UrlReader::absolute(scheme, std::string_view(clean).substr(scheme.size() + 1));
}

Result<Url> Url::parse(std::string_view reference, const Url& base) {
    const std::string clean = clean_input(reference);
    const std::string_view scheme = leading_scheme(clean);
    if (scheme.empty()) return UrlReader::relative(clean, base);
    const std::string_view rest = std::string_view(clean).substr(scheme.size() + 1);
    // "http:path" with the base's own scheme is a relative reference (spec: special relative or authority state).
    const bool relative =
        equals_ignoring_case(scheme, base.scheme()) && !rest.starts_with('/') && !rest.starts_with('\\');
    return relative ? UrlReader::relative(rest, base) : UrlReader::absolute(scheme, rest);
}

std::string Url::origin() const {
    constexpr std::size_t room_for_port = 6;
    std::string out;
    out.reserve(scheme_.size() + 3 + host_.size() + room_for_port);
    out.append(scheme_).append("://").append(host_);
    if (port_ != default_port(scheme_)) out += ":" + std::to_string(port_);
    return out;
}

std::string Url::str() const {
    std::string out = origin() + path_;
    if (!query_.empty()) out += "?" + query_;
    if (!fragment_.empty()) out += "#" + fragment_;
    return out;
}

void Url::set_scheme(std::string_view scheme) {
    if (port_ == default_port(scheme_)) port_ = default_port(scheme);
    scheme_ = scheme;
}

}  // namespace masthead::core
