// A small machine over the script's bytes. It knows in which object or array it is and what may come next there (a
// key, a colon, a value, or the end of one), writes what is allowed and leaves out what is not.
#include "page/json_repair.h"

#include "core/ascii.h"
#include "text/html_text.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::size_t npos = std::string_view::npos;

class Repairer {
  public:
    Repairer(std::string_view script, const JsonRepairOptions& options) : script_(script), options_(options) {
        out_.reserve(script.size() + 16);
    }

    std::string run() {
        out_ += '[';
        while (at_ < script_.size()) step();
        while (!open_.empty()) close();
        out_ += ']';
        return std::move(out_);
    }

  private:
    enum class Next : std::uint8_t { value_or_end, comma_or_end, key_or_end, colon, member_value };
    struct Level {
        bool is_object = false;
        bool has_members = false;
        Next next = Next::value_or_end;
    };

    void step() {
        const char c = script_[at_];
        if (core::is_space(c) || c == ',' || c == ';') {
            ++at_;
        } else if (skip_comment()) {
        } else if (c == '{' || c == '[') {
            ++at_;
            open(c == '{');
        } else if (c == '}' || c == ']') {
            ++at_;
            if (!open_.empty() && open_.back().is_object == (c == '}')) close();
        } else if (c == ':') {
            ++at_;
            if (!open_.empty() && open_.back().next == Next::colon) {
                out_ += ':';
                open_.back().next = Next::member_value;
            }
        } else if (c == '"' || (c == '\'' && !open_.empty())) {
            take_string(c);
        } else {
            take_word();
        }
    }

    // "//" up to the line's end, "/*" up to "*/", "<!--" and "-->" alone, "<![CDATA[" and "]]>" alone.
    bool skip_comment() {
        const std::string_view rest = script_.substr(at_);
        if (rest.starts_with("//")) {
            // Templates put the CDATA mark into a comment and go on in the same line.
            const std::size_t end = rest.find('\n');
            const bool is_mark = rest.starts_with("//<![CDATA[") || rest.starts_with("// <![CDATA[");
            at_ = is_mark ? at_ + rest.find("CDATA[") + 6 : end == npos ? script_.size() : at_ + end;
            return true;
        }
        if (rest.starts_with("/*")) {
            const std::size_t end = rest.find("*/", 2);
            at_ = end == npos ? script_.size() : at_ + end + 2;
            return true;
        }
        for (const std::string_view mark : {"<!--", "-->", "<![CDATA[", "<!CDATA[", "]]>"}) {
            if (!rest.starts_with(mark)) continue;
            at_ += mark.size();
            return true;
        }
        return false;
    }

    // Before a value: the comma that it needs, and in an object the value's place. False: no value may stand here.
    bool begin_value() {
        if (open_.empty()) {
            if (out_.size() > 1) out_ += ',';
            return true;
        }
        Level& level = open_.back();
        if (level.is_object) {
            if (level.next != Next::member_value) return false;
            level.next = Next::key_or_end;
        } else {
            if (level.has_members) out_ += ',';
        }
        level.has_members = true;
        return true;
    }

    void open(bool is_object) {
        if (open_.size() >= options_.max_depth) {
            if (begin_value()) out_ += "null";
            skip_nested();
            return;
        }
        if (!begin_value()) {
            skip_nested();
            return;
        }
        out_ += is_object ? '{' : '[';
        open_.push_back(
            {.is_object = is_object, .has_members = false, .next = is_object ? Next::key_or_end : Next::value_or_end});
    }

    // Past the bracket that closes the one just passed.
    void skip_nested() {
        std::size_t depth = 1;
        while (at_ < script_.size() && depth > 0) {
            const char c = script_[at_];
            if (c == '"') {
                at_ = string_end(at_ + 1, '"');
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                --depth;
            }
            ++at_;
        }
        at_ = std::min(at_, script_.size());
    }

    void close() {
        const Level level = open_.back();
        open_.pop_back();
        if (level.is_object) {
            if (level.next == Next::colon) out_ += ":null";
            if (level.next == Next::member_value) out_ += "null";
        }
        out_ += level.is_object ? '}' : ']';
    }

    // Where the string ends that begins at `from`: at a quote that something follows which may follow a string. So a
    // quote inside ("He said "no" again") does not end it. Looking past a string's first quote is limited for the whole
    // of the script, for hostile ones are nothing but quotes.
    std::size_t string_end(std::size_t from, char quote) {
        std::size_t first = npos;
        for (std::size_t i = from; i < script_.size(); ++i) {
            if (script_[i] == '\\') {
                ++i;
                continue;
            }
            if (first != npos && ++looked_ > script_.size()) return first;
            if (script_[i] != quote) continue;
            if (first == npos) first = i;
            if (may_end_string(i + 1)) return i;
        }
        return first == npos ? script_.size() : first;
    }

    bool may_end_string(std::size_t after) {
        bool is_next_line = false;
        while (after < script_.size() && core::is_space(script_[after])) {
            is_next_line = is_next_line || script_[after] == '\n';
            ++after;
            ++looked_;
        }
        const std::string_view rest = script_.substr(std::min(after, script_.size()), 2);
        if (rest.empty() || std::string_view(",:}];").contains(rest[0]) || rest == "//" || rest == "/*") return true;
        return rest[0] == '"' && is_next_line;  // A comma was forgotten between two lines.
    }

