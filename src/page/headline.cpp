#include "page/headline.h"

#include "core/ascii.h"
#include "text/html_text.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::array separators{std::string_view(" | "),  std::string_view(" - "), std::string_view(" – "),
                                std::string_view(" — "),  std::string_view(" · "), std::string_view(" » "),
                                std::string_view(" :: "), std::string_view(" • "), std::string_view(" « ")};

// Letters and digits only, folded: what titles are compared by.
std::string shape(std::string_view title) {
    std::string folded = text::fold(title);
    std::erase_if(folded, [](char c) {
        return static_cast<unsigned char>(c) < 0x80 && !core::is_alpha(c) && !core::is_digit(c);
    });
    return folded;
}

bool agree(std::string_view left, std::string_view right) {
    if (left.empty() || right.empty()) return false;
    const std::string a = shape(left);
    const std::string b = shape(right);
    if (a.empty() || b.empty()) return false;
    return a.starts_with(b) || b.starts_with(a);
}

}  // namespace

std::string without_site_name(std::string_view title, std::string_view site) {
    std::size_t cut = std::string_view::npos;
    std::size_t length = 0;
    for (const std::string_view separator : separators) {
        const std::size_t at = title.rfind(separator);
        if (at != std::string_view::npos && (cut == std::string_view::npos || at > cut)) {
            cut = at;
            length = separator.size();
        }
    }
    if (cut == std::string_view::npos) return std::string(core::trim(title));
    const std::string_view head = core::trim(title.substr(0, cut));
    const std::string_view tail = core::trim(title.substr(cut + length));
    const std::string site_shape = shape(site);
    const std::string tail_shape = shape(tail);
    const bool is_site = !site_shape.empty() && (site_shape.find(tail_shape) != std::string::npos ||
                                                 tail_shape.find(site_shape) != std::string::npos);
    if (is_site && !head.empty()) return without_site_name(head, site);
    return std::string(core::trim(title));
}

FoundTitle find_title(const Tree& tree, const Survey& survey, const LinkedArticle& linked, std::string_view provider) {
    const std::string open_graph = without_site_name(text::plain_line(survey.meta({"og:title"})), provider);
    const std::string document =
        survey.title == 0
            ? std::string()
            : without_site_name(text::plain_line(text::escape_html(tree.text_of(survey.title))), provider);
    std::vector<std::string> headings;
    for (const NodeIndex node : survey.headings) {
        std::string heading = text::clean_line(tree.text_of(node));
        if (!heading.empty() && !core::equals_ignoring_case(heading, provider)) headings.push_back(std::move(heading));
        if (headings.size() >= 8) break;
    }
    if (!linked.headline.empty()) return {without_site_name(linked.headline, provider), "JSON-LD headline"};
    for (const std::string& heading : headings) {
        if (agree(heading, open_graph) || agree(heading, document)) return {heading, "h1"};
    }
    if (!open_graph.empty()) return {open_graph, "og:title"};
    const std::string twitter = without_site_name(text::plain_line(survey.meta({"twitter:title"})), provider);
    if (!twitter.empty()) return {twitter, "twitter:title"};
    if (headings.size() == 1) return {headings.front(), "h1"};
    if (!document.empty()) return {document, "title"};
    return headings.empty() ? FoundTitle{} : FoundTitle{headings.front(), "h1"};
}

}  // namespace masthead::page
