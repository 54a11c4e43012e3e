#include "fetch/poll_plan.h"

#include "core/hash.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace masthead::fetch {

namespace {

using core::Instant;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A number in [0, 1) that belongs to the source.
double share_of(const std::string& url, std::uint64_t seed) {
    constexpr double two_to_64 = 18446744073709551616.0;
    return std::min(static_cast<double>(core::stable_hash(url, seed)) / two_to_64, 0.999999);
}

seconds part_of(seconds whole, double share) {
    return seconds{static_cast<std::int64_t>(static_cast<double>(whole.count()) * share)};
}

std::string counted(std::int64_t number, std::string_view unit) {
    return fmt::format("{} {}{}", number, unit, number == 1 ? "" : "s");
}

// "50 minutes", "6 hours", "3 days": rounded, for people.
std::string in_words(seconds span) {
    const double count = static_cast<double>(std::max(span, seconds{0}).count());
    if (span < hours{2}) return counted(std::max(std::lround(count / 60), 1L), "minute");
    if (span < hours{48}) return counted(std::lround(count / 3600), "hour");
    return counted(std::lround(count / 86400), "day");
}

// When something came out, the latest first; items that lie closer together than `options.burst` count once.
std::vector<Instant> bursts_of(std::span<const Instant> published, const PollOptions& options, Instant now) {
    constexpr Instant oldest = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};
    std::vector<Instant> instants;
    for (const auto instant : published) {
        if (instant <= now && instant >= oldest) instants.push_back(instant);
    }
    std::ranges::sort(instants, std::greater{});
    std::vector<Instant> bursts;
    for (const auto instant : instants) {
        if (bursts.empty() || bursts.back() - instant > options.burst) bursts.push_back(instant);
        if (bursts.size() > options.bursts_looked_at) break;
    }
    return bursts;
}

// The mean time between bursts, the time since the latest counted where it is longer; 0 if there are too few.
seconds rhythm_of(std::span<const Instant> bursts, Instant now) {
    constexpr std::size_t least_bursts = 3;
    if (bursts.size() < least_bursts) return seconds{0};
    const auto count = static_cast<std::int64_t>(bursts.size());
    const seconds mean = (bursts.front() - bursts.back()) / (count - 1);
    const bool is_quiet = now - bursts.front() > mean;
    return is_quiet ? (now - bursts.back()) / count : mean;
}

// When the next burst comes, for a source that keeps its times: nearly all gaps alike.
std::optional<Instant> expected_next(std::span<const Instant> bursts, Instant now) {
    constexpr std::size_t least_gaps = 4;
    constexpr double tolerance = 0.15;  // Of the median gap; one gap in four may be another (weekends, holidays).
    if (bursts.size() <= least_gaps) return std::nullopt;
    std::vector<seconds> gaps;
    for (std::size_t i = 1; i < bursts.size(); ++i) gaps.push_back(bursts[i - 1] - bursts[i]);
    std::ranges::sort(gaps);
    const seconds median = gaps[gaps.size() / 2];
    const auto alike = std::ranges::count_if(gaps, [&](seconds gap) {
        return std::abs(static_cast<double>((gap - median).count())) <= tolerance * static_cast<double>(median.count());
    });
    if (static_cast<std::size_t>(alike) * 4 < gaps.size() * 3) return std::nullopt;
    const Instant next = bursts.front() + median;
    return next > now ? std::optional(next) : std::nullopt;
}

// What is known of the rhythm after this visit.
seconds learn(const model::SourceState& state, const PollVisit& visit, std::span<const Instant> bursts,
              const PollOptions& options, Instant now) {
    const seconds known{state.rhythm_seconds};
    const bool is_first = !state.last_new_at || *state.last_new_at >= now;
    if (visit.end != PollEnd::news || is_first) return known.count() > 0 ? known : rhythm_of(bursts, now);
    const auto fresh = std::ranges::count_if(bursts, [&](Instant burst) { return burst > *state.last_new_at; });
    const seconds gap = std::max<seconds>((now - *state.last_new_at) / std::max<std::int64_t>(fresh, 1), minutes{1});
    if (known.count() == 0) return gap;
    return part_of(known, 1 - options.learning) + part_of(gap, options.learning);
}

struct Bounds {
    seconds least{};
    seconds most{};
};
Bounds bounds_of(const PollOptions& options) {
    const seconds least = std::max(options.least, shortest_interval);
    return {least, std::max<seconds>(options.most, least)};
}