    void take_string(char quote) {
        const std::size_t end = string_end(at_ + 1, quote);
        const std::string_view content = script_.substr(at_ + 1, end - at_ - 1);
        at_ = std::min(end + 1, script_.size());
        if (!begin_text()) return;
        append_string(content);
    }

    // Strings and bare words: keys where a key is due, values elsewhere.
    bool begin_text() {
        if (open_.empty()) return false;  // Text around the values.
        Level& level = open_.back();
        if (!level.is_object || level.next == Next::member_value) return begin_value();
        if (level.next == Next::colon) return false;
        if (level.has_members) out_ += ',';
        level.next = Next::colon;
        return true;
    }

    void append_string(std::string_view content) {
        constexpr std::string_view allowed = "\"\\/bfnrt";
        out_ += '"';
        for (std::size_t i = 0; i < content.size(); ++i) {
            const char c = content[i];
            if (c == '\\') {
                const std::string_view rest = content.substr(i + 1);
                if (rest.starts_with('u')) {
                    i += append_code(rest);
                } else if (!rest.empty() && allowed.contains(rest[0])) {
                    out_ += '\\';
                    out_ += rest[0];
                    ++i;
                }
                continue;  // Before anything else it is left out.
            }
            if (c == '"') out_ += '\\';
            out_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
        out_ += '"';
    }

    // "u" and four digits, with a second such escape where they are half of a pair; gives the bytes passed. Half a pair
    // alone is no character.
    std::size_t append_code(std::string_view rest) {
        const auto code = code_at(rest);
        if (code < 0) return 0;
        const bool is_high = code >= 0xD800 && code < 0xDC00;
        const bool is_low = code >= 0xDC00 && code < 0xE000;
        if (!is_high && !is_low) {
            out_.append("\\").append(rest.substr(0, 5));
            return 5;
        }
        const auto second = rest.substr(5).starts_with("\\u") ? code_at(rest.substr(6)) : -1;
        if (is_high && second >= 0xDC00 && second < 0xE000) {
            out_.append("\\").append(rest.substr(0, 11));
            return 11;
        }
        out_ += "\\ufffd";
        return 5;
    }

    // Of "uXXXX"; -1: no code.
    static int code_at(std::string_view text) {
        if (text.size() < 5 || text[0] != 'u') return -1;
        int code = 0;
        for (const char c : text.substr(1, 4)) {
            const char lower = core::to_lower(c);
            const bool is_letter = lower >= 'a' && lower <= 'f';
            if (!core::is_digit(c) && !is_letter) return -1;
            code = code * 16 + (is_letter ? lower - 'a' + 10 : c - '0');
        }
        return code;
    }

    // true, false, null, numbers, and what people write without quotes.
    void take_word() {
        const std::size_t begin = at_;
        while (at_ < script_.size() && !std::string_view("{}[]:,;\"'").contains(script_[at_]) &&
               !core::is_space(script_[at_]))
            ++at_;
        if (at_ == begin) ++at_;
        const std::string_view word = script_.substr(begin, at_ - begin);
        if (open_.empty()) return;
        const bool is_key = open_.back().is_object && open_.back().next == Next::key_or_end;
        if (!begin_text()) return;
        if (is_key) {
            append_string(word);
        } else if (word == "true" || word == "false" || word == "null" || is_number(word)) {
            out_ += word;
        } else {
            out_ += "null";
        }
    }

    // -?(0|[1-9][0-9]*)(\.[0-9]+)? without exponents: those that a page about news has.
    static bool is_number(std::string_view word) {
        if (word.starts_with('-')) word.remove_prefix(1);
        const std::size_t point = word.find('.');
        const std::string_view whole = word.substr(0, point);
        if (whole.empty() || whole.size() > 15 || (whole.size() > 1 && whole[0] == '0')) return false;
        if (!std::ranges::all_of(whole, core::is_digit)) return false;
        if (point == npos) return true;
        const std::string_view part = word.substr(point + 1);
        return !part.empty() && part.size() <= 15 && std::ranges::all_of(part, core::is_digit);
    }

    std::string_view script_;
    const JsonRepairOptions& options_;
    std::size_t at_ = 0;
    std::size_t looked_ = 0;  // Bytes past first quotes.
    std::string out_;
    std::vector<Level> open_;
};

// Whole scripts written for an attribute or an XML page: `{&quot;@type&quot;: ...`.
bool is_referenced(std::string_view script) {
    const std::size_t reference = std::min(script.find("&quot;"), script.find("&#34;"));
    return reference != npos && reference < script.find('"');
}

}  // namespace

std::string repair_json(std::string_view script, const JsonRepairOptions& options) {
    script = script.substr(0, options.max_bytes);
    if (!is_referenced(script)) return Repairer(script, options).run();
    const std::string decoded = text::decode_references(script);
    return Repairer(decoded, options).run();
}

}  // namespace masthead::page
