#include "core/time.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace masthead::core {

namespace {

struct CivilTime {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    std::int64_t second_of_day = 0;
};

CivilTime civil_time(Instant instant) {
    const auto midnight = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day day{midnight};
    return {std::clamp(static_cast<int>(day.year()), 0, 9999), static_cast<unsigned>(day.month()),
            static_cast<unsigned>(day.day()), (instant - midnight).count()};
}

// Reads exactly `width` digits at the front of `text` and drops them.
std::optional<int> take_number(std::string_view& text, std::size_t width) {
    if (text.size() < width) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

// `Z`, `+02:00`, `+0200`; nothing but that may be left.
std::optional<int> take_offset_minutes(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2);
    take(text, ':');
    const auto minutes = take_number(text, 2);
    if (!hours || !minutes || !text.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

// `HH:MM[:SS[.fraction]]` as a second of the day; 60 is taken as a leap second.
std::optional<int> take_clock_time(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute) return std::nullopt;
    int second = 0;
    if (take(text, ':')) {
        const auto read = take_number(text, 2);
        if (!read) return std::nullopt;
        second = *read;
        if (take(text, '.')) {
            while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
        }
    }
    if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;
    return *hour * 3600 + *minute * 60 + second;
}

}  // namespace

std::chrono::year_month_day day_of(Instant instant) {
    return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(instant)};
}

std::string format_instant(Instant instant) {
    const CivilTime time = civil_time(instant);
    std::array<char, 40> buffer{};
    const int size =
        std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", time.year, time.month, time.day,
                      static_cast<int>(time.second_of_day / 3600), static_cast<int>(time.second_of_day / 60 % 60),
                      static_cast<int>(time.second_of_day % 60));
    return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string format_day(Instant instant) {
    return format_instant(instant).substr(0, 10);
}

std::optional<Instant> parse_instant(std::string_view text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    const Instant midnight{std::chrono::sys_days{date}};
    if (text.empty()) return midnight;
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
    const auto second_of_day = take_clock_time(text);
    if (!second_of_day) return std::nullopt;
    const auto offset = take_offset_minutes(text);
    if (!offset) return std::nullopt;
    return midnight + std::chrono::seconds{*second_of_day} - std::chrono::minutes{*offset};
}

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace masthead::core
