#include "page/day.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace masthead::page {
namespace {

struct MonthName {
    std::string_view name;
    unsigned month;
};

// A word names a month if it is one of these or begins with one that is marked by a star (inflections: "septembre",
// "września").
constexpr std::array month_names{
    MonthName{"jan*", 1},     MonthName{"jän*", 1},       MonthName{"ene", 1},      MonthName{"enero", 1},
    MonthName{"gen", 1},      MonthName{"gennaio", 1},    MonthName{"styczn*", 1},  MonthName{"led", 1},
    MonthName{"ledna", 1},    MonthName{"ocak", 1},       MonthName{"январ*", 1},   MonthName{"січ*", 1},
    MonthName{"feb*", 2},     MonthName{"fev*", 2},       MonthName{"fév*", 2},     MonthName{"lut*", 2},
    MonthName{"února", 2},    MonthName{"şubat", 2},      MonthName{"феврал*", 2},  MonthName{"mar", 3},
    MonthName{"march", 3},    MonthName{"mär*", 3},       MonthName{"maerz", 3},    MonthName{"mrz", 3},
    MonthName{"mars", 3},     MonthName{"marzo", 3},      MonthName{"março", 3},    MonthName{"maart", 3},
    MonthName{"marts", 3},    MonthName{"marca", 3},      MonthName{"března", 3},   MonthName{"mart", 3},
    MonthName{"март*", 3},    MonthName{"márc*", 3},      MonthName{"apr*", 4},     MonthName{"abr*", 4},
    MonthName{"avr*", 4},     MonthName{"kwiet*", 4},     MonthName{"dubna", 4},    MonthName{"nisan", 4},
    MonthName{"апрел*", 4},   MonthName{"may", 5},        MonthName{"mai", 5},      MonthName{"mayo", 5},
    MonthName{"maggio", 5},   MonthName{"mag", 5},        MonthName{"maio", 5},     MonthName{"mei", 5},
    MonthName{"maj*", 5},     MonthName{"května", 5},     MonthName{"mayıs", 5},    MonthName{"мая", 5},
    MonthName{"май", 5},      MonthName{"jun*", 6},       MonthName{"juin", 6},     MonthName{"giu*", 6},
    MonthName{"czerw*", 6},   MonthName{"června", 6},     MonthName{"haziran", 6},  MonthName{"июн*", 6},
    MonthName{"jul*", 7},     MonthName{"juil*", 7},      MonthName{"lug*", 7},     MonthName{"lip*", 7},
    MonthName{"července", 7}, MonthName{"temmuz", 7},     MonthName{"июл*", 7},     MonthName{"aug*", 8},
    MonthName{"ago*", 8},     MonthName{"août", 8},       MonthName{"aout", 8},     MonthName{"sierp*", 8},
    MonthName{"srpna", 8},    MonthName{"ağustos", 8},    MonthName{"август*", 8},  MonthName{"sep*", 9},
    MonthName{"set", 9},      MonthName{"setembro", 9},   MonthName{"sett*", 9},    MonthName{"wrze*", 9},
    MonthName{"září", 9},     MonthName{"eylül", 9},      MonthName{"сентябр*", 9}, MonthName{"oct*", 10},
    MonthName{"okt*", 10},    MonthName{"ott*", 10},      MonthName{"out", 10},     MonthName{"outubro", 10},
    MonthName{"paźdz*", 10},  MonthName{"října", 10},     MonthName{"ekim", 10},    MonthName{"октябр*", 10},
    MonthName{"nov*", 11},    MonthName{"listopad*", 11}, MonthName{"kasım", 11},   MonthName{"ноябр*", 11},
    MonthName{"dec*", 12},    MonthName{"déc*", 12},      MonthName{"dez*", 12},    MonthName{"dic*", 12},
    MonthName{"des", 12},     MonthName{"desember", 12},  MonthName{"grud*", 12},   MonthName{"prosin*", 12},
    MonthName{"aralık", 12},  MonthName{"декабр*", 12},
};

constexpr std::size_t longest_month = 20;  // Bytes; longer words are none.

unsigned month_of(std::string_view word) {
    if (word.size() < 3 || word.size() > longest_month) return 0;
    const std::string lower = core::to_lower(word);
    for (const auto& [name, month] : month_names) {
        const bool is_stem = name.ends_with('*');
        const std::string_view stem = is_stem ? name.substr(0, name.size() - 1) : name;
        if (is_stem ? lower.starts_with(stem) && lower.size() <= stem.size() + 8 : lower == stem) return month;
    }
    return 0;
}

struct Piece {
    std::string_view text;
    std::size_t begin = 0;
    int value = -1;  // Of numbers of at most eight digits.
    std::size_t end() const { return begin + text.size(); }
};

bool is_word_byte(char c) {
    return core::is_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

class DayFinder {
  public:
    DayFinder(std::string_view text, const DayOptions& options) : text_(text), options_(options) {}

    std::optional<FoundDay> find(std::size_t from) {
        std::size_t at = from;
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
            const char c = text_[at];
            if (core::is_digit(c)) return number(at);
            if (!is_word_byte(c)) {
                ++at;
                continue;
            }
            std::size_t end = at;
            while (end < text_.size() && is_word_byte(text_[end])) ++end;
            const std::string_view word = text_.substr(at, end - at);
            if (const auto japanese = day_mark(word)) {  // 年 and 月 stand between numbers like marks.
                at += *japanese;
                continue;
            }
            if (!is_filler(word)) return Piece{word, at, -1};
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

    static bool is_filler(std::string_view word) {
        for (const std::string_view filler : {"st", "nd", "rd", "th", "de", "of", "del", "er", "º", "ª"}) {
            if (core::equals_ignoring_case(word, filler)) return true;
        }
        return false;
    }

    [[nodiscard]] Piece number(std::size_t at) const {
        std::size_t end = at;
        int value = 0;
        while (end < text_.size() && core::is_digit(text_[end])) {
            if (end - at < 8) value = value * 10 + (text_[end] - '0');
            ++end;
        }
        return {text_.substr(at, end - at), at, end - at <= 8 ? value : -1};
    }

    std::optional<FoundDay> try_compact() const {
        const Piece& piece = pieces_[2];
        if (piece.text.size() != 8 || piece.value < 0) return std::nullopt;
        return made(piece.value / 10000, piece.value / 100 % 100, piece.value % 100, piece.begin, piece.end());
    }

    std::optional<FoundDay> try_three() const {
        const auto& [first, second, third] = pieces_;
        if (third.end() - first.begin > 32) return std::nullopt;  // Too far apart to be one date.
        if (third.value < 0 || (first.value < 0 && second.value < 0)) return std::nullopt;
        if (first.value < 0) {
            const unsigned month = month_of(first.text);
            return month == 0 ? std::nullopt : with_year(third, month, second.value, first.begin);
        }
        if (second.value < 0) {
            const unsigned month = month_of(second.text);
            if (month == 0) return std::nullopt;
            if (first.text.size() == 4)
                return made(first.value, static_cast<int>(month), third.value, first.begin, third.end());
            return with_year(third, month, first.value, first.begin);
        }
        return all_numbers();
    }

    std::optional<FoundDay> all_numbers() const {
        const auto& [first, second, third] = pieces_;
        const std::string_view mark = between(first, second);
        if (mark != between(second, third) && !(mark.starts_with("年") || mark.starts_with("년"))) return std::nullopt;
        if (first.text.size() == 4)
            return is_date_mark(mark) ? made(first.value, second.value, third.value, first.begin, third.end())
                                      : std::nullopt;
        if (first.text.size() > 2 || second.text.size() > 2 || (third.text.size() != 4 && third.text.size() != 2))
            return std::nullopt;
        if (mark != "." && mark != "/" && mark != "-" && mark != ". ") return std::nullopt;
        if (third.text.size() == 2 && mark != "." && mark != "/") return std::nullopt;
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
        if (year.text.size() != 4 && year.text.size() != 2) return std::nullopt;
        // "September 21, 18:30" is a clock, not a year.
        if (year.text.size() == 2 && year.end() < text_.size() &&
            (text_[year.end()] == ':' || core::is_digit(text_[year.end()])))
            return std::nullopt;
        constexpr int pivot = 69;
        const int full = year.text.size() == 4 ? year.value : year.value + (year.value <= pivot ? 2000 : 1900);
        return made(full, static_cast<int>(month), day, begin, year.end());
    }

    [[nodiscard]] std::optional<FoundDay> made(int year, int month, int day, std::size_t begin, std::size_t end) const {
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
        // Only forms that begin with the year: 21-09-18 in an address may be anything.
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
