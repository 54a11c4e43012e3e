#include "page/day.h"

#include "core/ascii.h"
#include "page/month_names.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::string_view buddhist_mark = "พ.ศ";
constexpr int buddhist_offset = 543;  // Years of the Buddhist era are so many higher: 2561 is 2018.
constexpr int earliest_buddhist = 2400;

// Between the parts of a date, as in "21st of September" or "21 de septiembre de 2018".
constexpr std::array fillers{std::string_view("st"),
                             std::string_view("nd"),
                             std::string_view("rd"),
                             std::string_view("th"),
                             std::string_view("de"),
                             std::string_view("of"),
                             std::string_view("del"),
                             std::string_view("er"),
                             std::string_view("º"),
                             std::string_view("ª"),
                             std::string_view("d"),
                             std::string_view("den"),
                             std::string_view("the"),
                             std::string_view("tháng"),
                             std::string_view("năm"),
                             std::string_view("г"),
                             std::string_view("года"),
                             std::string_view("року"),
                             buddhist_mark};

struct Piece {
    std::string_view text;
    std::size_t begin = 0;
    int value = -1;          // Of numbers of at most eight digits.
    std::size_t digits = 0;  // Of a number; in some scripts a digit takes several bytes.
    std::size_t end() const { return begin + text.size(); }
};

bool is_word_byte(char c) {
    return core::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

struct Digit {
    int value = -1;  // -1: none stands there.
    std::size_t bytes = 0;
};

// The decimal digit at `at`: ASCII, Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width.
Digit digit_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return first >= '0' && first <= '9' ? Digit{static_cast<int>(first - '0'), 1} : Digit{};
    const auto within = [](unsigned last, unsigned zero, std::size_t bytes) {
        return last >= zero && last < zero + 10 ? Digit{static_cast<int>(last - zero), bytes} : Digit{};
    };
    if (first == 0xD9) return within(byte(1), 0xA0, 2);
    if (first == 0xDB) return within(byte(1), 0xB0, 2);
    if (first == 0xE0 && (byte(1) == 0xA5 || byte(1) == 0xA7)) return within(byte(2), 0xA6, 3);
    if (first == 0xE0 && byte(1) == 0xB9) return within(byte(2), 0x90, 3);
    if (first == 0xEF && byte(1) == 0xBC) return within(byte(2), 0x90, 3);
    return {};
}

// The length of a space or a punctuation mark outside ASCII at `at`, or 0: blocks of the kind, not single characters.
std::size_t symbol_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    switch (byte(0)) {
        case 0xC2:
            return byte(1) == 0xAA || byte(1) == 0xBA ? 0 : 2;  // ª and º belong to ordinal numbers.
        case 0xD8:
            return byte(1) == 0x8C ? 2 : 0;  // The Arabic comma.
        case 0xE2:
            return byte(1) == 0x80 || byte(1) == 0x81 ? 3 : 0;
        case 0xE3:
            return byte(1) == 0x80 ? 3 : 0;
        case 0xEF:
            return byte(1) == 0xBC && (byte(2) < 0x90 || (byte(2) > 0x99 && byte(2) < 0xA1)) ? 3 : 0;
        default:
            return 0;
    }
}

bool is_thai_at(std::string_view text, std::size_t at) {
    return at + 1 < text.size() && text[at] == '\xE0' && (text[at + 1] == '\xB8' || text[at + 1] == '\xB9');
}

// Most text holds no digit: found out before anything is cut into words.
bool may_hold_day(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return core::is_digit(c) || byte == 0xD9 || byte == 0xDB || byte == 0xE0 || byte == 0xEF;
    });
}

// Years of the Japanese eras that the web has seen: 令和 began in 2019, 平成 in 1989.
std::optional<int> era_begin(std::string_view before) {
    if (before.ends_with("令和")) return 2018;
    if (before.ends_with("平成")) return 1988;
    return std::nullopt;
}

class DayFinder {
  public:
    DayFinder(std::string_view text, const DayOptions& options) : text_(text), options_(options) {}

    std::optional<FoundDay> find(std::size_t from) {
        std::size_t at = from;
        if (!may_hold_day(text_)) return std::nullopt;
        while (auto piece = next(at)) {
            at = piece->end();
            pieces_[0] = pieces_[1];
            pieces_[1] = pieces_[2];
            pieces_[2] = *piece;
            ++seen_;
            if (auto found = try_compact()) return found;
            if (seen_ < 3) continue;
            if (auto found = try_three()) return found;
        }
        return std::nullopt;
    }

