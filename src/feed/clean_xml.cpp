// XML 1.0, https://www.w3.org/TR/xml/, the productions a feed needs: 14 CharData, 15 Comment, 16 PI, 18 CDSect, 40
// STag, 41 Attribute, 42 ETag, 44 EmptyElemTag, 66 CharRef; 2.11 (ends of lines) and 3.3.3 (attribute values). As in
// xml_text.cpp, comments and XML declarations are left out wherever they stand, and an ampersand that begins no
// reference is one.
#include "feed/clean_xml.h"

#include "core/ascii.h"
#include "feed/namespaces.h"
#include "feed/xml_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace masthead::feed {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_attributes = 16;  // They are compared with each other; real feeds have up to 12.

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

constexpr auto name_characters = [] {
    std::array<bool, 256> in{};
    for (unsigned c = 0; c < 0x80; ++c) {
        const char character = static_cast<char>(c);
        in[c] = core::is_alpha(character) || core::is_digit(character) || c == '_' || c == ':' || c == '-' || c == '.';
    }
    return in;
}();

// What an attribute's value cannot hold as it is.
constexpr auto value_stops = [] {
    std::array<bool, 256> in{};
    for (const char c : std::string_view("&<\t\n\r")) in[static_cast<unsigned char>(c)] = true;
    return in;
}();

bool is_in(const std::array<bool, 256>& set, char c) {
    return set[static_cast<unsigned char>(c)];
}

bool starts_name(char c) {
    return core::is_alpha(c) || c == '_' || c == ':';
}

// What kinds of bytes a text holds, found at a glance.
struct Survey {
    bool has_return = false;
    bool has_control = false;  // Other than tab, newline and return.
    bool has_ef = false;       // U+FFFE and U+FFFF begin with it.
};

// Without a branch in it, so that the compiler makes vector instructions of it.
void survey_block(const char* bytes, std::size_t size, std::array<unsigned char, 3>& seen) {
    unsigned char returns = 0;
    unsigned char controls = 0;
    unsigned char ef = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const auto is_return = static_cast<unsigned char>(byte == '\r');
        const auto is_white = static_cast<unsigned char>((byte == '\t') | (byte == '\n') | is_return);
        returns |= is_return;
        controls |= static_cast<unsigned char>(static_cast<unsigned char>(byte < 0x20) & (is_white ^ 1U));
        ef |= static_cast<unsigned char>(byte == 0xef);
    }
    seen[0] |= returns;
    seen[1] |= controls;
    seen[2] |= ef;
}

Survey survey(std::string_view text) {
    constexpr std::size_t block = 256;
    std::array<unsigned char, 3> seen{};
    std::size_t at = 0;
    for (; at + block <= text.size(); at += block) survey_block(text.data() + at, block, seen);
    survey_block(text.data() + at, text.size() - at, seen);
    return {seen[0] != 0, seen[1] != 0, seen[2] != 0};
}

bool has_noncharacter(std::string_view text) {
    for (auto at = text.find('\xef'); at != npos; at = text.find('\xef', at + 1)) {
        const std::string_view character = text.substr(at, 3);
        if (character == "\xef\xbf\xbe" || character == "\xef\xbf\xbf") return true;
    }
    return false;
}

// Copies bytes up to the first '&' or '\r' and says how many; eight at a time, so `to` has room for 7 more.
std::size_t copy_plain(std::string_view from, char* to) {
    std::size_t at = 0;
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101U;
        constexpr std::uint64_t high_bits = 0x8080808080808080U;
        const auto zeros = [](std::uint64_t word) { return (word - ones) & ~word & high_bits; };
        for (; at + sizeof ones <= from.size(); at += sizeof ones) {
            std::uint64_t word = 0;
            std::memcpy(&word, from.data() + at, sizeof word);
            std::memcpy(to + at, &word, sizeof word);
            const std::uint64_t hits = zeros(word ^ (ones * '&')) | zeros(word ^ (ones * '\r'));
            if (hits != 0) return at + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
        }
    }
    for (; at < from.size() && from[at] != '&' && from[at] != '\r'; ++at) to[at] = from[at];
    return at;
}

// The five references of XML, which are nearly all there are: the character, and the length; 0 for another one.
struct Predefined {
    char character = 0;
    std::size_t length = 0;
};
Predefined predefined(std::string_view reference) {
    if (reference.starts_with("&lt;")) return {'<', 4};
    if (reference.starts_with("&gt;")) return {'>', 4};
    if (reference.starts_with("&amp;")) return {'&', 5};
    if (reference.starts_with("&quot;")) return {'"', 6};
    if (reference.starts_with("&apos;")) return {'\'', 6};
    return {};
}

class CleanReader {
  public:
    CleanReader(std::string_view text, XmlSink& sink, const XmlLimits& limits)
        : text_(text), sink_(sink), limits_(limits), decoded_(most_attributes) {}

