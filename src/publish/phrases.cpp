#include "publish/phrases.h"

#include <array>

namespace masthead::publish {
namespace {

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> day_names = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

std::string_view month_name(std::chrono::year_month_day day) {
    return month_names.at(static_cast<unsigned>(day.month()) - 1);
}

std::string_view day_name(core::Instant instant) {
    return day_names.at(std::chrono::weekday(std::chrono::floor<std::chrono::days>(instant)).c_encoding());
}

std::string two_digits(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string day_number(std::chrono::year_month_day day) {
    return std::to_string(static_cast<unsigned>(day.day()));
}

std::string clock_with_seconds(core::Instant instant) {
    const auto in_day = instant - std::chrono::floor<std::chrono::days>(instant);
    return clock_time(instant) + ":" + two_digits(in_day.count() % 60);
}

}  // namespace

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    std::string digits = std::to_string(count);
    for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
    return digits + " " + std::string(count == 1 ? one : many);
}

std::string duration_phrase(std::chrono::seconds duration) {
    using namespace std::chrono_literals;
    if (duration < 1min) return "less than a minute";
    if (duration < 60min) return counted(duration / 1min, "minute", "minutes");
    if (duration < 36h) return counted(duration / 1h, "hour", "hours");
    return counted((duration + 12h) / 24h, "day", "days");
}

std::string ago(core::Instant then, core::Instant now) {
    using namespace std::chrono_literals;
    const auto age = now - then;
    if (age < 2min) return "just now";
    if (age > std::chrono::days(14)) return "on " + plain_day(then);
    return duration_phrase(age) + " ago";
}

std::string plain_day(core::Instant instant) {
    const auto day = core::day_of(instant);
    return day_number(day) + " " + std::string(month_name(day)) + " " + std::to_string(static_cast<int>(day.year()));
}

std::string long_day(core::Instant instant) {
    return std::string(day_name(instant)) + " " + plain_day(instant);
}

std::string clock_time(core::Instant instant) {
    const auto in_day = instant - std::chrono::floor<std::chrono::days>(instant);
    return two_digits(in_day.count() / 3600) + ":" + two_digits(in_day.count() / 60 % 60);
}

std::string short_moment(core::Instant instant) {
    const auto day = core::day_of(instant);
    return std::string(day_name(instant).substr(0, 3)) + " " + day_number(day) + " " +
           std::string(month_name(day).substr(0, 3)) + ", " + clock_time(instant);
}

std::string rfc822(core::Instant instant) {
    const auto day = core::day_of(instant);
    return std::string(day_name(instant).substr(0, 3)) + ", " + two_digits(static_cast<unsigned>(day.day())) + " " +
           std::string(month_name(day).substr(0, 3)) + " " + std::to_string(static_cast<int>(day.year())) + " " +
           clock_with_seconds(instant) + " GMT";
}

}  // namespace masthead::publish
