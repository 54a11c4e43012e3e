// One-line YAML scalars, written so that four readers agree and read as they stand.
//   https://yaml.org/spec/1.2.2/#73-flow-scalar-styles   escapes: 5.7
#include "core/ascii.h"
#include "record/record.h"
#include "text/utf8.h"

#include <array>
#include <charconv>

namespace masthead::record {
namespace {

using core::ErrorCode;
using core::fail;

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_escape(std::string& out, char kind, std::uint32_t value, int digits) {
    out += '\\';
    out += kind;
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += hex_digits[(value >> shift) & 0xFU];
}

// Non-characters end in FFFE or FFFF in every plane, and fill FDD0 to FDEF.
bool is_noncharacter(char32_t c) {
    return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
}

void append_quoted(std::string& out, char32_t c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
        append_escape(out, 'x', c, 2);
    } else if (c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c <= 0xFFFF && is_noncharacter(c))) {
        append_escape(out, 'u', c, 4);
    } else if (is_noncharacter(c)) {
        append_escape(out, 'U', c, 8);
    } else {
        text::append_character(out, c);
    }
}

// Printable ASCII but the quote and the backslash: most of every title, copied in runs.
bool is_ordinary(char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

// Escapes of one character that stand for themselves or for one other (YAML 1.2.2, 5.7).
struct ShortEscape {
    char name;
    char32_t value;
};
constexpr std::array<ShortEscape, 17> short_escapes{{{'0', 0x00},
                                                     {'a', 0x07},
                                                     {'b', 0x08},
                                                     {'t', 0x09},
                                                     {'\t', 0x09},
                                                     {'n', 0x0A},
                                                     {'v', 0x0B},
                                                     {'f', 0x0C},
                                                     {'r', 0x0D},
                                                     {'e', 0x1B},
                                                     {' ', 0x20},
                                                     {'"', 0x22},
                                                     {'/', 0x2F},
                                                     {'\\', 0x5C},
                                                     {'N', 0x85},
                                                     {'_', 0xA0},
                                                     {'L', 0x2028}}};

std::optional<char32_t> read_hex(std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return static_cast<char32_t>(value);
}

// Reads the inside of a double-quoted scalar.
class QuotedReader {
  public:
    explicit QuotedReader(std::string_view inside) : in_(inside) {}

    core::Result<std::string> read() {
        out_.reserve(in_.size());
        while (at_ < in_.size()) {
            const char c = in_[at_];
            if (c == '"') return fail(ErrorCode::invalid, "a quote inside a quoted string is not escaped");
            if (c != '\\') {
                out_ += c;
                ++at_;
            } else if (!read_escape()) {
                return fail(ErrorCode::invalid, "an unknown escape stands in a quoted string");
            }
        }
        return std::move(out_);
    }

  private:
    bool read_escape() {
        if (at_ + 1 >= in_.size()) return false;
        const char name = in_[at_ + 1];
        at_ += 2;
        if (name == 'x') return read_code(2);
        if (name == 'u') return read_code(4);
        if (name == 'U') return read_code(8);
        if (name == 'P') {
            text::append_character(out_, 0x2029);
            return true;
        }
        for (const auto& escape : short_escapes) {
            if (escape.name != name) continue;
            text::append_character(out_, escape.value);
            return true;
        }
        return false;
    }

    bool read_code(std::size_t digits) {
        if (in_.size() - at_ < digits) return false;
        auto value = read_hex(in_.substr(at_, digits));
        if (!value) return false;
        at_ += digits;
        if (digits == 4 && *value >= 0xD800 && *value <= 0xDBFF) value = join_surrogates(*value);
        if (!value || *value > 0x10FFFF || (*value >= 0xD800 && *value <= 0xDFFF)) return false;
        text::append_character(out_, *value);
        return true;
    }

    // YAML has no surrogate pairs, but JSON writers leave them; a pair is read as the character it means.
    std::optional<char32_t> join_surrogates(char32_t high) {
        if (in_.substr(at_, 2) != "\\u" || in_.size() - at_ < 6) return std::nullopt;
        const auto low = read_hex(in_.substr(at_ + 2, 4));
        if (!low || *low < 0xDC00 || *low > 0xDFFF) return std::nullopt;
        at_ += 6;
        return 0x10000 + ((high - 0xD800) << 10U) + (*low - 0xDC00);
    }

    std::string_view in_;
    std::size_t at_ = 0;
    std::string out_;
};

core::Result<std::string> read_single_quoted(std::string_view inside) {
    std::string out;
    for (std::size_t at = 0; at < inside.size(); ++at) {
        const bool is_quote = inside[at] == '\'';
        if (is_quote && inside.substr(at + 1, 1) != "'") {
            return fail(ErrorCode::invalid, "a quote inside a quoted string is not doubled");
        }
        out += inside[at];
        if (is_quote) ++at;
    }
    return out;
}

// Words that YAML 1.1 readers (PyYAML, Jekyll) take for a boolean or for nothing.
bool is_reserved_word(std::string_view text) {
    constexpr std::array<std::string_view, 9> words{"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
    for (const auto word : words) {
        if (core::equals_ignoring_case(text, word)) return true;
    }
    return false;
}

// A string that begins with a digit is surely no number or date if it holds a letter that none of their forms uses
// (hexadecimal digits, 0x, 0o, exponents, T and Z of timestamps).
bool is_surely_no_number(std::string_view text) {
    constexpr std::string_view number_letters = "abcdefotxz";
    for (const char c : text) {
        if (core::is_alpha(c) && number_letters.find(core::to_lower(c)) == std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

std::string quote_scalar(std::string_view given) {
    const std::string repaired = text::is_valid_utf8(given) ? std::string() : text::repair_utf8(given);
    const std::string_view text = repaired.empty() ? given : std::string_view(repaired);
    std::string out;
    out.reserve(text.size() + 2);
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t run = at;
        while (at < text.size() && is_ordinary(text[at])) ++at;
        out.append(text, run, at - run);
        if (at < text.size()) append_quoted(out, text::next_character(text, at));
    }
    out += '"';
    return out;
}

bool is_plain_scalar(std::string_view text) {
    if (text.empty() || text.back() == ' ' || !text::is_valid_utf8(text)) return false;
    const bool begins_well = core::is_alpha(text.front()) || static_cast<unsigned char>(text.front()) >= 0x80;
    if (!begins_well && !(core::is_digit(text.front()) && is_surely_no_number(text))) return false;
    if (is_reserved_word(text)) return false;
    std::size_t at = 0;
    while (at < text.size()) {
        const char32_t c = text::next_character(text, at);
        // A colon or hash may end a plain scalar; a control or format character would need an escape.
        if (c < 0x20 || c == ':' || c == '#' || (c >= 0x7F && c <= 0xA0)) return false;
        if (c == 0x2028 || c == 0x2029 || c == 0xFEFF || is_noncharacter(c)) return false;
    }
    return true;
}

core::Result<std::string> read_scalar(std::string_view raw) {
    if (raw.empty()) return fail(ErrorCode::invalid, "a value is missing");
    const char first = raw.front();
    if (first == '"' || first == '\'') {
        if (raw.size() < 2 || raw.back() != first)
            return fail(ErrorCode::invalid, "a quoted string does not end with its line");
        const auto inside = raw.substr(1, raw.size() - 2);
        return first == '"' ? QuotedReader(inside).read() : read_single_quoted(inside);
    }
    constexpr std::string_view indicators = "&*!|>%@`{}[],#?";
    if (indicators.find(first) != std::string_view::npos || core::is_space(first)) {
        return fail(ErrorCode::invalid, "a plain value cannot begin like this");
    }
    return std::string(raw);
}

std::string body_of(std::string_view text) {
    std::string out = "\n";
    out.reserve(text.size() + 16);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto three = text.substr(at, 3);
        if (three == "{{<" || three == "{{%") {
            out += three.back() == '<' ? "{{&lt;" : "{{&#37;";
            at += 2;
        } else {
            out += text[at];
        }
    }
    if (out.back() != '\n') out += '\n';
    return out;
}

}  // namespace masthead::record
