#include "record/reader.h"

#include "text/utf8.h"

#include <charconv>

namespace masthead::record {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";
constexpr std::size_t max_shown_characters = 60;

bool is_indented(std::string_view line, std::size_t indent) {
    return line.size() >= indent && line.substr(0, indent).find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace

Reader::Reader(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with(bom)) {
        layout_.has_bom = true;
        rest_.remove_prefix(bom.size());
    }
    const auto first_end = rest_.find('\n');
    layout_.has_crlf = first_end != std::string_view::npos && first_end > 0 && rest_[first_end - 1] == '\r';
    advance();
}

void Reader::read(Record& record) {
    if (line_ != "---" || is_over_) {
        tried_.emplace_back("---");
        return expected();
    }
    advance();
    walk_record(*this, record);
    take_end(record);
    record.layout = std::move(layout_);
}

void Reader::advance() {
    tried_.clear();
    ++line_number_;
    is_over_ = rest_.empty();
    const auto end = rest_.find('\n');
    has_newline_ = end != std::string_view::npos;
    line_ = rest_.substr(0, end);
    rest_ = has_newline_ ? rest_.substr(end + 1) : std::string_view();
    const bool ends_in_cr = has_newline_ && line_.ends_with('\r');
    if (has_newline_ && ends_in_cr != layout_.has_crlf) return reject("a line end unlike that of the first line");
    if (ends_in_cr) line_.remove_suffix(1);
    if (!text::is_valid_utf8(line_)) reject("bytes that are not UTF-8");
}

void Reader::reject(std::string_view what) {
    if (failed()) return;
    error_ = "line " + std::to_string(line_number_) + ": " + std::string(what);
    error_ += is_over_ ? "; the file ends here"
                       : "; found " + quote_scalar(text::shorten(text::repair_utf8(line_), max_shown_characters));
}

void Reader::expected() {
    std::string what = "expected ";
    for (std::size_t i = 0; i < tried_.size(); ++i) {
        if (i > 0) what += i + 1 == tried_.size() ? " or " : ", ";
        what.append(tried_[i]);
    }
    reject(what);
}

bool Reader::at_entry() const {
    return !failed() && is_indented(line_, indent_ - 2) && line_.substr(indent_ - 2).starts_with("- ");
}

// True if the current line has the indentation (and the dash) that the next field needs.
bool Reader::begin_line() {
    if (failed() || is_over_) return false;
    return is_first_field_ ? at_entry() : is_indented(line_, indent_);
}

// The value of `key: value` if the current line is that; the line is then consumed.
std::optional<std::string_view> Reader::take(std::string_view key) {
    tried_.emplace_back(key);
    if (!begin_line()) return std::nullopt;
    const auto field = line_.substr(indent_);
    if (!field.starts_with(key) || !field.substr(key.size()).starts_with(": ")) return std::nullopt;
    is_first_field_ = false;
    return field.substr(key.size() + 2);
}

bool Reader::take_header(std::string_view key) {
    tried_.emplace_back(key);
    if (!begin_line()) return false;
    const auto field = line_.substr(indent_);
    if (field.size() != key.size() + 1 || !field.starts_with(key) || field.back() != ':') return false;
    advance();
    return true;
}

bool Reader::take_blank_before(std::string_view key) {
    tried_.emplace_back(key);
    if (failed() || is_over_ || !line_.empty()) return false;
    if (!rest_.starts_with(key) || !rest_.substr(key.size()).starts_with(':')) return false;
    advance();
    return true;
}

// What `raw` stands for; remembered as it stands if the writer would spell it another way.
std::optional<std::string> Reader::read_spelled(std::string_view raw, Style style) {
    auto value = read_scalar(raw);
    if (!value) {
        reject(value.error().message);
        return std::nullopt;
    }
    if (spell(*value, style) != raw) layout_.spellings.push_back({scalar_, std::string(raw)});
    ++scalar_;
    return std::move(*value);
}

std::optional<std::string> Reader::take_string(std::string_view key, Style style) {
    const auto raw = take(key);
    if (!raw) return std::nullopt;
    auto value = read_spelled(*raw, style);
    if (value) advance();
    return value;
}

void Reader::string(std::string_view key, std::string& value, Style style, Presence presence) {
    auto found = take_string(key, style);
    if (found && found->empty() && presence == Presence::optional) return reject("an empty value just above");
    if (found) {
        value = std::move(*found);
    } else if (presence == Presence::required) {
        expected();
    }
}

void Reader::optional_string(std::string_view key, std::optional<std::string>& value) {
    value = take_string(key, Style::quoted);
}

void Reader::number(std::string_view key, int& value) {
    const auto raw = take(key);
    if (!raw) return expected();
    const auto [end, error] = std::from_chars(raw->data(), raw->data() + raw->size(), value);
    if (error != std::errc{} || end != raw->data() + raw->size() || std::to_string(value) != *raw) {
        return reject("a whole number was expected");
    }
    advance();
}

void Reader::size(std::string_view key, int& value) {
    if (take(key)) number(key, value);  // `take` looks only; the line is consumed by `number`.
}

std::optional<bool> Reader::take_flag(std::string_view key) {
    const auto raw = take(key);
    if (!raw) return std::nullopt;
    if (*raw != "true" && *raw != "false") {
        reject("true or false was expected");
        return std::nullopt;
    }
    advance();
    return *raw == "true";
}

void Reader::flag(std::string_view key, std::optional<bool>& value) {
    value = take_flag(key);
}

void Reader::published(Record& record) {
    record.removed = take_flag("removed");
    layout_.removed_before_published = record.removed.has_value();
    const auto is_published = take_flag("published");
    if (!is_published) return expected();
    record.published = *is_published;
    if (!record.removed) record.removed = take_flag("removed");
}

void Reader::names(std::string_view key, std::vector<std::string>& values) {
    if (!take_header(key)) return expected();
    indent_ += 4;
    while (at_entry()) {
        auto value = read_spelled(line_.substr(indent_), Style::plain);
        if (!value) break;
        values.push_back(std::move(*value));
        advance();
    }
    indent_ -= 4;
    if (values.empty()) reject("a list entry was expected");
}

void Reader::blank_line() {
    tried_.emplace_back("a blank line");
    if (failed() || is_over_ || !line_.empty()) return expected();
    advance();
}

void Reader::take_end(Record& record) {
    if (!failed() && line_.empty() && !is_over_ && (rest_.starts_with("---\n") || rest_.starts_with("---\r\n"))) {
        layout_.has_blank_line_before_end = true;
        advance();
    }
    tried_.emplace_back("---");
    if (failed() || is_over_ || line_ != "---") return expected();
    layout_.has_closing_newline = has_newline_;
    record.body = std::string(rest_);
}

}  // namespace masthead::record