  private:
    // The next number or word; "st", "nd", "th", "de", "of" between the parts of a date are passed over.
    std::optional<Piece> next(std::size_t at) {
        while (at < text_.size()) {
            if (digit_at(text_, at).value >= 0) return number(at);
            if (!is_word_byte(text_[at])) {
                ++at;
                continue;
            }
            if (const std::size_t symbol = symbol_at(text_, at); symbol > 0) {
                at += symbol;
                continue;
            }
            const std::size_t end = word_end(at);
            const std::string_view word = text_.substr(at, end - at);
            if (const auto japanese = day_mark(word)) {  // 年 and 月 stand between numbers like marks.
                at += *japanese;
                continue;
            }
            if (!is_filler(word)) return Piece{word, at, -1, 0};
            at = end;
        }
        return std::nullopt;
    }

    static std::optional<std::size_t> day_mark(std::string_view word) {
        for (const std::string_view mark : {"年", "月", "日", "년", "월", "일"}) {
            if (word.starts_with(mark)) return mark.size();
        }
        return std::nullopt;
    }

    // Thai shortens months with full stops inside ("ก.ย."); elsewhere they end a word. Digits of any script do too.
    [[nodiscard]] std::size_t word_end(std::size_t at) const {
        std::size_t end = at;
        while (end < text_.size()) {
            const bool is_joined = text_[end] == '.' && end > at && is_thai_at(text_, at) && is_thai_at(text_, end + 1);
            if (!is_joined && !is_word_byte(text_[end])) break;
            if (end > at && static_cast<unsigned char>(text_[end]) >= 0xC2 && ends_word(end)) break;
            ++end;
        }
        return end;
    }

    [[nodiscard]] bool ends_word(std::size_t at) const {
        return digit_at(text_, at).value >= 0 || symbol_at(text_, at) > 0 || day_mark(text_.substr(at));
    }

    static bool is_filler(std::string_view word) {
        for (const std::string_view filler : fillers) {
            if (core::equals_ignoring_case(word, filler)) return true;
        }
        return false;
    }

    [[nodiscard]] Piece number(std::size_t at) const {
        std::size_t end = at;
        int value = 0;
        std::size_t digits = 0;
        for (Digit digit = digit_at(text_, at); digit.value >= 0; digit = digit_at(text_, end)) {
            if (digits < 8) value = value * 10 + digit.value;
            ++digits;
            end += digit.bytes;
        }
        return {text_.substr(at, end - at), at, digits <= 8 ? value : -1, digits};
    }

    std::optional<FoundDay> try_compact() const {
        const Piece& piece = pieces_[2];
        if (piece.digits != 8 || piece.value < 0) return std::nullopt;
        return made(piece.value / 10000, piece.value / 100 % 100, piece.value % 100, piece.begin, piece.end());
    }

    std::optional<FoundDay> try_three() const {
        const auto& [first, second, third] = pieces_;
        constexpr std::size_t longest_date = 64;  // Bytes; in some scripts a letter takes three.
        if (third.end() - first.begin > longest_date) return std::nullopt;  // Too far apart to be one date.
        if (third.value < 0 || (first.value < 0 && second.value < 0)) return std::nullopt;
        if (first.value < 0) {
            const unsigned month = month_of_name(first.text);
            return month == 0 ? std::nullopt : with_year(third, month, second.value, first.begin);
        }
        if (second.value < 0) {
            if (second.text == "W" && first.digits == 4 && third.digits == 2) return of_week(first, third);
            const unsigned month = month_of_name(second.text);
            if (month == 0) return std::nullopt;
            if (first.digits == 4)
                return made(first.value, static_cast<int>(month), third.value, first.begin, third.end());
            return with_year(third, month, first.value, first.begin);
        }
        return all_numbers();
    }

    // ISO 8601: "2018-W38-5" is the fifth day of the year's 38th week; week 1 is the one with January 4 in it.
    std::optional<FoundDay> of_week(const Piece& year, const Piece& week) const {
        const std::string_view rest = text_.substr(week.end());
        if (rest.size() < 2 || rest[0] != '-' || rest[1] < '1' || rest[1] > '7') return std::nullopt;
        if (week.value < 1 || week.value > 53 || between(year, pieces_[1]) != "-") return std::nullopt;
        const std::chrono::sys_days fourth{std::chrono::year{year.value} / std::chrono::January / 4};
        const auto monday = fourth - (std::chrono::weekday{fourth} - std::chrono::Monday);
        const std::chrono::year_month_day day{monday + std::chrono::days{7 * (week.value - 1) + (rest[1] - '1')}};
        return made(static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                    static_cast<int>(static_cast<unsigned>(day.day())), year.begin, week.end() + 2);
    }

