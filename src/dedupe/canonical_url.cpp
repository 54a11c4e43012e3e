// Steps, in order: unwrap AMP caches, plain host, plain path, plain query. One step may uncover work for an earlier one
// (a cache address inside an /amp/ folder), so they are repeated until nothing changes; each pass shortens the address.
// The result is a fixed point: canonical_url(canonical_url(x)) == canonical_url(x), which fuzz/url_fuzz.cpp holds.
#include "dedupe/canonical_url.h"

#include "core/ascii.h"
#include "core/domain.h"
#include "dedupe/tracking_parameters.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

namespace masthead::dedupe {

namespace {

using core::Url;

constexpr int max_wrappings = 4;  // An AMP cache address inside another one: nobody does it more than once.
constexpr int max_passes = 1000;  // Only made-up addresses need more than two.

bool is_hexadecimal(char c) {
    return core::is_digit(c) || (core::to_lower(c) >= 'a' && core::to_lower(c) <= 'f');
}
bool is_unreserved(char c) {
    return core::is_alpha(c) || core::is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
int hexadecimal_value(char c) {
    return core::is_digit(c) ? c - '0' : core::to_lower(c) - 'a' + 10;
}
char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

// RFC 3986 6.2.2: escapes of unreserved characters are undone, the hexadecimal digits of the others are written in
// capitals.
std::string plain_escapes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_escape =
            text[i] == '%' && i + 2 < text.size() && is_hexadecimal(text[i + 1]) && is_hexadecimal(text[i + 2]);
        if (!is_escape) {
            out += text[i];
            continue;
        }
        const auto decoded = static_cast<char>((hexadecimal_value(text[i + 1]) << 4) | hexadecimal_value(text[i + 2]));
        if (is_unreserved(decoded)) {
            out += decoded;
        } else {
            out += {'%', to_upper(text[i + 1]), to_upper(text[i + 2])};
        }
        i += 2;
    }
    return out;
}

// The address inside "host/c/s/www.news.example/path": what follows the marker is a host, "s" before it says https.
std::string wrapped_address(std::string_view path) {
    for (const std::string_view prefix : {"/c/s/", "/v/s/", "/c/", "/v/", "/amp/s/", "/amp/"}) {
        if (path.starts_with(prefix)) return "https://" + std::string(path.substr(prefix.size()));
    }
    return {};
}

bool is_amp_cache(const Url& url) {
    if (url.host().ends_with(".cdn.ampproject.org")) return true;
    const bool is_google = url.host() == "www.google.com" || url.host() == "google.com";
    return is_google && url.path().starts_with("/amp/");
}

Url unwrapped(Url url) {
    for (int i = 0; i < max_wrappings && is_amp_cache(url); ++i) {
        auto address = wrapped_address(url.path());
        if (address.empty()) break;
        if (!url.query().empty()) address += "?" + url.query();
        const auto inner = Url::parse(address);
        // A host without a point is no site: the marker was a plain folder.
        if (!inner || inner->host().find('.') == std::string::npos) break;
        url = *inner;
    }
    return url;
}

// Labels before the registrable domain that name a rendition of the site, not a part of it.
bool is_rendition_label(std::string_view label) {
    constexpr std::array<std::string_view, 5> labels = {"m", "mobile", "amp", "touch", "mobil"};
    return std::ranges::find(labels, label) != labels.end();
}

std::string plain_host(const std::string& host) {
    const auto registrable = core::registrable_domain(host);
    if (registrable.size() >= host.size() || !host.ends_with("." + registrable)) return host;
    const std::string_view front = std::string_view(host).substr(0, host.size() - registrable.size() - 1);
    std::string out;
    for (const auto label : core::split(front, '.')) {
        if (is_rendition_label(label)) continue;
        out.append(label).append(".");
    }
    return out + registrable;
}

void drop_amp_segments(std::vector<std::string_view>& segments) {
    const auto is_dropped = [](std::string_view segment) { return segment.empty() || segment == "amp"; };
    std::size_t first = 0;
    while (segments.size() - first > 1 && is_dropped(segments[first])) ++first;
    segments.erase(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(first));
    while (segments.size() > 1 && is_dropped(segments.back())) segments.pop_back();
}

void drop_ending(std::string& path, std::string_view ending, std::string_view kept) {
    if (!path.ends_with(ending)) return;
    const auto front = std::string_view(path).substr(0, path.size() - ending.size());
    // "/...amp" without its ending would be the folder above, "/.amp" the folder itself.
    if (front.ends_with('/') || front.ends_with('.')) return;
    path = std::string(front) + std::string(kept);
}

std::string plain_path(std::string_view raw) {
    const auto path = plain_escapes(raw);
    std::string_view inner = path;
    while (inner.starts_with('/')) inner.remove_prefix(1);
    while (inner.ends_with('/')) inner.remove_suffix(1);
    auto segments = core::split(inner, '/');
    drop_amp_segments(segments);
    std::string out;
    for (const auto segment : segments) out.append("/").append(segment);
    while (out.size() > 1 && out.ends_with('/')) out.pop_back();
    drop_ending(out, ".amp.html", ".html");
    drop_ending(out, ".amp", "");
    return out.empty() ? "/" : out;
}

struct Parameter {
    std::string name;
    std::size_t position = 0;  // The order of equal names may carry a meaning.
    std::string text;          // name, or name=value
};

// "amp", "amp=", "amp=1", "amp=true": the rendition. Another value may be a real one (the ampere of a shop).
bool asks_for_amp(std::string_view name, std::string_view value) {
    return core::equals_ignoring_case(name, "amp") &&
           (value.empty() || value == "1" || core::equals_ignoring_case(value, "true"));
}

std::string plain_query(std::string_view raw) {
    std::vector<Parameter> kept;
    const auto query = plain_escapes(raw);
    for (auto piece : core::split(query, '&')) {
        // "&amp;" that a feed forgot to decode.
        while (piece.starts_with("amp;")) piece.remove_prefix(4);
        const auto equals = piece.find('=');
        const auto name = piece.substr(0, equals);
        const auto value = equals == std::string_view::npos ? std::string_view{} : piece.substr(equals + 1);
        if (piece.empty() || asks_for_amp(name, value) || is_tracking_parameter(name, value)) continue;
        kept.push_back({std::string(name), kept.size(), std::string(piece)});
    }
    std::ranges::sort(kept, {},
                      [](const Parameter& parameter) { return std::tie(parameter.name, parameter.position); });
    std::string out;
    for (const auto& parameter : kept) out.append(out.empty() ? "" : "&").append(parameter.text);
    return out;
}

using Segments = std::vector<std::string_view>;

Segments segments_of(const Url& url) {
    Segments out;
    for (const auto segment : core::split(url.path(), '/')) {
        if (!segment.empty()) out.push_back(segment);
    }
    return out;
}

bool is_all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, core::is_digit);
}

