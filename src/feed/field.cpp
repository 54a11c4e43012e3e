#include "feed/field.h"

#include "core/ascii.h"
#include "text/html_text.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace masthead::feed {

namespace {

// Elements whose name after a '<' makes markup of a text. Sorted.
constexpr auto html_names = std::to_array<std::string_view>({
    "a",    "abbr",    "article", "b",       "blockquote", "br",  "center", "cite",   "code",    "dd",
    "del",  "details", "div",     "dl",      "dt",         "em",  "figure", "font",   "h1",      "h2",
    "h3",   "h4",      "h5",      "h6",      "hr",         "i",   "iframe", "img",    "ins",     "li",
    "main", "ol",      "p",       "picture", "pre",        "q",   "s",      "script", "section", "small",
    "span", "strike",  "strong",  "style",   "sub",        "sup", "svg",    "table",  "tbody",   "td",
    "th",   "thead",   "tr",      "tt",      "u",          "ul",  "video",  "wbr",
});
static_assert(std::ranges::is_sorted(html_names));

bool starts_html_tag(std::string_view after_bracket) {
    if (after_bracket.starts_with('/')) after_bracket.remove_prefix(1);
    std::string name;
    for (const char c : after_bracket.substr(0, 12)) {
        if (!core::is_alpha(c) && !core::is_digit(c)) break;
        name += core::to_lower(c);
    }
    const std::string_view rest = after_bracket.substr(std::min(name.size(), after_bracket.size()));
    const bool ends = rest.starts_with('>') || rest.starts_with('/') || (!rest.empty() && core::is_space(rest.front()));
    return ends && std::ranges::binary_search(html_names, std::string_view(name));
}

bool starts_reference(std::string_view after_ampersand) {
    const auto end = after_ampersand.substr(0, 12).find(';');
    if (end == std::string_view::npos || end == 0) return false;
    return std::ranges::all_of(after_ampersand.substr(0, end),
                               [](char c) { return core::is_alpha(c) || core::is_digit(c) || c == '#'; });
}

bool has_html_tag(std::string_view text) {
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        if (starts_html_tag(text.substr(at + 1))) return true;
    }
    return false;
}

using Characters = std::array<bool, 256>;

bool is_in(const Characters& set, char c) {
    return set[static_cast<unsigned char>(c)];
}

constexpr Characters ascii_without(std::string_view left_out) {
    Characters in{};
    for (std::size_t byte = 0x21; byte < 0x7f; ++byte) in[byte] = true;
    for (const char c : left_out) in[static_cast<unsigned char>(c)] = false;
    return in;
}

// Characters that a URL may hold as they are (RFC 3986 2), so that the text can be kept as the source gave it; those of
// a path that core::Url would not escape; those of a host name.
constexpr Characters url_characters = ascii_without("\"<>\\^`{|}");
constexpr Characters path_characters = ascii_without("\"<>\\^`{|}'%");
constexpr Characters host_characters = [] {
    Characters in{};
    for (char c = '-'; c < 'z' + 1; ++c)
        in[static_cast<unsigned char>(c)] = core::is_alpha(c) || core::is_digit(c) || c == '.' || c == '-';
    return in;
}();

// Whether a URL may hold all of `Size` characters as they are. Over a fixed number of them and without a branch, so
// that the compiler makes vector instructions of it.
template <std::size_t Size>
bool are_clean(const char* text) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < Size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const unsigned char invisible = static_cast<unsigned char>(byte - 0x21U) > 0x7e - 0x21 ? 1 : 0;
        const unsigned char quote = byte == '"' ? 1 : 0;
        const unsigned char angle = (byte & 0xfdU) == '<' ? 1 : 0;       // And '>'.
        const unsigned char backslash = (byte & 0xfdU) == '\\' ? 1 : 0;  // And '^'.
        const unsigned char backtick = byte == '`' ? 1 : 0;
        const unsigned char brace = static_cast<unsigned char>(byte - '{') <= '}' - '{' ? 1 : 0;  // And '|'.
        found |= static_cast<unsigned char>(invisible | quote | angle | backslash | backtick | brace);
    }
    return found == 0;
}

