#include "feed/embedded_images.h"

#include "core/ascii.h"
#include "feed/field.h"
#include "feed/markup_scan.h"
#include "text/html_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace masthead::feed {

namespace {

struct TagAttribute {
    std::string_view name;
    std::string_view value;  // References not decoded yet.
};

// Cuts the next attribute off a tag's inside; nothing at its end ('>' or the end of the text).
std::optional<TagAttribute> next_attribute(std::string_view& rest) {
    while (!rest.empty() && (core::is_space(rest.front()) || rest.front() == '/')) rest.remove_prefix(1);
    if (rest.empty() || rest.front() == '>') return std::nullopt;
    TagAttribute attribute;
    const auto ends_name = [](char c) { return core::is_space(c) || c == '=' || c == '/' || c == '>'; };
    attribute.name = std::string_view(rest.begin(), std::find_if(rest.begin() + 1, rest.end(), ends_name));
    rest.remove_prefix(attribute.name.size());
    std::string_view after = rest;
    while (!after.empty() && core::is_space(after.front())) after.remove_prefix(1);
    if (!after.starts_with('=')) return attribute;
    after.remove_prefix(1);
    while (!after.empty() && core::is_space(after.front())) after.remove_prefix(1);
    const bool quoted = after.starts_with('"') || after.starts_with('\'');
    const auto end = quoted ? after.find(after.front(), 1) : after.find_first_of(" \t\r\n>");
    attribute.value = after.substr(quoted ? 1 : 0, end == std::string_view::npos ? end : end - (quoted ? 1 : 0));
    rest = end == std::string_view::npos ? std::string_view() : after.substr(end + (quoted ? 1 : 0));
    return attribute;
}

bool is_pixel(const TagAttribute& edge) {
    const std::string_view digits = core::trim(edge.value);
    return !digits.empty() && core::is_digit(digits.front()) && leading_number(digits) <= 2;
}

// Reads the attributes after "<img".
std::optional<model::Image> read_image(std::string_view inside, const core::Url* base) {
    model::Image image;
    while (const auto attribute = next_attribute(inside)) {
        const bool width = core::equals_ignoring_case(attribute->name, "width");
        const bool height = core::equals_ignoring_case(attribute->name, "height");
        if ((width || height) && is_pixel(*attribute)) return std::nullopt;
        if (width) image.width = leading_number(attribute->value);
        if (height) image.height = leading_number(attribute->value);
        if (core::equals_ignoring_case(attribute->name, "alt")) image.title = text::plain_line(attribute->value);
        if (core::equals_ignoring_case(attribute->name, "src")) {
            const std::string source = text::decode_references(attribute->value);
            const bool inlined = core::starts_with_ignoring_case(core::trim(source), "data:");
            if (!inlined) image.url = resolve_link(source, base);
        }
    }
    return image.url.empty() ? std::nullopt : std::optional(std::move(image));
}

}  // namespace

std::vector<model::Image> embedded_images(std::string_view markup, const core::Url* base, std::size_t most) {
    std::vector<model::Image> images;
    for (auto at = next_tag_in_i(markup, 0); at != std::string_view::npos && images.size() < most;
         at = next_tag_in_i(markup, at + 1)) {
        const std::string_view tag = markup.substr(at + 1);
        if (!core::starts_with_ignoring_case(tag, "img") || tag.size() < 4 ||
            !(core::is_space(tag[3]) || tag[3] == '/'))
            continue;
        // A tag has its end within this much text; an unclosed one must not make the search quadratic.
        constexpr std::size_t max_tag_bytes = 8192;
        if (auto image = read_image(tag.substr(3, max_tag_bytes), base)) images.push_back(std::move(*image));
    }
    return images;
}

}  // namespace masthead::feed
