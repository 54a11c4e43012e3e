#include "page/script_dates.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>

namespace masthead::page {
namespace {

constexpr std::array member_names{
    std::string_view("datePublished"),    std::string_view("date_published"), std::string_view("publishedAt"),
    std::string_view("published_at"),     std::string_view("publishedDate"),  std::string_view("published_date"),
    std::string_view("publishDate"),      std::string_view("publish_date"),   std::string_view("publicationDate"),
    std::string_view("publication_date"), std::string_view("publishedTime"),  std::string_view("published_time"),
    std::string_view("pubDate"),          std::string_view("dateCreated"),    std::string_view("createdAt"),
    std::string_view("created_at")};
constexpr std::size_t longest_lead = 24;   // Bytes between name and value: quotes, however written, and a colon.
constexpr std::size_t longest_value = 32;  // Bytes.

// What follows a member's name, if it is a date that begins with a year: "2018-09-21T12:00:00".
std::string_view value_after(std::string_view text) {
    std::size_t at = 0;
    bool has_colon = false;
    for (; at < text.size() && at < longest_lead && !core::is_digit(text[at]); ++at) {
        has_colon = has_colon || text[at] == ':';
        if (text[at] == ',' || text[at] == '{' || text[at] == '[' || text[at] == '}') return {};
    }
    const std::string_view value = text.substr(std::min(at, text.size()), longest_value);
    if (!has_colon || value.size() < 10 || (value[4] != '-' && value[4] != '/')) return {};
    std::size_t end = 0;
    while (end < value.size() && (core::is_digit(value[end]) || std::string_view("-/:.TZ +").contains(value[end])))
        ++end;
    return core::trim(value.substr(0, end));
}

}  // namespace

std::string_view find_script_date(std::string_view page) {
    for (const std::string_view name : member_names) {
        for (std::size_t at = page.find(name); at != std::string_view::npos; at = page.find(name, at + 1)) {
            const std::string_view value = value_after(page.substr(at + name.size(), longest_lead + longest_value));
            if (!value.empty()) return value;
        }
    }
    return {};
}

}  // namespace masthead::page
