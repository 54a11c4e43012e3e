#include "html/allowed.h"

#include "core/ascii.h"
#include "text/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace masthead::html {
namespace {

using Kind = ElementKind;

constexpr std::size_t max_text_value_bytes = 1000;
constexpr std::size_t max_address_bytes = 4096;
constexpr std::size_t max_candidates = 16;  // Of a srcset.
constexpr int max_pixels = 20'000;
constexpr int max_cells = 1000;
constexpr int max_ordinal = 1'000'000;

// Bits of ElementRule::attributes.
constexpr std::uint32_t every = 1U << 0U;
constexpr std::uint32_t of_link = 1U << 1U;
constexpr std::uint32_t of_picture = 1U << 2U;
constexpr std::uint32_t of_media = 1U << 3U;
constexpr std::uint32_t of_source = 1U << 4U;
constexpr std::uint32_t of_quote = 1U << 5U;
constexpr std::uint32_t of_time = 1U << 6U;
constexpr std::uint32_t of_list = 1U << 7U;
constexpr std::uint32_t of_item = 1U << 8U;
constexpr std::uint32_t of_cell = 1U << 9U;
constexpr std::uint32_t of_sized = 1U << 10U;

// Sorted by name.
constexpr std::array element_rules{
    ElementRule{"a", Kind::link, "a", of_link},
    ElementRule{"abbr", Kind::phrase, "abbr"},
    ElementRule{"acronym", Kind::phrase, "abbr"},
    ElementRule{"address", Kind::block, "div"},
    ElementRule{"applet", Kind::dropped},
    ElementRule{"article", Kind::block, "div"},
    ElementRule{"aside", Kind::block, "div"},
    ElementRule{"audio", Kind::media, "audio", of_media},
    ElementRule{"b", Kind::phrase, "b"},
    ElementRule{"bdi", Kind::phrase, "bdi"},
    ElementRule{"bdo", Kind::phrase, "bdo"},
    ElementRule{"blockquote", Kind::block, "blockquote", of_quote},
    ElementRule{"br", Kind::line_break, "br"},
    ElementRule{"button", Kind::dropped},
    ElementRule{"canvas", Kind::dropped},
    ElementRule{"caption", Kind::caption, "caption"},
    ElementRule{"center", Kind::block, "div"},
    ElementRule{"cite", Kind::phrase, "cite"},
    ElementRule{"code", Kind::phrase, "code"},
    ElementRule{"datalist", Kind::dropped},
    ElementRule{"dd", Kind::term, "dd"},
    ElementRule{"del", Kind::phrase, "del", of_quote | of_time},
    ElementRule{"details", Kind::block, "details"},
    ElementRule{"dfn", Kind::phrase, "dfn"},
    ElementRule{"dialog", Kind::dropped},
    ElementRule{"dir", Kind::list, "ul"},
    ElementRule{"div", Kind::block, "div"},
    ElementRule{"dl", Kind::terms, "dl"},
    ElementRule{"dt", Kind::term, "dt"},
    ElementRule{"em", Kind::phrase, "em"},
    ElementRule{"fieldset", Kind::block, "div"},
    ElementRule{"figcaption", Kind::block, "figcaption"},
    ElementRule{"figure", Kind::block, "figure"},
    ElementRule{"footer", Kind::block, "div"},
    ElementRule{"frameset", Kind::dropped},
    ElementRule{"h1", Kind::heading, "h1"},
    ElementRule{"h2", Kind::heading, "h2"},
    ElementRule{"h3", Kind::heading, "h3"},
    ElementRule{"h4", Kind::heading, "h4"},
    ElementRule{"h5", Kind::heading, "h5"},
    ElementRule{"h6", Kind::heading, "h6"},
    ElementRule{"header", Kind::block, "div"},
    ElementRule{"hgroup", Kind::block, "div"},
    ElementRule{"hr", Kind::rule, "hr"},
    ElementRule{"i", Kind::phrase, "i"},
    ElementRule{"iframe", Kind::raw},
    ElementRule{"image", Kind::picture, "img", of_picture | of_sized},
    ElementRule{"img", Kind::picture, "img", of_picture | of_sized},
    ElementRule{"ins", Kind::phrase, "ins", of_quote | of_time},
    ElementRule{"kbd", Kind::phrase, "kbd"},
    ElementRule{"legend", Kind::block, "div"},
    ElementRule{"li", Kind::item, "li", of_item},
    ElementRule{"listing", Kind::block, "pre"},
    ElementRule{"main", Kind::block, "div"},
    ElementRule{"mark", Kind::phrase, "mark"},
    ElementRule{"math", Kind::dropped},
    ElementRule{"menu", Kind::list, "ul"},
    ElementRule{"meter", Kind::dropped},
    ElementRule{"nav", Kind::block, "div"},
    ElementRule{"noembed", Kind::raw},
    ElementRule{"noframes", Kind::raw},
    ElementRule{"noscript", Kind::raw},
    ElementRule{"object", Kind::dropped},
    ElementRule{"ol", Kind::list, "ol", of_list},
    ElementRule{"output", Kind::dropped},
    ElementRule{"p", Kind::paragraph, "p"},
    ElementRule{"pre", Kind::block, "pre"},
    ElementRule{"progress", Kind::dropped},
    ElementRule{"q", Kind::phrase, "q", of_quote},
    ElementRule{"rp", Kind::ruby_part, "rp"},
    ElementRule{"rt", Kind::ruby_part, "rt"},
    ElementRule{"ruby", Kind::ruby, "ruby"},
    ElementRule{"s", Kind::phrase, "s"},
    ElementRule{"samp", Kind::phrase, "samp"},
    ElementRule{"script", Kind::raw},
    ElementRule{"section", Kind::block, "div"},
    ElementRule{"select", Kind::dropped},
    ElementRule{"small", Kind::phrase, "small"},
    ElementRule{"source", Kind::source, "source", of_source},
    ElementRule{"span", Kind::phrase, "span"},
    ElementRule{"strike", Kind::phrase, "s"},
    ElementRule{"strong", Kind::phrase, "strong"},
    ElementRule{"style", Kind::raw},
    ElementRule{"sub", Kind::phrase, "sub"},
    ElementRule{"summary", Kind::block, "summary"},
    ElementRule{"sup", Kind::phrase, "sup"},
    ElementRule{"svg", Kind::dropped},
    ElementRule{"table", Kind::table, "table"},
    ElementRule{"tbody", Kind::section, "tbody"},
    ElementRule{"td", Kind::cell, "td", of_cell},
    ElementRule{"template", Kind::dropped},
    ElementRule{"textarea", Kind::raw},
    ElementRule{"tfoot", Kind::section, "tfoot"},
    ElementRule{"th", Kind::cell, "th", of_cell},
    ElementRule{"thead", Kind::section, "thead"},
    ElementRule{"time", Kind::phrase, "time", of_time},
    ElementRule{"title", Kind::raw},
    ElementRule{"tr", Kind::row, "tr"},
    ElementRule{"tt", Kind::phrase, "code"},
    ElementRule{"u", Kind::phrase, "u"},
    ElementRule{"ul", Kind::list, "ul"},
    ElementRule{"var", Kind::phrase, "var"},
    ElementRule{"video", Kind::media, "video", of_media | of_sized},
    ElementRule{"wbr", Kind::line_break, "wbr"},
    ElementRule{"xmp", Kind::raw},
};
static_assert(std::ranges::is_sorted(element_rules, {}, &ElementRule::name));

using Value = std::optional<std::string>;

// At most `bytes`, not ending inside a character.
std::string_view beginning_of(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

Value plain_value(std::string_view value, const core::Url* /*base*/) {
    std::string text = visible_text(value);
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\t', ' ');
    return std::string(beginning_of(text, max_text_value_bytes));
}

// An address that is written the same when it is read again.
Value web_address(std::string_view value, const core::Url* base) {
    const auto url = base == nullptr ? core::Url::parse(value) : core::Url::parse(value, *base);
    if (!url) return std::nullopt;
    std::string address = url->str();
    const auto again = core::Url::parse(address);
    if (!again || again->str() != address || address.size() > max_address_bytes) return std::nullopt;
    return address;
}

// RFC 6068, without what is rare and what is unsafe.
Value mail_address(std::string_view value) {
    constexpr std::string_view others = "!#$%&'*+/=?^_{|}~.@,;:()-";
    const std::string_view rest = value.substr(std::string_view("mailto:").size());
    const bool is_plain = std::ranges::all_of(rest, [&](char c) {
        return core::is_alpha(c) || core::is_digit(c) || others.find(c) != std::string_view::npos;
    });
    if (!is_plain || rest.empty() || rest.size() > max_address_bytes) return std::nullopt;
    return "mailto:" + std::string(rest);
}

Value link_address(std::string_view value, const core::Url* base) {
    const std::string_view trimmed = core::trim(value);
    if (core::starts_with_ignoring_case(trimmed, "mailto:")) return mail_address(trimmed);
    return trimmed.empty() ? std::nullopt : web_address(trimmed, base);
}

Value picture_address(std::string_view value, const core::Url* base) {
    const std::string_view trimmed = core::trim(value);
    return trimmed.empty() ? std::nullopt : web_address(trimmed, base);
}

// "640w", "1.5x", or nothing.
bool is_descriptor(std::string_view text) {
    constexpr std::size_t longest = 8;
    if (text.size() < 2 || text.size() > longest || (text.back() != 'w' && text.back() != 'x')) return false;
    return std::ranges::all_of(text.substr(0, text.size() - 1), [](char c) { return core::is_digit(c) || c == '.'; }) &&
           core::is_digit(text.front());
}

// https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
Value picture_set(std::string_view value, const core::Url* base) {
    std::string set;
    std::size_t candidates = 0;
    std::size_t at = 0;
    while (at < value.size() && candidates < max_candidates) {
        while (at < value.size() && (core::is_space(value[at]) || value[at] == ',')) ++at;
        std::size_t end = at;
        while (end < value.size() && !core::is_space(value[end])) ++end;
        std::string_view address = value.substr(at, end - at);
        std::string_view descriptor;
        at = end;
        if (address.ends_with(',')) {
            while (address.ends_with(',')) address.remove_suffix(1);
        } else {
            end = std::min(value.find(',', at), value.size());
            descriptor = core::trim(value.substr(at, end - at));
            at = end;
        }
        if (address.empty() || (!descriptor.empty() && !is_descriptor(descriptor))) continue;
        auto absolute = web_address(address, base);
        if (!absolute || absolute->ends_with(',')) continue;  // The comma would be taken for the list's.
        if (!set.empty()) set += ", ";
        set += *absolute;
        if (!descriptor.empty()) (set += ' ') += descriptor;
        ++candidates;
    }
    return set.empty() ? std::nullopt : Value(std::move(set));
}

Value number(std::string_view value, int lowest, int highest) {
    value = core::trim(value);
    int parsed = 0;
    const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (code != std::errc{} || parsed < lowest || parsed > highest) return std::nullopt;
    const std::string_view rest(end, static_cast<std::size_t>(value.data() + value.size() - end));
    if (!rest.empty() && !core::equals_ignoring_case(rest, "px"))
        return std::nullopt;  // Percentages are the page's business.
    return std::to_string(parsed);
}

Value pixels(std::string_view value, const core::Url* /*base*/) {
    return number(value, 1, max_pixels);
}
Value cells(std::string_view value, const core::Url* /*base*/) {
    return number(value, 1, max_cells);
}
Value ordinal(std::string_view value, const core::Url* /*base*/) {
    return number(value, -max_ordinal, max_ordinal);
}

Value matching(std::string_view value, std::string_view others, std::size_t longest) {
    value = core::trim(value);
    const bool holds = !value.empty() && value.size() <= longest && std::ranges::all_of(value, [&](char c) {
        return core::is_alpha(c) || core::is_digit(c) || others.find(c) != std::string_view::npos;
    });
    return holds ? Value(value) : std::nullopt;
}

Value language(std::string_view value, const core::Url* /*base*/) {
    constexpr std::size_t longest = 35;  // RFC 5646 4.4.1.
    return matching(value, "-", longest);
}
Value date(std::string_view value, const core::Url* /*base*/) {
    constexpr std::size_t longest = 40;
    return matching(value, "+-:. ", longest);
}
Value media_type(std::string_view value, const core::Url* /*base*/) {
    constexpr std::size_t longest = 80;
    const auto type = matching(value, "/+-.", longest);
    const bool is_media =
        type && (core::starts_with_ignoring_case(*type, "audio/") || core::starts_with_ignoring_case(*type, "video/"));
    return is_media ? type : std::nullopt;
}

Value one_of(std::string_view value, std::initializer_list<std::string_view> known) {
    std::string lower = core::to_lower(core::trim(value));
    return std::ranges::find(known, std::string_view(lower)) == known.end() ? std::nullopt : Value(std::move(lower));
}
Value direction(std::string_view value, const core::Url* /*base*/) {
    return one_of(value, {"ltr", "rtl", "auto"});
}
Value scope(std::string_view value, const core::Url* /*base*/) {
    return one_of(value, {"row", "col", "rowgroup", "colgroup"});
}

struct AttributeRule {
    std::string_view name;
    std::uint32_t elements;
    Value (*check)(std::string_view value, const core::Url* base);  // Of the value with its references decoded.
    // Read where the attribute is missing or does not hold: pictures that scripts would load later.
    std::array<std::string_view, 3> instead{};
};

// In the order they are written.
constexpr std::array attribute_rules{
    AttributeRule{"href", of_link, link_address},
    AttributeRule{"hreflang", of_link, language},
    AttributeRule{"src", of_picture, picture_address, {"data-src", "data-lazy-src", "data-original"}},
    AttributeRule{"src", of_media | of_source, picture_address},
    AttributeRule{"srcset", of_picture, picture_set, {"data-srcset"}},
    AttributeRule{"poster", of_media, picture_address},
    AttributeRule{"type", of_source, media_type},
    AttributeRule{"alt", of_picture, plain_value},
    AttributeRule{"width", of_sized, pixels},
    AttributeRule{"height", of_sized, pixels},
    AttributeRule{"cite", of_quote, picture_address},
    AttributeRule{"datetime", of_time, date},
    AttributeRule{"start", of_list, ordinal},
    AttributeRule{"value", of_item, ordinal},
    AttributeRule{"colspan", of_cell, cells},
    AttributeRule{"rowspan", of_cell, cells},
    AttributeRule{"scope", of_cell, scope},
    AttributeRule{"title", every, plain_value},
    AttributeRule{"lang", every, language, {"xml:lang"}},
    AttributeRule{"dir", every, direction},
};

Value checked(const AttributeRule& rule, const Token& token, const core::Url* base) {
    Value value;
    if (token.has(rule.name)) value = rule.check(text::decode_references(token.attribute(rule.name)), base);
    for (const std::string_view name : rule.instead) {
        if (value || name.empty()) break;
        if (token.has(name)) value = rule.check(text::decode_references(token.attribute(name)), base);
    }
    return value;
}

// "width: 1px" or "0" in a style.
bool has_tiny(std::string_view style, std::string_view property) {
    for (std::size_t at = core::find_ignoring_case(style, property); at != std::string_view::npos;
         at = core::find_ignoring_case(style, property, at + 1)) {
        std::string_view rest = core::trim(style.substr(at + property.size()));
        if ((at > 0 && style[at - 1] == '-') || !rest.starts_with(':')) continue;  // "max-width: 1px" is another.
        rest = core::trim(rest.substr(1));
        if (rest.empty() || (rest.front() != '0' && rest.front() != '1')) continue;
        rest.remove_prefix(1);
        if (rest.empty() || rest.front() == ';' || core::is_space(rest.front()) || rest.starts_with("px")) return true;
    }
    return false;
}

bool is_tiny(const Token& token, std::string_view dimension) {
    const std::string_view value = core::trim(token.attribute(dimension));
    if (value == "0" || value == "1" || value == "0px" || value == "1px") return true;
    return has_tiny(token.attribute("style"), dimension);
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
    ((out += ' ') += name) += "=\"";
    append_escaped(out, value);
    out += '"';
}

}  // namespace

const ElementRule* element_rule(std::string_view name) {
    const auto* const found = std::ranges::lower_bound(element_rules, name, {}, &ElementRule::name);
    return found != element_rules.end() && found->name == name ? found : nullptr;
}

std::optional<std::string> allowed_attributes(const ElementRule& rule, const Token& token, const core::Url* base) {
    if (rule.kind == Kind::picture && (is_tiny(token, "width") || is_tiny(token, "height"))) return std::nullopt;
    std::string written;
    bool has_address = false;
    for (const AttributeRule& one : attribute_rules) {
        if ((one.elements & (rule.attributes | every)) == 0) continue;
        const Value value = checked(one, token, base);
        if (!value) continue;
        has_address = has_address || one.name == "href" || one.name == "src" || one.name == "srcset";
        append_attribute(written, one.name, *value);
    }
    switch (rule.kind) {
        case Kind::link:
            if (!has_address) return std::nullopt;
            return written + R"( rel="noopener nofollow ugc")";
        case Kind::picture:
            if (!has_address) return std::nullopt;
            return written + R"( loading="lazy" decoding="async" referrerpolicy="no-referrer")";
        case Kind::source:
            return has_address ? std::optional(written) : std::nullopt;
        case Kind::media:
            return written + R"( controls="" preload="none")";
        default:
            return written;
    }
}

std::string visible_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0x7FU || (byte < 0x20U && text[i] != '\n' && text[i] != '\t')) continue;
        const auto after = [&](std::size_t n) {
            return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : 0U;
        };
        if (byte == 0xC2U && after(1) < 0xA0U) {  // U+0080 to U+009F.
            i += 1;
            continue;
        }
        const bool is_override = byte == 0xE2U && after(1) == 0x80U && after(2) >= 0xAAU && after(2) <= 0xAEU;
        const bool is_mark = byte == 0xEFU && after(1) == 0xBBU && after(2) == 0xBFU;
        if (is_override || is_mark) {
            i += 2;
            continue;
        }
        out += text[i];
    }
    return out;
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
}

}  // namespace masthead::html
