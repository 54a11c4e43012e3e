// Any bytes through the sanitizer, with a base and without: it leaves its own output as it is, and what comes out, read
// by the tokenizer alone, holds nothing but closed elements and attributes that are allowed.
#include "html/allowed.h"
#include "html/sanitize.h"
#include "html/tokenizer.h"
#include "text/html_text.h"
#include "text/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using masthead::html::Token;

// Written out anew, so that a slip in the sanitizer's own tables is found.
constexpr std::array elements{
    "a",      "abbr", "audio",   "b",   "bdi",     "bdo", "blockquote", "br",    "caption",    "cite",   "code",
    "dd",     "del",  "details", "dfn", "div",     "dl",  "dt",         "em",    "figcaption", "figure", "h1",
    "h2",     "h3",   "h4",      "h5",  "h6",      "hr",  "i",          "img",   "ins",        "kbd",    "li",
    "mark",   "ol",   "p",       "pre", "q",       "rp",  "rt",         "ruby",  "s",          "samp",   "small",
    "source", "span", "strong",  "sub", "summary", "sup", "table",      "tbody", "td",         "tfoot",  "th",
    "thead",  "time", "tr",      "u",   "ul",      "var", "video",      "wbr"};
constexpr std::array attributes{"href",     "hreflang",       "src",      "srcset",   "poster", "type",  "alt",
                                "width",    "height",         "cite",     "datetime", "start",  "value", "colspan",
                                "rowspan",  "scope",          "title",    "lang",     "dir",    "rel",   "loading",
                                "decoding", "referrerpolicy", "controls", "preload"};

void require(bool holds) {
    if (!holds) std::abort();
}

template <typename Names>
bool holds(const Names& names, std::string_view name) {
    for (const char* one : names) {
        if (name == one) return true;
    }
    return false;
}

void require_attribute(const masthead::html::TokenAttribute& one) {
    require(holds(attributes, one.name));
    const std::string value = masthead::text::decode_references(one.value);
    const bool is_web = value.starts_with("https://") || value.starts_with("http://");
    if (one.name == "href") require(is_web || value.starts_with("mailto:"));
    if (one.name == "src" || one.name == "srcset" || one.name == "poster" || one.name == "cite") require(is_web);
    require(one.value.find_first_of("<>\"") == std::string_view::npos);
}

bool is_void(std::string_view name) {
    return name == "br" || name == "wbr" || name == "hr" || name == "img" || name == "source";
}

void check(std::string_view markup) {
    masthead::html::Tokenizer tokens(markup);
    std::vector<std::string> open;
    Token token;
    while (tokens.next(token)) {
        require(tokens.is_adjacent());  // No comment, no declaration.
        if (token.kind == Token::Kind::text) {
            require(token.text.find_first_of("<>\"") == std::string_view::npos);
            continue;
        }
        require(holds(elements, token.name));
        if (token.kind == Token::Kind::end) {
            require(!open.empty() && open.back() == token.name);
            open.pop_back();
            continue;
        }
        for (const auto& one : token.attributes) require_attribute(one);
        if (!is_void(token.name)) open.push_back(token.name);
    }
    require(open.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::array options{
        masthead::html::SanitizeOptions{.base_url = "https://example.org/a/b?c"},
        masthead::html::SanitizeOptions{},
        masthead::html::SanitizeOptions{
            .base_url = {}, .max_bytes = 700, .max_output_bytes = 400, .max_elements = 12, .max_depth = 5},
    };
    for (const auto& one : options) {
        const std::string clean = masthead::html::sanitize(bytes, one);
        require(masthead::text::is_valid_utf8(clean));
        require(clean.size() <= one.max_bytes);
        require(masthead::html::sanitize(clean, one) == clean);
        check(clean);
    }
    return 0;
}
