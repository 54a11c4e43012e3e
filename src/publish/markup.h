// HTML, SVG and XML that can only come out escaped: markup is a constant of the program, everything else goes through
// text() or an attribute, and an address through WebAddress. docs/decisions/0002-html-templates.md says why there is no
// template language.
#pragma once

#include "core/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::publish {

// Markup written by us. Only a string constant can become one, and it must end outside a tag, outside quotes, and open
// no script.
class Literal {
  public:
    consteval Literal(const char* text)
        : text_(text) {  // NOLINT(google-explicit-constructor): the constant is the point.
        bool in_tag = false;
        for (const char c : text_) {
            if (c == '<') in_tag = true;
            if (c == '>') in_tag = false;
        }
        if (in_tag || text_.find("<script") != std::string_view::npos ||
            text_.find("<style") != std::string_view::npos) {
            throw "a literal must end outside a tag and open no script or style";  // Refused at compile time.
        }
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

// The name of an element or a plain attribute. Attributes that hold an address, a style or a script are refused at
// compile time.
class Name {
  public:
    consteval Name(const char* text) : text_(text) {  // NOLINT(google-explicit-constructor)
        const bool is_handler = text_.starts_with("on");
        const bool is_address =
            text_ == "href" || text_ == "src" || text_ == "srcset" || text_ == "action" || text_ == "style";
        for (const char c : text_) {
            const bool is_plain =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
            if (!is_plain) throw "a name holds letters, digits, hyphens and colons";
        }
        if (is_handler || is_address || text_.empty()) throw "this attribute has a function of its own, or none";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

// An address that may stand in href or src: http, https, or a path inside the site. Never javascript:, data: or
// anything else.
class WebAddress {
  public:
    // An absolute http(s) address from outside; nothing for every other scheme and for what cannot be parsed.
    [[nodiscard]] static std::optional<WebAddress> external(std::string_view address);
    // `root` ("../../" or "/x/") followed by a path of the site; bytes outside [A-Za-z0-9._/#?=-] become hyphens.
    [[nodiscard]] static WebAddress inside(std::string_view root, std::string_view path);
    [[nodiscard]] const std::string& str() const { return text_; }

  private:
    explicit WebAddress(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

class Markup;

// An open start tag; it is closed with `>` when the object dies, which is at the end of the statement.
class Tag {
  public:
    Tag(const Tag&) = delete;
    Tag& operator=(const Tag&) = delete;
    Tag(Tag&&) = delete;
    Tag& operator=(Tag&&) = delete;
    ~Tag();
    Tag& set(Name name, std::string_view value);
    Tag& set(Name name, std::int64_t value);
    Tag& set_if(bool condition, Name name, std::string_view value) { return condition ? set(name, value) : *this; }
    Tag& href(const WebAddress& address);
    Tag& src(const WebAddress& address);
    Tag& empty_element();  // `/>`: XML only.

  private:
    friend class Markup;
    explicit Tag(std::string& out) : out_(out) {}
    void address(std::string_view name, const WebAddress& value);
    std::string& out_;
    bool is_empty_element_ = false;
};

// A growing document. Every function returns *this, so that calls chain.
class Markup {
  public:
    Markup& raw(Literal markup);
    // `<`, `>`, `&` and both quotes as references; control characters that neither HTML nor XML allows are dropped;
    // invalid UTF-8 is repaired.
    Markup& text(std::string_view text);
    Markup& number(std::int64_t value);
    // +20, -5, 0: with a real minus sign.
    Markup& signed_number(std::int64_t value);
    // A start tag whose attributes follow; without any it closes at once.
    Tag tag(Name name);
    Markup& close(Name name);
    // <name>text</name>
    Markup& element(Name name, std::string_view text);
    // <script type="application/ld+json">: `<` is written as a JSON escape, so no content can end or nest a script.
    Markup& json_ld(const core::Json& value);
    // What another Markup has written.
    Markup& append(const Markup& other);

    [[nodiscard]] const std::string& str() const { return out_; }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

}  // namespace masthead::publish