    bool run() {
        const Survey seen = survey(text_);
        if (seen.has_control || (seen.has_ef && has_noncharacter(text_))) return false;
        has_return_ = seen.has_return;
        while (at_ < text_.size() && !stopped_) {
            if (!(text_[at_] == '<' ? markup() : characters())) return false;
        }
        return stopped_ || (has_root_ && open_.empty());
    }

  private:
    [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
    [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
        while (at < text_.size() && is_blank(text_[at])) ++at;
        return at;
    }
    [[nodiscard]] std::size_t skip_name(std::size_t at) const {
        if (!starts_name(peek(at))) return at;
        while (at < text_.size() && is_in(name_characters, text_[at])) ++at;
        return at;
    }

    // Everything up to the next '<'.
    bool characters() {
        const std::size_t end = std::min(text_.find('<', at_), text_.size());
        const std::string_view run = text_.substr(at_, end - at_);
        if (open_.empty()) {
            at_ = end;
            return std::ranges::all_of(run, is_blank);
        }
        const bool plain = run.find('&') == npos && (!has_return_ || run.find('\r') == npos);
        if (plain) {
            sink_.characters(run);
        } else if (decode(at_, end, buffer_)) {
            sink_.characters(buffer_view_);
        } else {
            return false;
        }
        at_ = end;
        return true;
    }

    // Bytes `from` to `to` with references replaced and line ends made one; `buffer_view_` then views it in `buffer`.
    bool decode(std::size_t from, std::size_t to, std::string& buffer) {
        // A reference is never shorter than what it stands for.
        if (buffer.size() < to - from + 8) buffer.resize((to - from + 8) * 2);
        std::size_t size = 0;
        while (from < to) {
            const std::size_t plain = copy_plain(text_.substr(from, to - from), buffer.data() + size);
            from += plain;
            size += plain;
            if (from == to) break;
            if (text_[from] == '\r') {
                buffer[size++] = '\n';
                from += from + 1 < to && text_[from + 1] == '\n' ? std::size_t{2} : std::size_t{1};
                continue;
            }
            if (const auto [character, length] = predefined(text_.substr(from, to - from)); length > 0) {
                buffer[size++] = character;
                from += length;
            } else if (!other_reference(from, to, buffer.data(), size)) {
                return false;
            }
        }
        buffer_view_ = std::string_view(buffer).substr(0, size);
        return true;
    }

    // Replaces the reference at `from`, moving `from` past it.
    bool other_reference(std::size_t& from, std::size_t to, char* buffer, std::size_t& size) const {
        const auto reference = read_reference(text_.substr(from, to - from));
        if (!reference) {
            buffer[size++] = '&';
            ++from;
            return true;
        }
        for (const char c : reference->text) {
            if (c == '\r' || (c == '\n' && has_return_)) return false;  // It may join with a line end that stands.
            if (static_cast<unsigned char>(c) >= 0x20 || is_blank(c)) buffer[size++] = c;
        }
        from += reference->length;
        return true;
    }

    bool markup() {
        const char next = peek(at_ + 1);
        if (next == '/') return end_tag();
        if (next == '!') return declaration();
        if (next == '?') return instruction();
        return start_tag();
    }

    bool declaration() {
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("<![CDATA[")) return literal();
        if (rest.starts_with("<!--")) return leave_out_through("-->");
        if (!core::starts_with_ignoring_case(rest, "<!DOCTYPE")) return false;
        return text_.find_first_of("[>", at_) == text_.find('>', at_) && leave_out_through(">");
    }

    // What stands before and after joins, and must not become what it was not.
    bool leave_out_through(std::string_view end) {
        const char before = at_ > 0 ? text_[at_ - 1] : ' ';
        const auto found = text_.find(end, at_);
        if (found == npos || before == ']' || before == '\r') return false;
        at_ = found + end.size();
        return true;
    }

    bool literal() {
        const std::size_t begin = at_ + 9;
        const auto end = text_.find("]]>", begin);
        if (end == npos || open_.empty()) return false;
        at_ = end + 3;
        const std::string_view inside = text_.substr(begin, end - begin);
        if (inside.empty()) return true;
        if (!has_return_ || inside.find('\r') == npos) {
            sink_.characters(inside);
            return true;
        }
        unify_line_ends(inside);
        sink_.characters(buffer_view_);
        return true;
    }

    void unify_line_ends(std::string_view text) {
        buffer_.clear();
        while (!text.empty()) {
            const auto end = text.find('\r');
            buffer_.append(text.substr(0, end));
            if (end == npos) break;
            buffer_ += '\n';
            text.remove_prefix(text.substr(end + 1).starts_with('\n') ? end + 2 : end + 1);
        }
        buffer_view_ = buffer_;
    }

