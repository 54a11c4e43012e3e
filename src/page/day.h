// Calendar days in running text, as people write them: "21.09.2018", "21. September 2018", "Sept. 21, 2018",
// "2018-09-21", "9/21/18", "2018年9月21日", "2018-W38-5". Months are known by name in some thirty languages, digits in
// six scripts; the Thai (Buddhist) calendar and the Japanese eras are reckoned. What text::parse_date does for a whole
// date, this does for a date among words. Relative times ("3 hours ago") are no days.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::page {

struct DayOptions {
    int earliest_year = 1995;     // The web had no news before.
    int latest_year = 2060;       // Later ones are misprints: pages have no clock to ask.
    bool month_first = false;     // How 09/10/2018 is read; days above 12 settle it either way.
    bool year_first_only = true;  // In addresses: 21-09-18 may be anything there.
};

struct FoundDay {
    std::chrono::year_month_day day{};
    std::size_t begin = 0;  // Where it stands in the text.
    std::size_t end = 0;
};

// The first day at or after `from`, or nothing. O(n).
[[nodiscard]] std::optional<FoundDay> find_day(std::string_view text, const DayOptions& options = {},
                                               std::size_t from = 0);

// The day in an address's path: /2018/09/21/, /2018-09-21-, /20180921/; if `year_first_only` is off /21-09-2018 too,
// with four digits of the year.
[[nodiscard]] std::optional<std::chrono::year_month_day> day_of_address(std::string_view url,
                                                                        const DayOptions& options = {});

// "2018-09-21"
[[nodiscard]] std::string format(std::chrono::year_month_day day);

}  // namespace masthead::page
