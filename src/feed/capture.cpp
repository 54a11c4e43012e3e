#include "feed/capture.h"

#include "core/ascii.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>

namespace masthead::feed {

namespace {

// HTML's elements without content or end tag (https://html.spec.whatwg.org/#void-elements). Sorted.
constexpr auto void_names = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"});

bool is_xhtml_wrapper(const Field& field, const XmlElement& element) {
    return element.name == "div" && field.text.empty() &&
           core::find_ignoring_case(field.attribute("type"), "xhtml") != std::string_view::npos;
}

}  // namespace

void start_field(const XmlElement& element, const core::Url* base, Field& field) {
    field.vocabulary = element.vocabulary;
    field.name.assign(element.name);
    field.text.clear();
    field.has_markup = false;
    field.base = base;
    std::size_t count = 0;
    for (const auto& attribute : element.attributes) {
        if (attribute.vocabulary != Vocabulary::plain) continue;
        if (count == field.attributes.size()) field.attributes.emplace_back();
        auto& [name, value] = field.attributes[count++];
        name.assign(attribute.name);
        std::ranges::transform(name, name.begin(), [](char c) { return core::to_lower(c); });
        value.assign(attribute.value);
    }
    for (; count < field.attributes.size(); ++count) field.attributes[count].first.clear();
}

void Capture::begin(const XmlElement& element, const core::Url* base) {
    active_ = true;
    open_.clear();
    start_field(element, base, field_);
}

void Capture::open(const XmlElement& element) {
    if (!field_.has_markup) {
        const std::string_view before = core::trim(field_.text);
        std::string escaped = before.empty() ? std::string() : text::escape_html(field_.text);
        field_.text = std::move(escaped);
        field_.has_markup = true;
        if (is_xhtml_wrapper(field_, element)) {
            open_.emplace_back();
            return;
        }
    }
    write_open(element);
}

void Capture::write_open(const XmlElement& element) {
    field_.text += '<';
    field_.text += element.name;
    for (const auto& attribute : element.attributes) {
        if (attribute.vocabulary != Vocabulary::plain) continue;
        field_.text += ' ';
        field_.text += attribute.name;
        field_.text += "=\"";
        field_.text += text::escape_html(attribute.value);
        field_.text += '"';
    }
    field_.text += '>';
    const bool is_void = std::ranges::binary_search(void_names, element.name);
    open_.emplace_back(is_void ? std::string_view() : element.name);
}

void Capture::characters(std::string_view text) {
    if (field_.has_markup) {
        field_.text += text::escape_html(text);
    } else if (!field_.text.empty()) {
        field_.text += text;
    } else {
        begin_text(text);
    }
}

void Capture::made_characters(std::string& text) {
    if (field_.has_markup || !field_.text.empty() || text.empty() || core::is_space(text.front())) {
        characters(text);
    } else {
        field_.text.swap(text);
    }
}

// White space in front counts nowhere.
void Capture::begin_text(std::string_view text) {
    const auto* begin = std::ranges::find_if_not(text, core::is_space);
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    constexpr std::size_t white_space_behind = 64;  // Of a CDATA section, most often.
    if (!text.empty()) field_.text.reserve(text.size() + white_space_behind);
    field_.text = text;
}

bool Capture::close() {
    if (open_.empty()) {
        active_ = false;
        return true;
    }
    if (!open_.back().empty()) field_.text += "</" + open_.back() + ">";
    open_.pop_back();
    return false;
}

}  // namespace masthead::feed