    bool instruction() {
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("<?xml ") || rest.starts_with("<?xml?") || rest.starts_with("<?XML "))
            return leave_out_through("?>");
        const std::size_t name_end = skip_name(at_ + 2);
        const std::string_view name = text_.substr(at_ + 2, name_end - at_ - 2);
        const auto end = text_.find("?>", name_end);
        if (name.empty() || end == npos || core::equals_ignoring_case(name, "xml")) return false;
        if (end != name_end && !is_blank(text_[name_end])) return false;
        const std::string_view inside = text_.substr(name_end, end - name_end);
        if (name.size() > limits_.max_name_bytes || inside.find('<') != npos || inside.find('&') != npos) return false;
        at_ = end + 2;
        return true;
    }

    bool end_tag() {
        const std::size_t name_end = skip_name(at_ + 2);
        if (open_.empty() || text_.substr(at_ + 2, name_end - at_ - 2) != open_.back()) return false;
        const std::size_t end = skip_blanks(name_end);
        if (peek(end) != '>') return false;
        at_ = end + 1;
        close();
        return true;
    }

    bool start_tag() {
        std::size_t at = skip_name(at_ + 1);
        const std::string_view name = text_.substr(at_ + 1, at - at_ - 1);
        if (name.empty() || name.size() > limits_.max_name_bytes || open_.size() >= limits_.max_depth) return false;
        if (open_.empty() && has_root_) return false;
        attributes_.clear();
        while (true) {
            const std::size_t next = skip_blanks(at);
            if (const char c = peek(next); c == '>' || c == '/') {
                at = next;
                break;
            }
            if (next == at) return false;
            at = attribute(next);
            if (at == npos) return false;
        }
        const bool is_empty = text_[at] == '/';
        if (is_empty && peek(at + 1) != '>') return false;
        at_ = at + (is_empty ? 2 : 1);
        open(name);
        if (is_empty && !stopped_) close();
        return true;
    }

    // Reads the attribute at `at`. Where it ends, or npos.
    std::size_t attribute(std::size_t at) {
        const std::size_t name_end = skip_name(at);
        const std::string_view name = text_.substr(at, name_end - at);
        const bool is_new = std::ranges::find(attributes_, name, &XmlAttribute::name) == attributes_.end();
        if (name.empty() || !is_new || attributes_.size() >= std::min(most_attributes, limits_.max_attributes))
            return npos;
        const std::size_t equals = skip_blanks(name_end);
        if (peek(equals) != '=') return npos;
        const std::size_t open = skip_blanks(equals + 1);
        const char quote = peek(open);
        if (quote != '"' && quote != '\'') return npos;
        const std::size_t end = text_.find(quote, open + 1);
        if (end == npos) return npos;
        std::string_view value = text_.substr(open + 1, end - open - 1);
        const auto stop = std::ranges::find_if(value, [](char c) { return is_in(value_stops, c); });
        if (stop != value.end()) {
            if (value.find('<') != npos || !decode(open + 1, end, decoded_[attributes_.size()])) return npos;
            value = blanks_as_spaces(decoded_[attributes_.size()].data());
        }
        attributes_.push_back({Vocabulary::plain, name, value});
        return end + 1;
    }

    // XML 1.0 3.3.3, of what was decoded last.
    [[nodiscard]] std::string_view blanks_as_spaces(char* decoded) const {
        std::replace_if(decoded, decoded + buffer_view_.size(), is_blank, ' ');
        return buffer_view_;
    }

    void open(std::string_view name) {
        has_root_ = true;
        open_.push_back(name);
        namespaces_.enter(attributes_, open_.size());
        const auto [prefix, local] = split_name(name);
        XmlElement element;
        element.vocabulary = namespaces_.resolve(prefix);
        element.name = in_lower_case(local);
        element.attributes = attributes_;
        if (sink_.open(element)) return;
        stopped_ = true;
        sink_.cut();
        while (!open_.empty()) close();
    }

    std::string_view in_lower_case(std::string_view name) {
        if (std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; })) return name;
        lower_name_.assign(name);
        for (char& c : lower_name_) c = core::to_lower(c);
        return lower_name_;
    }

    void close() {
        sink_.close();
        namespaces_.leave(open_.size());
        open_.pop_back();
    }

    std::string_view text_;
    XmlSink& sink_;
    const XmlLimits& limits_;
    std::size_t at_ = 0;
    std::vector<std::string_view> open_;  // Names as written.
    Namespaces namespaces_;
    std::vector<XmlAttribute> attributes_;
    std::vector<std::string> decoded_;  // Values of the attributes that held references.
    std::string lower_name_;
    std::string buffer_;
    std::string_view buffer_view_;
    bool has_return_ = false;
    bool has_root_ = false;
    bool stopped_ = false;
};

}  // namespace

bool read_clean_xml(std::string_view document, XmlSink& sink, const XmlLimits& limits) {
    constexpr std::size_t max_text_bytes = std::size_t{1} << 30U;  // As read_xml.
    return document.size() < max_text_bytes && CleanReader(document, sink, limits).run();
}

}  // namespace masthead::feed