    std::optional<FoundDay> all_numbers() const {
        const auto& [first, second, third] = pieces_;
        const std::string_view mark = between(first, second);
        if (mark.contains("tháng"))
            return with_year(third, static_cast<unsigned>(second.value), first.value, first.begin);
        if (mark.starts_with("年") && first.digits <= 2) {
            const auto era = era_begin(text_.substr(0, first.begin));
            if (era) return made(*era + first.value, second.value, third.value, first.begin, third.end());
        }
        if (mark != between(second, third) && !(mark.starts_with("年") || mark.starts_with("년"))) return std::nullopt;
        if (first.digits == 4)
            return is_date_mark(mark) ? made(first.value, second.value, third.value, first.begin, third.end())
                                      : std::nullopt;
        if (first.digits > 2 || second.digits > 2 || (third.digits != 4 && third.digits != 2)) return std::nullopt;
        if (mark != "." && mark != "/" && mark != "-" && mark != ". ") return std::nullopt;
        if (third.digits == 2 && mark != "." && mark != "/") return std::nullopt;
        bool month_first = options_.month_first && mark != "." && mark != ". ";
        if (first.value > 12)
            month_first = false;
        else if (second.value > 12)
            month_first = true;
        return month_first ? with_year(third, static_cast<unsigned>(first.value), second.value, first.begin)
                           : with_year(third, static_cast<unsigned>(second.value), first.value, first.begin);
    }

    static bool is_date_mark(std::string_view mark) {
        return mark == "-" || mark == "/" || mark == "." || mark.starts_with("年") || mark.starts_with("년") ||
               mark == ". ";
    }

    [[nodiscard]] std::string_view between(const Piece& left, const Piece& right) const {
        return text_.substr(left.end(), right.begin - left.end());
    }

    std::optional<FoundDay> with_year(const Piece& year, unsigned month, int day, std::size_t begin) const {
        if (year.digits != 4 && year.digits != 2) return std::nullopt;
        // "September 21, 18:30" is a clock, not a year.
        if (year.digits == 2 && year.end() < text_.size() &&
            (text_[year.end()] == ':' || core::is_digit(text_[year.end()])))
            return std::nullopt;
        constexpr int pivot = 69;
        const int full = year.digits == 4 ? year.value : year.value + (year.value <= pivot ? 2000 : 1900);
        return made(full, static_cast<int>(month), day, begin, year.end());
    }

    [[nodiscard]] std::optional<FoundDay> made(int year, int month, int day, std::size_t begin, std::size_t end) const {
        if (year >= earliest_buddhist) year -= buddhist_offset;
        if (year < options_.earliest_year || year > options_.latest_year || month < 1 || month > 12 || day < 1)
            return std::nullopt;
        const std::chrono::year_month_day made{std::chrono::year{year},
                                               std::chrono::month{static_cast<unsigned>(month)},
                                               std::chrono::day{static_cast<unsigned>(day)}};
        if (!made.ok()) return std::nullopt;
        return FoundDay{made, begin, end};
    }

    std::string_view text_;
    const DayOptions& options_;
    std::array<Piece, 3> pieces_{};
    int seen_ = 0;
};

}  // namespace

std::optional<FoundDay> find_day(std::string_view text, const DayOptions& options, std::size_t from) {
    return DayFinder(text, options).find(from);
}

std::optional<std::chrono::year_month_day> day_of_address(std::string_view url, const DayOptions& options) {
    const std::size_t scheme = url.find("://");
    const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    if (path == std::string_view::npos) return std::nullopt;
    const std::string_view text = url.substr(path, std::min(url.find_first_of("?#", path), url.size()) - path);
    for (std::size_t at = 0; at < text.size();) {
        const auto found = find_day(text, options, at);
        if (!found) return std::nullopt;
        // 21-09-18 in an address may be anything.
        const std::string_view written = text.substr(found->begin, found->end - found->begin);
        if (!options.year_first_only && written.size() == 10) return found->day;
        if (found->end - found->begin >= 8 && core::is_digit(text[found->begin]) &&
            text.substr(found->begin, 4).find_first_not_of("0123456789") == std::string_view::npos)
            return found->day;
        at = found->end;
    }
    return std::nullopt;
}

std::string format(std::chrono::year_month_day day) {
    std::array<char, 32> out{};
    const int length = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return {out.data(), static_cast<std::size_t>(std::max(length, 0))};
}

}  // namespace masthead::page
