#include "fetch/http_date.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace masthead::fetch {

namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

std::optional<int> number(std::string_view digits, std::size_t least, std::size_t most) {
    int value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = code == std::errc{} && end == digits.data() + digits.size() && core::is_digit(digits.front());
    if (!whole || digits.size() < least || digits.size() > most) return std::nullopt;
    return value;
}

std::optional<unsigned> month_of(std::string_view name) {
    const auto found = std::ranges::find(months, core::to_lower(name));
    if (found == months.end()) return std::nullopt;
    return static_cast<unsigned>(found - months.begin()) + 1;
}

// "08:49:37"; a leap second counts as the second before it.
std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
    const auto parts = core::split(text, ':');
    if (parts.size() != 3) return std::nullopt;
    const auto hours = number(parts[0], 1, 2);
    const auto minutes = number(parts[1], 2, 2);
    const auto seconds = number(parts[2], 2, 2);
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(std::min(*seconds, 59));
}

std::optional<std::chrono::year> year_of(std::string_view digits, core::Instant now) {
    const auto value = number(digits, 2, 4);
    if (!value || digits.size() == 3) return std::nullopt;
    if (digits.size() == 4) return std::chrono::year(*value);
    const int this_year = static_cast<int>(core::day_of(now).year());
    int year = this_year - this_year % 100 + *value;
    if (year > this_year + 50) year -= 100;
    return std::chrono::year(year);
}

// What stands between spaces, commas and, inside a date, dashes.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto begin = text.find_first_not_of(" \t,-");
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin);
        words.push_back(text.substr(0, text.find_first_of(" \t,-")));
        text.remove_prefix(words.back().size());
    }
    return words;
}

struct Words {
    std::string_view day;
    std::string_view month;
    std::string_view year;
    std::string_view time;
};

std::optional<Words> sort(const std::vector<std::string_view>& words) {
    if (words.size() == 6 && (words[5] == "GMT" || words[5] == "UTC"))
        return Words{words[1], words[2], words[3], words[4]};
    if (words.size() == 5 && words[3].contains(':')) return Words{words[2], words[1], words[4], words[3]};
    return std::nullopt;
}

}  // namespace

std::optional<core::Instant> parse_http_date(std::string_view text, core::Instant now) {
    constexpr std::size_t longest = 40;  // "Wednesday, 06-Nov-1994 08:49:37 GMT" has 35.
    if (text.size() > longest) return std::nullopt;
    const auto words = sort(words_of(text));
    if (!words) return std::nullopt;
    const auto day = number(words->day, 1, 2);
    const auto month = month_of(words->month);
    const auto year = year_of(words->year, now);
    const auto time = time_of_day(words->time);
    if (!day || !month || !year || !time) return std::nullopt;
    const auto date = *year / std::chrono::month(*month) / std::chrono::day(static_cast<unsigned>(*day));
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date) + *time;
}

}  // namespace masthead::fetch
