#include "record/record.h"

#include "record/layout.h"
#include "record/reader.h"

#include <algorithm>

namespace masthead::record {
namespace {

// "2018-09-21T12:00:00Z"
bool is_instant(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00Z";
    return std::ranges::equal(text, shape, [](char c, char s) { return s == '0' ? (c >= '0' && c <= '9') : c == s; });
}

// Writes the walk of layout.h.
class Writer {
  public:
    explicit Writer(const RecordLayout& layout) : layout_(layout), newline_(layout.has_crlf ? "\r\n" : "\n") {}

    std::string write(const Record& record) {
        out_.reserve(4096 + record.body.size() + record.related.size() * 1024);
        if (layout_.has_bom) out_ += "\xEF\xBB\xBF";
        out_.append("---").append(newline_);
        walk_record(*this, record);
        if (layout_.has_blank_line_before_end) out_ += newline_;
        out_ += "---";
        if (layout_.has_closing_newline || !record.body.empty()) out_ += newline_;
        return std::move(out_.append(record.body));
    }

    void string(std::string_view key, const std::string& value, Style style, Presence presence) {
        if (value.empty() && presence == Presence::optional) return;
        begin(key);
        out_ += ' ';
        append(value, style);
        out_ += newline_;
    }
    void optional_string(std::string_view key, const std::optional<std::string>& value) {
        if (value) string(key, *value, Style::quoted, Presence::required);
    }
    void number(std::string_view key, int value) {
        begin(key);
        out_.append(" ").append(std::to_string(value)).append(newline_);
    }
    void size(std::string_view key, int value) {
        if (value != 0) number(key, value);
    }
    void flag(std::string_view key, std::optional<bool> value) {
        if (!value) return;
        begin(key);
        out_.append(*value ? " true" : " false").append(newline_);
    }
    void published(const Record& record) {
        if (layout_.removed_before_published) flag("removed", record.removed);
        flag("published", record.published);
        if (!layout_.removed_before_published) flag("removed", record.removed);
    }
    void names(std::string_view key, const std::vector<std::string>& values) {
        header(key);
        for (const auto& value : values) {
            out_.append(indent_ + 2, ' ').append("- ");
            append(value, Style::plain);
            out_ += newline_;
        }
    }
    void blank_line() { out_ += newline_; }

    template <typename Fields>
    void section(std::string_view key, const Fields& fields) {
        header(key);
        indent_ += 2;
        fields();
        indent_ -= 2;
    }
    template <typename Fields>
    void group(std::string_view /*key*/, bool is_empty, const Fields& fields) {
        if (is_empty) return;
        blank_line();
        fields();
    }
    template <typename Entry, typename Fields>
    void list(std::string_view key, const std::vector<Entry>& entries, const Fields& fields) {
        if (entries.empty()) return;
        header(key);
        indent_ += 4;
        for (const auto& entry : entries) {
            is_first_field_ = true;
            fields(entry);
        }
        indent_ -= 4;
    }

  private:
    void begin(std::string_view key) {
        out_.append(is_first_field_ ? indent_ - 2 : indent_, ' ').append(is_first_field_ ? "- " : "");
        is_first_field_ = false;
        out_.append(key).append(":");
    }
    void header(std::string_view key) {
        begin(key);
        out_ += newline_;
    }
    void append(const std::string& value, Style style) {
        const std::size_t scalar = scalar_++;
        const auto& kept = layout_.spellings;
        while (next_spelling_ < kept.size() && kept[next_spelling_].scalar < scalar) ++next_spelling_;
        if (next_spelling_ < kept.size() && kept[next_spelling_].scalar == scalar) {
            const auto& raw = kept[next_spelling_].raw;
            const auto meant = read_scalar(raw);
            if (meant && *meant == value) {
                out_ += raw;
                return;
            }
        }
        out_ += spell(value, style);
    }

    const RecordLayout& layout_;
    std::string_view newline_;
    std::string out_;
    std::size_t indent_ = 0;
    std::size_t scalar_ = 0;
    std::size_t next_spelling_ = 0;
    bool is_first_field_ = false;
};

// Where two texts part: "line 12: ...".
std::string first_difference(std::string_view bytes, std::string_view written) {
    const auto [at, other] = std::ranges::mismatch(bytes, written);
    const auto line = 1 + std::count(bytes.begin(), at, '\n');
    return "line " + std::to_string(line) + ": a form that would not be written like this again";
}

}  // namespace

std::string spell(std::string_view value, Style style) {
    const bool is_bare =
        (style == Style::plain && is_plain_scalar(value)) || (style == Style::instant && is_instant(value));
    return is_bare ? std::string(value) : quote_scalar(value);
}

core::Result<Record> read_record(std::string_view bytes) {
    Record record;
    Reader reader(bytes);
    reader.read(record);
    if (!reader.error().empty()) {
        return core::fail(core::ErrorCode::invalid, "could not read the record at " + reader.error());
    }
    if (const auto written = write_record(record); written != bytes) {
        return core::fail(core::ErrorCode::invalid, "could not read the record at " + first_difference(bytes, written));
    }
    return record;
}

std::string write_record(const Record& record) {
    return Writer(record.layout).write(record);
}

}  // namespace masthead::record
