// Reads the walk of layout.h out of bytes, line by line. One object per file.
#pragma once

#include "record/layout.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::record {

// The string as the writer spells it when nothing else is remembered of it.
[[nodiscard]] std::string spell(std::string_view value, Style style);

class Reader {
  public:
    explicit Reader(std::string_view bytes);

    // The whole record; on an error `error()` says which.
    void read(Record& record);
    [[nodiscard]] const std::string& error() const { return error_; }

    void string(std::string_view key, std::string& value, Style style, Presence presence);
    void optional_string(std::string_view key, std::optional<std::string>& value);
    void number(std::string_view key, int& value);
    void size(std::string_view key, int& value);
    void flag(std::string_view key, std::optional<bool>& value);
    void published(Record& record);
    void names(std::string_view key, std::vector<std::string>& values);
    void blank_line();

    template <typename Fields>
    void section(std::string_view key, const Fields& fields) {
        if (!take_header(key)) return expected();
        indent_ += 2;
        fields();
        indent_ -= 2;
    }
    template <typename Fields>
    void group(std::string_view key, bool /*is_empty*/, const Fields& fields) {
        if (take_blank_before(key)) fields();
    }
    template <typename Entry, typename Fields>
    void list(std::string_view key, std::vector<Entry>& entries, const Fields& fields) {
        if (!take_header(key)) return;
        indent_ += 4;
        if (!at_entry()) expected();
        while (at_entry()) {
            is_first_field_ = true;
            fields(entries.emplace_back());
        }
        indent_ -= 4;
    }

  private:
    [[nodiscard]] bool failed() const { return !error_.empty(); }
    [[nodiscard]] bool at_entry() const;
    bool begin_line();
    void advance();
    std::optional<std::string_view> take(std::string_view key);
    bool take_header(std::string_view key);
    bool take_blank_before(std::string_view key);
    std::optional<std::string> take_string(std::string_view key, Style style);
    std::optional<bool> take_flag(std::string_view key);
    [[nodiscard]] std::optional<std::string> read_spelled(std::string_view raw, Style style);
    void take_end(Record& record);
    void expected();
    void reject(std::string_view what);

    std::string_view rest_;        // After the current line.
    std::string_view line_;        // Without its end.
    bool is_over_ = false;         // No current line: the bytes have ended.
    bool has_newline_ = false;     // The current line ends in one.
    bool is_first_field_ = false;  // The next line carries the `- ` of its entry.
    std::size_t indent_ = 0;
    std::size_t line_number_ = 0;
    std::size_t scalar_ = 0;
    std::vector<std::string_view> tried_;  // Keys that might have stood on the current line.
    RecordLayout layout_;
    std::string error_;
};

}  // namespace masthead::record