// A last segment such as "storm-hits-the-coast", "a8471203" or "1234.html"; a bare year, month or day is a date
// archive.
bool names_an_article(const Url& url) {
    constexpr std::size_t shortest_number = 5;  // Digits; years have four.
    constexpr std::ptrdiff_t slug_hyphens = 2;
    constexpr std::size_t slug_length = 25;
    const std::string_view query = url.query();
    if (std::ranges::count_if(query, core::is_digit) >= 3) return true;
    const auto segments = segments_of(url);
    if (segments.empty()) return false;
    const auto last = segments.back();
    if (is_all_digits(last)) return last.size() >= shortest_number;
    const auto digits = std::ranges::count_if(last, core::is_digit);
    return digits >= 3 || std::ranges::count(last, '-') >= slug_hyphens || last.size() >= slug_length ||
           last.find(".htm") != std::string_view::npos || last.find(".php") != std::string_view::npos;
}

// Segments that show the same document in another way: /amp, /print, /page/2, /2.
bool is_rendition_segment(std::string_view segment) {
    constexpr std::array<std::string_view, 8> words = {"amp",  "print",  "page",     "all",
                                                       "full", "single", "comments", "share"};
    return (segment.size() <= 2 && is_all_digits(segment)) ||
           std::ranges::find(words, core::to_lower(segment)) != words.end();
}

bool is_folder_above(const Segments& declared, const Segments& fetched) {
    if (declared.size() >= fetched.size() ||
        !std::ranges::equal(declared, Segments(fetched.begin(), fetched.begin() + std::ssize(declared)))) {
        return false;
    }
    return !std::all_of(fetched.begin() + std::ssize(declared), fetched.end(), is_rendition_segment);
}

Url one_pass(const Url& url) {
    Url out = unwrapped(url);
    // A port that was given stays with its scheme: https on an http port would name nothing.
    if (out.scheme() == "http" && out.port() == 80) out.set_scheme("https");
    out.set_host(plain_host(out.host()));
    out.set_path(plain_path(out.path()));
    out.set_query(plain_query(out.query()));
    out.clear_fragment();
    return out;
}

}  // namespace

core::Url canonical_url(const core::Url& url) {
    Url out = one_pass(url);
    for (int i = 0; i < max_passes; ++i) {
        Url next = one_pass(out);
        if (next.str() == out.str()) break;
        out = std::move(next);
    }
    return out;
}

bool is_credible_canonical(const core::Url& declared, const core::Url& fetched) {
    const Url left = canonical_url(declared);
    const Url right = canonical_url(fetched);
    if (core::registrable_domain(left.host()) != core::registrable_domain(right.host())) return false;
    if (left.path() == right.path()) return true;
    if (left.path() == "/") return false;
    if (is_folder_above(segments_of(left), segments_of(right))) return false;
    return names_an_article(left) || !names_an_article(right);
}

bool is_credible_redirect(const core::Url& end) {
    constexpr std::array<std::string_view, 20> doors{
        "404",       "account", "auth",    "captcha", "challenge", "collect",    "collectconsent",
        "consent",   "cookie",  "cookies", "error",   "errors",    "login",      "notfound",
        "not-found", "privacy", "signin",  "sign-in", "subscribe", "unavailable"};
    const auto is_door = [&](std::string_view word) {
        const std::string lower = core::to_lower(word.substr(0, word.find('.')));
        return std::ranges::find(doors, std::string_view(lower)) != doors.end();
    };
    if (end.path() == "/" || is_door(end.host())) return false;
    return std::ranges::none_of(core::split(std::string_view(end.path()).substr(1), '/'), is_door);
}

}  // namespace masthead::dedupe
