#include "html/charset.h"

#include "core/ascii.h"
#include "text/charset_labels.h"

#include <algorithm>

namespace masthead::html {
namespace {

constexpr std::size_t prescan_bytes = 4096;
constexpr std::size_t npos = std::string_view::npos;

bool is_label_character(char c) {
    return core::is_alpha(c) || core::is_digit(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

// What follows `charset` and an equals sign, quoted or not.
std::string label_after(std::string_view tag, std::size_t from) {
    std::size_t at = from;
    while (at < tag.size() && core::is_space(tag[at])) ++at;
    if (at >= tag.size() || tag[at] != '=') return {};
    ++at;
    while (at < tag.size() && (core::is_space(tag[at]) || tag[at] == '"' || tag[at] == '\'')) ++at;
    std::size_t end = at;
    while (end < tag.size() && is_label_character(tag[end])) ++end;
    const std::string_view label = tag.substr(at, end - at);
    return text::charset_of_label(label).empty() ? std::string() : core::to_lower(label);
}

}  // namespace

std::string charset_of_content_type(std::string_view content_type) {
    const std::size_t found = core::find_ignoring_case(content_type, "charset");
    return found == npos ? std::string() : label_after(content_type, found + 7);
}

std::string charset_of_markup(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, std::min(bytes.size(), prescan_bytes));
    for (std::size_t at = head.find('<'); at != npos; at = head.find('<', at + 1)) {
        if (head.substr(at).starts_with("<!--")) {
            at = head.find("-->", at + 2);
            if (at == npos) break;
            continue;
        }
        if (!core::starts_with_ignoring_case(head.substr(at), "<meta")) continue;
        const std::size_t end = std::min(head.find('>', at), head.size());
        const std::string_view tag = head.substr(at, end - at);
        for (std::size_t found = core::find_ignoring_case(tag, "charset"); found != npos;
             found = core::find_ignoring_case(tag, "charset", found + 7)) {
            std::string label = label_after(tag, found + 7);
            if (label.empty()) continue;
            const std::string_view charset = text::charset_of_label(label);
            if (charset.starts_with("utf-16")) label = "utf-8";  // The declaration could not have been read otherwise.
            if (charset == "x-user-defined") label = "windows-1252";
            return label;
        }
    }
    return {};
}

}  // namespace masthead::html