bool is_clean_url(std::string_view text) {
    constexpr std::size_t block = 16;
    if (text.size() < block) return std::ranges::all_of(text, [](char c) { return is_in(url_characters, c); });
    for (std::size_t at = 0; at + block < text.size(); at += block) {
        if (!are_clean<block>(text.data() + at)) return false;
    }
    return are_clean<block>(text.data() + text.size() - block);  // Some of them a second time.
}

// A name of letters, digits, points and hyphens that core::Url takes without a look at numbers or IDNA.
bool is_plain_host(std::string_view host) {
    if (host.empty() || host.size() > 253) return false;
    const std::string_view last = host.substr(host.rfind('.') + 1);
    return !last.empty() && core::is_alpha(last.front()) && host.find("--") == std::string_view::npos;
}

// An absolute address that core::Url takes for certain and that is written as it may be: most of what feeds hold.
bool is_plain_address(std::string_view text) {
    const bool http = text.starts_with("http://");
    if (!http && !text.starts_with("https://")) return false;
    const std::string_view rest = text.substr(http ? 7 : 8);
    const auto* end = std::ranges::find_if_not(rest, [](char c) { return is_in(host_characters, c); });
    if (end != rest.end() && *end != '/' && *end != '?' && *end != '#') return false;
    return is_plain_host(std::string_view(rest.begin(), end)) && is_clean_url(std::string_view(end, rest.end()));
}

// A path from the root that core::Url would take as it stands: nothing to escape, no dot segments, plain or escaped.
bool is_plain_path(std::string_view text) {
    constexpr std::size_t longest = 2048;
    if (!text.starts_with('/') || text.starts_with("//") || text.size() > longest) return false;
    return std::ranges::all_of(text, [](char c) { return is_in(path_characters, c); }) && !text.contains("/.");
}

}  // namespace

std::string_view Field::attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes) {
        if (key == wanted) return value;
    }
    return {};
}

TextKind atom_kind(const Field& field) {
    const std::string type = core::to_lower(core::trim(field.attribute("type")));
    if (type.empty()) return TextKind::guess;
    return type == "text" || type == "text/plain" ? TextKind::text : TextKind::markup;
}

std::string plain_of(const Field& field, TextKind kind) {
    return plain_of(field.text, field.has_markup ? TextKind::markup : kind);
}

std::string plain_of(std::string_view text, TextKind kind) {
    if (kind == TextKind::markup || (kind == TextKind::guess && has_html_tag(text))) return text::plain_line(text);
    return text.contains('&') ? text::clean_line(text::decode_references(text)) : text::clean_line(text);
}

std::string take_markup(Field& field, TextKind kind) {
    const bool text =
        !field.has_markup && (kind == TextKind::text || (kind == TextKind::guess && !looks_like_markup(field.text)));
    return text ? text::escape_html(core::trim(field.take_text())) : field.take_text();
}

bool looks_like_markup(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '<' && starts_html_tag(text.substr(at + 1))) return true;
        if (text[at] == '&' && starts_reference(text.substr(at + 1))) return true;
    }
    return false;
}

std::string resolve_link(std::string_view reference, const core::Url* base) {
    const std::string_view trimmed = core::trim(reference);
    if (trimmed.empty()) return {};
    if (is_plain_address(trimmed)) return std::string(trimmed);
    if (base != nullptr && is_plain_path(trimmed)) return base->origin().append(trimmed);
    const auto url = base != nullptr ? core::Url::parse(trimmed, *base) : core::Url::parse(trimmed);
    if (!url) return {};
    const bool absolute = trimmed.starts_with("http://") || trimmed.starts_with("https://");
    if (absolute && is_clean_url(trimmed) && !url->has_credentials()) return std::string(trimmed);
    return url->str();
}

std::string resolve_relative(std::string_view reference, const core::Url& base) {
    const std::string_view trimmed = core::trim(reference);
    if (is_plain_path(trimmed)) return base.origin().append(trimmed);
    const auto url = core::Url::parse(trimmed, base);
    return url ? url->str() : std::string();
}

int leading_number(std::string_view text) {
    const std::string_view trimmed = core::trim(text);
    int number = 0;
    const auto [end, code] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
    return code == std::errc{} && number > 0 ? number : 0;
}

}  // namespace masthead::feed
