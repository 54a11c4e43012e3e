#include "fetch/freshness.h"

#include "core/ascii.h"
#include "fetch/http_date.h"
#include "fetch/http_message.h"

#include <algorithm>
#include <charconv>

namespace masthead::fetch {

namespace {

// Delta-seconds (RFC 9111 1.2.2): what is too large to hold counts as 2^31.
std::optional<std::chrono::seconds> delta_seconds(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    if (text.empty() || !std::ranges::all_of(text, core::is_digit)) return std::nullopt;
    constexpr std::int64_t most = std::int64_t{1} << 31U;
    std::int64_t seconds = most;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    static_cast<void>(end);
    return std::chrono::seconds(code == std::errc{} ? std::min(seconds, most) : most);
}

struct CacheControl {
    bool keeps = true;
    std::optional<std::chrono::seconds> max_age;
};

CacheControl cache_control_of(const Headers& headers) {
    CacheControl control;
    for (const auto& [name, value] : headers) {
        if (name != "cache-control") continue;
        for (const auto directive : core::split(value, ',')) {
            const auto equals = directive.find('=');
            const auto key = core::trim(directive.substr(0, equals));
            if (core::equals_ignoring_case(key, "no-store") || core::equals_ignoring_case(key, "no-cache"))
                control.keeps = false;
            if (equals != std::string_view::npos && core::equals_ignoring_case(key, "max-age") && !control.max_age)
                control.max_age = delta_seconds(core::trim(directive.substr(equals + 1)));
        }
    }
    return control;
}

}  // namespace

FreshFor fresh_for(const Headers& headers, core::Instant now) {
    using std::chrono::seconds;
    const CacheControl control = cache_control_of(headers);
    if (!control.keeps) return std::nullopt;
    if (control.max_age) {
        const auto age = delta_seconds(header_value(headers, "age")).value_or(seconds(0));
        return std::max(*control.max_age - age, seconds(0));
    }
    const auto expires = header_value(headers, "expires");
    if (expires.empty()) return std::nullopt;
    const auto end = parse_http_date(expires, now);
    const auto begin = parse_http_date(header_value(headers, "date"), now).value_or(now);
    return end ? std::max(*end - begin, seconds(0)) : seconds(0);
}

std::optional<core::Instant> retry_at(const Headers& headers, core::Instant now, std::chrono::seconds longest) {
    const auto value = header_value(headers, "retry-after");
    std::optional<core::Instant> at = parse_http_date(value, now);
    if (const auto wait = delta_seconds(value)) at = now + std::min(*wait, longest);
    if (!at) return std::nullopt;
    return std::clamp(*at, now, now + longest);
}

}  // namespace masthead::fetch