// An interval with its reason.
struct Wait {
    seconds span{};
    std::string reason;
};

Wait wait_for_rhythm(const model::SourceState& state, seconds rhythm, const PollOptions& options, Instant now) {
    const auto [least, most] = bounds_of(options);
    if (rhythm.count() == 0)
        return {std::clamp<seconds>(options.unknown, least, most), "how often it brings news is not known yet"};
    const seconds quiet = state.last_new_at ? now - *state.last_new_at : seconds{0};
    if (quiet > 2 * rhythm)
        return {std::clamp(quiet / 2 / options.visits_a_rhythm, least, most),
                fmt::format("it has brought nothing new for {}", in_words(quiet))};
    return {std::clamp(rhythm / options.visits_a_rhythm, least, most),
            fmt::format("it brings news about every {}", in_words(rhythm))};
}

// The longest of what the desk, the feed and the server ask to wait for at the least.
Wait floor_of(const PollVisit& visit, const PollOptions& options) {
    const auto [least, most] = bounds_of(options);
    Wait floor{least, fmt::format("the desk waits {} between two visits", in_words(least))};
    const auto raise = [&](seconds asked, std::string_view sentence) {
        const seconds span = std::min(asked, most);
        if (span > floor.span) floor = {span, fmt::format(fmt::runtime(sentence), in_words(span))};
    };
    raise(visit.ttl, "the feed says that it need not be asked for {}");
    if (visit.fresh_for) raise(*visit.fresh_for, "the server says that its answer stays good for {}");
    if (visit.is_pushed) raise(options.pushed, "a hub pushes its news to us, and it is asked every {} all the same");
    return floor;
}

// Later where there is room, else earlier: a spread that breaks no bound.
seconds spread(seconds span, seconds floor, seconds most, double share) {
    const seconds later = std::min(span + part_of(span, share), most);
    return later > span ? later : std::max(span - part_of(span, share), floor);
}

// The first instant at or after `wanted` in an hour that is not skipped, at most `latest`.
Instant leave_out_hours(Instant wanted, std::uint32_t skipped, Instant latest) {
    constexpr std::uint32_t all_hours = (1U << 24U) - 1;
    if ((skipped & all_hours) == all_hours) return wanted;
    for (Instant at = wanted; at <= latest;) {
        const auto hour = std::chrono::floor<hours>(at);
        const auto of_day = (hour - std::chrono::floor<std::chrono::days>(at)).count();
        if (((skipped >> static_cast<unsigned>(of_day)) & 1U) == 0) return at;
        at = hour + hours{1};
    }
    return wanted;
}

PollPlan plan_after_answer(const model::SourceState& state, const PollVisit& visit, const PollOptions& options,
                           Instant now) {
    const auto bursts = bursts_of(visit.published, options, now);
    const seconds rhythm = learn(state, visit, bursts, options, now);
    const auto [least, most] = bounds_of(options);
    model::SourceState after = state;
    if (visit.end == PollEnd::news) after.last_new_at = now;
    Wait wait = wait_for_rhythm(after, rhythm, options, now);
    const auto next = visit.published.empty() ? state.expected_at : expected_next(bursts, now);
    if (next && *next - now < wait.span && *next - now >= least) {
        wait = {*next - now,
                fmt::format("it keeps its times and is expected to bring news at {}", core::format_instant(*next))};
    }
    const Wait floor = floor_of(visit, options);
    if (floor.span > wait.span) wait = {floor.span, fmt::format("{}, and {}", wait.reason, floor.reason)};
    const seconds span = spread(wait.span, floor.span, most, share_of(state.url, 0) * options.spread);
    Instant at = now + span;
    if (const Instant moved = leave_out_hours(at, visit.skip_hours, now + most); moved != at) {
        at = moved;
        wait.reason += ", and the feed says that nothing comes in the hours before";
    }
    return {at, std::move(wait.reason), rhythm.count(), next};
}

// The least interval, doubled with each failure after the first.
seconds back_off(const model::SourceState& state, const PollOptions& options) {
    constexpr int most_doublings = 12;
    const auto [least, most] = bounds_of(options);
    const seconds span = std::min(least * (1 << std::clamp(state.failures - 1, 0, most_doublings)), most);
    const double share = share_of(state.url, static_cast<std::uint64_t>(std::max(state.failures, 0)));
    return std::clamp(span + part_of(span, (2 * share - 1) * options.back_off_spread), least, most);
}

