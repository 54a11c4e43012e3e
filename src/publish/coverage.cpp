#include "publish/coverage.h"

#include "publish/phrases.h"

#include <algorithm>
#include <array>

namespace masthead::publish {
namespace {

using std::chrono::hours;
constexpr std::array<hours, 9> bar_widths = {hours(1),  hours(2),  hours(3),   hours(6),  hours(12),
                                             hours(24), hours(72), hours(168), hours(720)};

constexpr int chart_height = 40;  // Units of the view box.
constexpr int bar_pitch = 10;
constexpr int bar_body = 8;

std::int64_t slot(core::Instant instant, std::chrono::seconds width) {
    return core::to_unix(instant) / width.count();
}

std::chrono::seconds choose_width(core::Instant first, core::Instant now, std::size_t max_bars) {
    for (const auto width : bar_widths) {
        if (slot(now, width) - slot(first, width) < static_cast<std::int64_t>(max_bars)) return width;
    }
    return bar_widths.back();
}

struct WidthWords {
    std::string each;    // "by the hour"
    std::string latest;  // "in the last hour"
};

WidthWords width_words(std::chrono::seconds width) {
    if (width == hours(1)) return {"by the hour", "in the last hour"};
    if (width == hours(24)) return {"by the day", "on the last day"};
    if (width == hours(168)) return {"by the week", "in the last week"};
    const std::string span =
        width < hours(24) ? counted(width / hours(1), "hour", "hours") : counted(width / hours(24), "day", "days");
    return {"in steps of " + span, "in the last " + span};
}

// Hours matter within days, not across weeks.
std::string moment(core::Instant instant, std::chrono::seconds width) {
    return width < hours(24) ? short_moment(instant) : plain_day(instant);
}

}  // namespace

Coverage coverage_of(const StoryView& story, core::Instant now, const CoverageOptions& options) {
    Coverage coverage;
    coverage.width = choose_width(story.first, now, options.max_bars);
    const std::int64_t last = slot(now, coverage.width);
    const auto needed = static_cast<std::size_t>(last - slot(story.first, coverage.width)) + 1;
    const std::size_t count = std::clamp(needed, options.min_bars, options.max_bars);
    const std::int64_t first = last - static_cast<std::int64_t>(count) + 1;
    coverage.bars.assign(count, 0);
    coverage.first = story.first;
    coverage.start = core::from_unix(first * coverage.width.count());
    for (const auto& account : story.accounts) {
        const std::int64_t at = slot(std::min(account.article->published, now), coverage.width);
        ++coverage.bars[static_cast<std::size_t>(std::max(at, first) - first)];
        ++coverage.total;
    }
    const auto peak = std::max_element(coverage.bars.begin(), coverage.bars.end());
    coverage.peak = *peak;
    coverage.peak_at = coverage.start + coverage.width * (peak - coverage.bars.begin());
    return coverage;
}

std::string coverage_sentence(const Coverage& coverage) {
    const auto [each, latest] = width_words(coverage.width);
    std::string sentence =
        counted(coverage.total, "report", "reports") + " since " + moment(coverage.first, coverage.width);
    if (coverage.total == 1) return sentence + ".";
    sentence += ", counted " + each;
    if (coverage.peak > 1) {
        sentence += ": most, " + std::to_string(coverage.peak) + ", from " + moment(coverage.peak_at, coverage.width);
    }
    const int present = coverage.bars.back();
    return sentence + "; " + (present == 0 ? "none" : std::to_string(present)) + " " + latest + ".";
}

std::string bar_phrase(const Coverage& coverage) {
    if (coverage.width < hours(24)) return counted(coverage.width / hours(1), "hour", "hours");
    return counted(coverage.width / hours(24), "day", "days");
}

std::string_view trend_of(const StoryView& story, core::Instant now) {
    const auto age = now - story.first;
    if (age < hours(2)) return "new";
    if (now - story.last > hours(36)) return "quiet now";
    const auto middle = now - std::min<std::chrono::seconds>(age, hours(24)) / 2;
    const auto begin = now - std::min<std::chrono::seconds>(age, hours(24));
    int earlier = 0;
    int later = 0;
    for (const auto& account : story.accounts) {
        const core::Instant at = std::min(account.article->published, now);
        if (at < begin) continue;
        ++(at < middle ? earlier : later);
    }
    if (later > earlier) return "still growing";
    return later < earlier ? "cooling" : "steady";
}

void write_coverage(Markup& out, const Coverage& coverage) {
    const auto count = static_cast<int>(coverage.bars.size());
    out.tag("svg")
        .set("class", "spark")
        .set("viewBox",
             "0 0 " + std::to_string(count * bar_pitch - (bar_pitch - bar_body)) + " " + std::to_string(chart_height))
        .set("preserveAspectRatio", "none")
        .set("role", "img")
        .set("aria-label", coverage_sentence(coverage));
    for (int i = 0; i < count; ++i) {
        const int reports = coverage.bars[static_cast<std::size_t>(i)];
        // One report must be visible beside a hundred, and none must not look like one.
        const int height = reports == 0 ? 1 : std::max(4, reports * chart_height / std::max(coverage.peak, 1));
        out.tag("rect")
            .set_if(i + 1 == count, "class", "now")
            .set("x", std::int64_t{i} * bar_pitch)
            .set("y", chart_height - height)
            .set("width", bar_body)
            .set("height", height)
            .empty_element();
    }
    out.close("svg");
}

}  // namespace masthead::publish
