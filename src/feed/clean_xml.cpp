// XML 1.0, https://www.w3.org/TR/xml/, the productions a feed needs: 14 CharData, 15 Comment, 16 PI, 18 CDSect, 40
// STag, 41 Attribute, 42 ETag, 44 EmptyElemTag, 66 CharRef; 2.11 (ends of lines) and 3.3.3 (attribute values). As in
// xml_text.cpp, comments and XML declarations are left out wherever they stand, and an ampersand that begins no
// reference is one.
#include "feed/clean_xml.h"

#include "core/ascii.h"
#include "feed/namespaces.h"
#include "feed/xml_scan.h"
#include "text/utf8.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace masthead::feed {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_attributes = 16;  // They are compared with each other; real feeds have up to 12.

// The character of a number in decimal ("&#8217;") or hexadecimal at the front of the text, as read_reference has it.
// Nothing for what it mends (windows-1252 numbers), leaves out or does not take for a reference.
struct Numeric {
    char32_t character = 0;
    std::size_t length = 0;  // Of the reference; 0: nothing.
};
Numeric numeric_reference(std::string_view text) {
    constexpr std::size_t longest = 10;  // "&#x10ffff;"
    text = text.substr(0, longest);
    if (!text.starts_with("&#")) return {};
    const bool is_hex = text.substr(2).starts_with('x');
    const char* const end = text.data() + text.size();
    std::uint32_t value = 0;
    const auto [last, code] = std::from_chars(text.data() + (is_hex ? 3 : 2), end, value, is_hex ? 16 : 10);
    if (code != std::errc{} || last == end || *last != ';') return {};
    const bool is_ascii = value >= 0x20 && value < 0x7f;
    const bool is_other = (value >= 0xa0 && value < 0xd800) || (value > 0xdfff && value < 0xfffe) ||
                          (value > 0xffff && value <= 0x10ffff);
    if (!is_ascii && !is_other) return {};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(last - text.data()) + 1};
}

class CleanReader {
  public:
    CleanReader(const XmlText& text, XmlSink& sink, const XmlLimits& limits)
        : text_(text.view()),
          sink_(sink),
          limits_(limits),
          decoded_(most_attributes),
          has_return_(text.survey().has_return) {}

    bool run() {
        while (at_ < text_.size() && !stopped_) {
            if (!(text_[at_] == '<' ? markup() : characters())) return false;
        }
        return stopped_ || (has_root_ && open_.empty());
    }

  private:
    [[nodiscard]] char peek(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
    [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
        return is_blank(peek(at)) ? find_where(text_, at, Visible{}) : at;
    }
    [[nodiscard]] std::size_t skip_name(std::size_t at) const {
        if (!starts_name(peek(at))) return at;
        return find_where(text_, at, NameEnd{});
    }

    // Everything up to the next '<'.
    bool characters() {
        // Between elements mostly white space stands.
        const std::size_t blank_end = skip_blanks(at_);
        if (peek(blank_end) == '<' && !has_return_) {
            if (!open_.empty()) sink_.characters(text_.substr(at_, blank_end - at_));
            at_ = blank_end;
            return true;
        }
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
            sink_.made_characters(buffer_);
        } else {
            return false;
        }
        at_ = end;
        return true;
    }

    // Bytes `from` to `to` with references replaced and line ends made one. False: they cannot be had here.
    bool decode(std::size_t from, std::size_t to, std::string& out) const {
        std::size_t size = npos;
        out.clear();
        out.resize_and_overwrite(to - from + copied_at_once, [&](char* buffer, std::size_t /*room*/) {
            size = write_decoded(from, to, buffer);
            return size == npos ? 0 : size;
        });
        return size != npos;
    }

