#include "text/rfc822_date.h"

#include "core/ascii.h"

#include <chrono>

namespace masthead::text {

namespace {

// Digits to a number; -1 if one is none.
int digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (!core::is_digit(c)) return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<core::Instant> parse_rfc822(std::string_view text) {
    constexpr std::string_view days = "Mon, Tue, Wed, Thu, Fri, Sat, Sun, ";
    constexpr std::string_view months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
    if (text.size() < 28 || days.find(text.substr(0, 5)) == std::string_view::npos) return std::nullopt;
    text.remove_prefix(5);
    const std::size_t day_size = text[1] == ' ' ? 1 : 2;
    const int day = digits(text.substr(0, day_size));
    text.remove_prefix(day_size);
    // " Sep 2018 12:00:00 " and the zone.
    const auto month = months.find(text.substr(1, 4));
    const bool shaped = text.size() >= 22 && text[0] == ' ' && text[9] == ' ' && text[12] == ':' && text[15] == ':' &&
                        text[18] == ' ' && month != std::string_view::npos && month % 4 == 0;
    if (!shaped) return std::nullopt;
    const int year = digits(text.substr(5, 4));
    const int hour = digits(text.substr(10, 2));
    const int minute = digits(text.substr(13, 2));
    const int second = digits(text.substr(16, 2));
    const std::string_view zone = text.substr(19);
    const bool gmt = zone == "GMT";
    const bool offset = zone.size() == 5 && (zone[0] == '+' || zone[0] == '-');
    const int zone_hours = offset ? digits(zone.substr(1, 2)) : 0;
    const int zone_minutes = offset ? digits(zone.substr(3, 2)) : 0;
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month) / 4 + 1},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    const bool whole = year >= 1000 && day > 0 && date.ok() && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 &&
                       second >= 0 && second < 60 && zone_hours >= 0 && zone_hours < 16 && zone_minutes >= 0 &&
                       zone_minutes < 60;
    if (!whole || (!gmt && !offset)) return std::nullopt;
    const std::chrono::minutes from_utc{(zone[0] == '-' ? -1 : 1) * (zone_hours * 60 + zone_minutes)};
    return core::Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second} - (gmt ? std::chrono::minutes{0} : from_utc);
}

}  // namespace masthead::text
