#include "feed/schedule.h"

#include "core/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace masthead::feed {

namespace {

using std::chrono::minutes;

constexpr int longest_ttl = 60 * 24 * 366;  // Whatever is longer is a mistake.

// The number at the front of the text; 0 if there is none, or it is negative or past a year of minutes.
int small_number(std::string_view text) {
    text = core::trim(text);
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && number >= 0 && number <= longest_ttl ? number : 0;
}

minutes period_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, int>, 5> periods{
        {{"hourly", 60}, {"daily", 1440}, {"weekly", 10080}, {"monthly", 43200}, {"yearly", 525600}}};
    const auto found = std::ranges::find_if(
        periods, [&](const auto& period) { return core::equals_ignoring_case(period.first, core::trim(name)); });
    return minutes{found == periods.end() ? 0 : found->second};
}

// "<hour>0</hour><hour>13</hour>" as bits; 24 is midnight (RSS 0.91 counts from 1).
std::uint32_t hours_of(std::string_view markup) {
    constexpr int hours_a_day = 24;
    std::uint32_t bits = 0;
    for (std::size_t at = 0; at < markup.size(); ++at) {
        if (!core::is_digit(markup[at])) continue;
        int hour = 0;
        const auto read = std::from_chars(markup.data() + at, markup.data() + markup.size(), hour);
        if (read.ec == std::errc{} && hour <= hours_a_day) bits |= 1U << static_cast<unsigned>(hour % hours_a_day);
        at = static_cast<std::size_t>(read.ptr - markup.data());
    }
    return bits;
}

}  // namespace

bool Schedule::knows(std::string_view name) {
    return name == "ttl" || name == "skiphours" || name == "updateperiod" || name == "updatefrequency";
}

void Schedule::read(const Field& field) {
    if (field.is("ttl") && field.vocabulary == Vocabulary::plain) ttl_ = minutes{small_number(field.text)};
    if (field.is("skiphours") && field.vocabulary == Vocabulary::plain) skip_hours_ = hours_of(field.text);
    if (field.is("updateperiod")) period_ = period_of(field.text);
    if (field.is("updatefrequency")) frequency_ = std::max(small_number(field.text), 1);
}

void Schedule::finish(ParsedFeed& feed) const {
    feed.ttl = ttl_.count() > 0 ? ttl_ : period_ / frequency_;
    feed.skip_hours = skip_hours_;
}

}  // namespace masthead::feed