    // The places of what has to be replaced are found before it is looked at, so that no step waits for the length of
    // the one before.
    std::size_t write_decoded(std::size_t begin, std::size_t to, char* const buffer) const {
        const char* from = text_.data() + begin;
        const char* const end = text_.data() + to;
        // Before it, more can be read than is looked at.
        const char* const roomy_end = text_.data() + text_.size() - std::min(text_.size(), copied_at_once);
        char* out = buffer;
        for (std::size_t done = begin; done < to; done += block_bytes) {
            const char* const block = text_.data() + done;
            std::uint64_t marks = marks_in(text_.substr(done, block_bytes));
            const std::size_t left = to - done;
            if (left < block_bytes) marks &= (std::uint64_t{1} << left) - 1;
            for (; marks != 0; marks &= marks - 1) {
                const char* const at = block + std::countr_zero(marks);
                const Predefined* const known = at < roomy_end ? predefined(at) : nullptr;
                out = at < roomy_end ? copy_few(from, at, out) : std::copy(from, at, out);
                from = at;
                if (known != nullptr) {
                    *out++ = known->character;
                    from += known->length;
                } else if (!replace(from, end, out)) {
                    return npos;
                }
            }
        }
        return static_cast<std::size_t>(std::copy(from, end, out) - buffer);
    }

    static constexpr std::size_t copied_at_once = 32;

    // Copies what stands from `from` to `to`, most often a few bytes; of both the text and `out` there is more.
    static char* copy_few(const char* from, const char* to, char* out) {
        const auto size = static_cast<std::size_t>(to - from);
        std::memcpy(out, from, copied_at_once);  // Of a fixed size: two moves.
        if (size > copied_at_once) std::memcpy(out + copied_at_once, from + copied_at_once, size - copied_at_once);
        return out + size;
    }

    // Replaces the line end or the reference at `from`, moving `from` past it.
    bool replace(const char*& from, const char* end, char*& out) const {
        // The text goes on behind `end`, but no reference reaches beyond it: it would hold a '<' or a quote.
        if (*from == '&') return reference({from, end}, from, out);
        *out++ = '\n';
        from += from + 1 < end && from[1] == '\n' ? 2 : 1;
        return true;
    }

    // Replaces the reference at the front of the text, moving `from` past it.
    bool reference(std::string_view text, const char*& from, char*& out) const {
        if (const Numeric number = numeric_reference(text); number.length > 0) {
            std::string character;
            text::append_character(character, number.character);
            out = std::ranges::copy(character, out).out;
            from += number.length;
            return true;
        }
        const auto known = read_reference(text);
        if (!known) {
            *out++ = '&';
            ++from;
            return true;
        }
        if (known->text.size() > known->length) return false;  // Of HTML's names &nGt; and &nLt; alone.
        for (const char c : known->text) {
            if (c == '\r' || (c == '\n' && has_return_)) return false;  // It may join with a line end that stands.
            if (static_cast<unsigned char>(c) >= 0x20 || is_blank(c)) *out++ = c;
        }
        from += known->length;
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
        sink_.made_characters(buffer_);
        return true;
    }

    void unify_line_ends(std::string_view text) {
        buffer_.clear();
        buffer_.reserve(text.size());
        while (!text.empty()) {
            const auto end = text.find('\r');
            buffer_.append(text.substr(0, end));
            if (end == npos) break;
            buffer_ += '\n';
            text.remove_prefix(text.substr(end + 1).starts_with('\n') ? end + 2 : end + 1);
        }
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
        if (open_.empty() || !text_.substr(at_ + 2).starts_with(open_.back())) return false;
        const std::size_t end = skip_blanks(at_ + 2 + open_.back().size());
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
        const std::size_t stop = find_where(text_, open + 1, ValueStop{quote});
        const std::size_t end = peek(stop) == quote ? stop : text_.find(quote, stop);
        if (end == npos) return npos;
        std::string_view value = text_.substr(open + 1, end - open - 1);
        if (stop != end) {
            std::string& decoded = decoded_[attributes_.size()];
            if (value.find('<') != npos || !decode(open + 1, end, decoded)) return npos;
            std::ranges::replace_if(decoded, is_blank, ' ');  // XML 1.0 3.3.3
            value = decoded;
        }
        attributes_.push_back({Vocabulary::plain, name, value});
        return end + 1;
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
    bool has_return_;
    bool has_root_ = false;
    bool stopped_ = false;
};

}  // namespace

bool read_clean_xml(const XmlText& document, XmlSink& sink, const XmlLimits& limits) {
    constexpr std::size_t max_text_bytes = std::size_t{1} << 30U;  // As read_xml.
    const auto& survey = document.survey();
    if (document.view().size() >= max_text_bytes || survey.has_control || survey.has_noncharacter) return false;
    return CleanReader(document, sink, limits).run();
}

}  // namespace masthead::feed
