// Relative references are rare, so the common way is one search that passes over absolute ones; only a relative value
// is worth asking whether it stands in a tag at all.
#include "feed/markup_links.h"

#include "core/ascii.h"
#include "feed/field.h"
#include "feed/markup_scan.h"
#include "text/html_text.h"

#include <algorithm>
#include <string_view>

namespace masthead::feed {

namespace {

constexpr std::size_t max_tag_bytes = 8192;  // How far before an attribute its tag is looked for.

struct Value {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The one of the names whose value is one address that ends with `last`, or nothing.
std::string_view address_name(char last) {
    switch (core::to_lower(last)) {
        case 'f':
            return "href";
        case 'c':
            return "src";
        case 'r':
            return "poster";
        case 'e':
            return "cite";
        default:
            return {};
    }
}

// Whether the name that ends before `equals` is one whose value is one address.
bool names_an_address(std::string_view markup, std::size_t equals) {
    while (equals > 0 && core::is_space(markup[equals - 1])) --equals;
    const std::string_view name = equals > 0 ? address_name(markup[equals - 1]) : std::string_view();
    if (name.empty() || equals <= name.size()) return false;
    const std::size_t begin = equals - name.size();
    const char before = markup[begin - 1];
    const bool apart = core::is_space(before) || before == '"' || before == '\'' || before == '/';
    return apart && core::equals_ignoring_case(markup.substr(begin, name.size()), name);
}

Value value_after(std::string_view markup, std::size_t equals) {
    std::size_t begin = equals + 1;
    while (begin < markup.size() && core::is_space(markup[begin])) ++begin;
    if (begin >= markup.size()) return {begin, begin};
    const bool quoted = markup[begin] == '"' || markup[begin] == '\'';
    const auto end = quoted ? markup.find(markup[begin], begin + 1) : markup.find_first_of(" \t\r\n>", begin);
    if (quoted) ++begin;
    return {begin, end == std::string_view::npos ? begin : end};
}

// No scheme, and more than a fragment. What is no address at all is left alone too.
bool is_relative(std::string_view reference) {
    reference = core::trim(reference);
    if (reference.empty() || reference.front() == '#' || reference.front() == '&') return false;
    const auto end = reference.find_first_of(":/?#");
    return end == std::string_view::npos || reference[end] != ':';
}

bool stands_in_tag(std::string_view markup, std::size_t at) {
    const std::size_t from = at > max_tag_bytes ? at - max_tag_bytes : 0;
    const auto bracket = markup.substr(from, at - from).find_last_of("<>");
    return bracket != std::string_view::npos && markup[from + bracket] == '<';
}

}  // namespace

void resolve_markup_links(std::string& markup, const core::Url* base) {
    if (base == nullptr) return;
    std::string out;
    std::size_t copied = 0;
    for (auto at = next_relative_equals(markup, 1); at != std::string::npos;
         at = next_relative_equals(markup, at + 1)) {
        if (!names_an_address(markup, at)) continue;
        const Value value = value_after(markup, at);
        const std::string_view given = std::string_view(markup).substr(value.begin, value.end - value.begin);
        if (!is_relative(given) || !stands_in_tag(markup, at)) continue;
        const bool is_plain = !given.contains('&');
        const std::string url = resolve_relative(is_plain ? std::string(given) : text::decode_references(given), *base);
        if (url.empty()) continue;
        constexpr std::size_t room_for_links = 1024;  // Where one is relative, others are.
        if (copied == 0) out.reserve(markup.size() + room_for_links);
        out.append(markup, copied, value.begin - copied);
        out += text::escape_html(url);
        copied = value.end;
    }
    if (copied == 0) return;
    out.append(markup, copied);
    markup = std::move(out);
}

std::string linked_markup(std::string markup, const core::Url* base) {
    const std::string_view kept = core::trim(markup);
    if (kept.size() < markup.size()) {
        const auto begin = static_cast<std::size_t>(kept.data() - markup.data());
        markup.resize(begin + kept.size());
        markup.erase(0, begin);
    }
    resolve_markup_links(markup, base);
    return markup;
}

}  // namespace masthead::feed
