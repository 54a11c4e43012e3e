#include "app/console.h"

#include "text/utf8.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

namespace masthead::app {

namespace {

class SilentProgress final : public pipeline::Progress {
  public:
    void begin(std::string_view /*stage*/, std::size_t /*total*/) override {}
    void advance(std::size_t /*count*/) override {}
    void end() override {}
};

// One line that is drawn over itself, at most 20 times a second.
class TerminalProgress final : public pipeline::Progress {
  public:
    void begin(std::string_view stage, std::size_t total) override {
        stage_ = stage;
        total_ = total;
        done_ = 0;
        draw();
    }
    void advance(std::size_t count) override {
        done_ += count;
        const auto now = std::chrono::steady_clock::now();
        if (now - drawn_ >= std::chrono::milliseconds(50)) draw();
    }
    void end() override {
        std::fputs("\r\x1b[K", stderr);
        std::fflush(stderr);
    }

  private:
    [[nodiscard]] std::string bar() const {
        constexpr std::size_t width = 32;
        const std::size_t filled = std::min(width, done_ * width / total_);
        std::string out;
        for (std::size_t i = 0; i < width; ++i) out += i < filled ? "\xE2\x96\x88" : "\xE2\x96\x91";
        return out;
    }
    void draw() {
        if (total_ == 0 && done_ == 0) return;
        const std::string line =
            total_ == 0 ? fmt::format("\r\x1b[K{:<12} {}", stage_, grouped(done_))  // Nobody knows how many there are.
                        : fmt::format("\r\x1b[K{:<12} {} {}/{}", stage_, bar(), grouped(done_), grouped(total_));
        std::fputs(line.c_str(), stderr);
        std::fflush(stderr);
        drawn_ = std::chrono::steady_clock::now();
    }
    std::string stage_;
    std::size_t total_ = 0;
    std::size_t done_ = 0;
    std::chrono::steady_clock::time_point drawn_;
};

std::string padded(const std::string& cell, std::size_t width, bool right) {
    const std::size_t length = text::count_characters(cell);
    const std::string space(width > length ? width - length : 0, ' ');
    return right ? space + cell : cell + space;
}

}  // namespace

ExitCode report(const core::Error& error) {
    print_note("masthead: " + error.message);
    return error.code == core::ErrorCode::held ? ExitCode::held : ExitCode::failed;
}

ExitCode wrong_use(std::string_view message) {
    print_note(fmt::format("masthead: {}", message));
    return ExitCode::wrong_use;
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}

void print_note(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fputc('\n', stderr);
}

std::string table(const std::vector<TableColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    widths.reserve(columns.size());
    for (const auto& column : columns) widths.push_back(text::count_characters(column.title));
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths.at(i) = std::max(widths.at(i), text::count_characters(row[i]));
    }
    std::string out;
    const auto add_row = [&](const auto& cell_of) {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i)
            line += (i > 0 ? "  " : "") + padded(cell_of(i), widths[i], columns[i].is_number);
        while (line.ends_with(' ')) line.pop_back();
        out += line + "\n";
    };
    add_row([&](std::size_t i) { return columns[i].title; });
    for (const auto& row : rows) add_row([&](std::size_t i) { return i < row.size() ? row[i] : std::string(); });
    return out;
}

std::string grouped(std::size_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

std::unique_ptr<pipeline::Progress> make_progress(bool quiet) {
    if (quiet || ::isatty(STDERR_FILENO) == 0) return std::make_unique<SilentProgress>();
    return std::make_unique<TerminalProgress>();
}

}  // namespace masthead::app