PollPlan plan_after_failure(const model::SourceState& state, const PollOptions& options, Instant now) {
    const seconds span = back_off(state, options);
    return {now + span,
            fmt::format("{} in a row, tried again after {}", counted(std::max(state.failures, 1), "failure"),
                        in_words(span)),
            state.rhythm_seconds};
}

PollPlan plan_after_deferral(const model::SourceState& state, const PollVisit& visit, const PollOptions& options,
                             Instant now) {
    const auto [least, most] = bounds_of(options);
    if (!visit.retry_at) {
        const seconds span = back_off(state, options);
        return {now + span, fmt::format("the server asks to be left alone, tried again after {}", in_words(span)),
                state.rhythm_seconds};
    }
    constexpr seconds longest_spread = minutes{10};
    const seconds asked = std::clamp<seconds>(*visit.retry_at - now, least, most);
    const seconds later = std::min(part_of(asked, share_of(state.url, 0) * options.spread), longest_spread);
    return {now + std::min(asked + later, most),
            fmt::format("the server asks to be left alone for {}", in_words(asked)), state.rhythm_seconds};
}

bool has_adopted(const model::SourceState& state, const PollOptions& options, Instant now) {
    return !state.moved_to.empty() && state.moved_since && now - *state.moved_since >= options.adopt_after &&
           state.failures < options.doubt_after;
}

std::string move_sentence(const model::SourceState& state, const PollOptions& options, Instant now) {
    if (state.moved_to.empty() || !state.moved_since) return {};
    if (has_adopted(state, options, now))
        return fmt::format("; it has moved for good to {}, which is asked instead", state.moved_to);
    if (now - *state.moved_since >= options.adopt_after)
        return fmt::format("; it had moved to {}, but that fails, so its own address is asked", state.moved_to);
    return fmt::format("; it says since {} that it has moved for good to {}", core::format_day(*state.moved_since),
                       state.moved_to);
}

}  // namespace

PollPlan plan_next_poll(const model::SourceState& state, const PollVisit& visit, const PollOptions& options,
                        Instant now) {
    if (visit.end == PollEnd::gone)
        return {std::nullopt, "the server says that it is gone for good (410), and it is not asked again",
                state.rhythm_seconds};
    auto plan = visit.end == PollEnd::failed     ? plan_after_failure(state, options, now)
                : visit.end == PollEnd::deferred ? plan_after_deferral(state, visit, options, now)
                                                 : plan_after_answer(state, visit, options, now);
    plan.reason += move_sentence(state, options, now);
    return plan;
}

bool is_due(const model::SourceState& state, Instant now) {
    if (state.gone) return false;
    return !state.next_fetch_at || *state.next_fetch_at <= now;
}

std::optional<PollPlan> mend_plan(const model::SourceState& state, const PollOptions& options, Instant now) {
    const auto [least, most] = bounds_of(options);
    if (state.gone || !state.next_fetch_at || *state.next_fetch_at <= now + most) return std::nullopt;
    const seconds rhythm{state.rhythm_seconds};
    const seconds usual =
        rhythm.count() == 0 ? options.unknown : std::clamp(rhythm / options.visits_a_rhythm, least, most);
    return PollPlan{now + part_of(usual, share_of(state.url, 0)),
                    "the clock was set back, and all sources are spread over their usual intervals",
                    state.rhythm_seconds};
}

bool wants_full_fetch(const model::SourceState& state, const PollOptions& options, Instant now) {
    if (state.validators_lie || !state.full_fetch_at || *state.full_fetch_at > now) return true;
    return now - *state.full_fetch_at >= options.full_every;
}

const std::string& address_to_ask(const model::SourceState& state, const PollOptions& options, Instant now) {
    return has_adopted(state, options, now) ? state.moved_to : state.url;
}

void note_move(model::SourceState& state, const std::string& asked, const Fresh& fresh, Instant now) {
    if (fresh.moved_permanently && fresh.url != state.url) {
        if (state.moved_to == fresh.url) return;
        state.moved_to = fresh.url;
        state.moved_since = now;
    } else if (asked == state.url) {
        state.moved_to.clear();
        state.moved_since.reset();
    }
}

}  // namespace masthead::fetch
