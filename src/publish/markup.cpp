#include "publish/markup.h"

#include "core/url.h"
#include "text/utf8.h"

#include <array>

namespace masthead::publish {
namespace {

enum class Byte : std::uint8_t { plain, markup, dropped, high };

constexpr std::array<Byte, 256> make_classes() {
    std::array<Byte, 256> classes{};
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const bool is_white = i == '\t' || i == '\n' || i == '\r';
        if (i >= 0x80) classes.at(i) = Byte::high;
        if ((i < 0x20 && !is_white) || i == 0x7f) classes.at(i) = Byte::dropped;
    }
    for (const char c : {'<', '>', '&', '"', '\''}) classes.at(static_cast<unsigned char>(c)) = Byte::markup;
    return classes;
}
constexpr auto byte_classes = make_classes();

Byte class_of(char c) {
    return byte_classes[static_cast<unsigned char>(c)];
}

std::string_view reference_of(char c) {
    switch (c) {
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '&':
            return "&amp;";
        case '"':
            return "&quot;";
        default:
            return "&#39;";
    }
}

// U+FFFE and U+FFFF are no XML characters; in UTF-8 both begin EF BF BE/BF.
bool is_noncharacter(std::string_view text, std::size_t at) {
    return text.substr(at, 2) == "\xEF\xBF" && at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) >= 0xBE;
}

void append_valid(std::string& out, std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Byte kind = class_of(text[i]);
        const bool is_odd = kind == Byte::high && is_noncharacter(text, i);
        if (kind == Byte::plain || (kind == Byte::high && !is_odd)) continue;
        out.append(text.substr(begin, i - begin));
        if (kind == Byte::markup) out.append(reference_of(text[i]));
        if (is_odd) i += 2;
        begin = i + 1;
    }
    out.append(text.substr(std::min(begin, text.size())));
}

void append_escaped(std::string& out, std::string_view text) {
    bool has_high = false;
    for (const char c : text) has_high = has_high || class_of(c) == Byte::high;
    if (has_high && !text::is_valid_utf8(text)) {
        append_valid(out, text::repair_utf8(text));
    } else {
        append_valid(out, text);
    }
}

bool is_clean_address(std::string_view address) {
    for (const char c : address) {
        if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`') return false;
    }
    return address.starts_with("https://") || address.starts_with("http://");
}

}  // namespace

std::optional<WebAddress> WebAddress::external(std::string_view address) {
    const auto url = core::Url::parse(address);
    if (!url || url->has_credentials()) return std::nullopt;
    // An address that is clean already stays byte for byte what the publisher wrote.
    return WebAddress(is_clean_address(address) ? std::string(address) : url->str());
}

WebAddress WebAddress::inside(std::string_view root, std::string_view path) {
    std::string text(root);
    for (const char c : path) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                              c == '_' || c == '/' || c == '#' || c == '?' || c == '=' || c == '-';
        text += is_plain ? c : '-';
    }
    return WebAddress(text.empty() ? "./" : text);
}

Tag::~Tag() {
    out_ += is_empty_element_ ? "/>" : ">";
}

Tag& Tag::set(Name name, std::string_view value) {
    out_ += ' ';
    out_ += name.text();
    out_ += "=\"";
    append_escaped(out_, value);
    out_ += '"';
    return *this;
}

Tag& Tag::set(Name name, std::int64_t value) {
    return set(name, std::string_view(std::to_string(value)));
}

void Tag::address(std::string_view name, const WebAddress& value) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    append_escaped(out_, value.str());
    out_ += '"';
}

Tag& Tag::href(const WebAddress& address_value) {
    address("href", address_value);
    return *this;
}

Tag& Tag::src(const WebAddress& address_value) {
    address("src", address_value);
    return *this;
}

Tag& Tag::empty_element() {
    is_empty_element_ = true;
    return *this;
}

Markup& Markup::raw(Literal markup) {
    out_ += markup.text();
    return *this;
}

Markup& Markup::text(std::string_view text) {
    append_escaped(out_, text);
    return *this;
}

Markup& Markup::number(std::int64_t value) {
    out_ += std::to_string(value);
    return *this;
}

Markup& Markup::signed_number(std::int64_t value) {
    if (value > 0) out_ += '+';
    if (value < 0) out_ += "\u2212";
    out_ += std::to_string(value < 0 ? -value : value);
    return *this;
}

Tag Markup::tag(Name name) {
    out_ += '<';
    out_ += name.text();
    return Tag(out_);
}

Markup& Markup::close(Name name) {
    out_ += "</";
    out_ += name.text();
    out_ += '>';
    return *this;
}

Markup& Markup::element(Name name, std::string_view text) {
    tag(name);
    append_escaped(out_, text);
    return close(name);
}

Markup& Markup::json_ld(const core::Json& value) {
    out_ += "<script type=\"application/ld+json\">";
    for (const char c : value.dump()) {
        if (c == '<') {
            out_ += "\\u003c";
        } else {
            out_ += c;
        }
    }
    out_ += "</script>";
    return *this;
}

Markup& Markup::append(const Markup& other) {
    out_ += other.out_;
    return *this;
}

}  // namespace masthead::publish
