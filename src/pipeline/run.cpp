// The order of the work. Each line of `work_through` is a stage of DESIGN.md 2; what a stage does stands in its own
// file.
#include "pipeline/run.h"

#include "core/hash.h"
#include "feed/feed.h"
#include "pipeline/grouping.h"
#include "pipeline/intake.h"
#include "pipeline/stage.h"
#include "text/html_text.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;
using SourceStates = std::map<std::string, model::SourceState, std::less<>>;

constexpr std::size_t sources_a_chunk = 32;

Result<SourceStates> load_states(const store::Store& store) {
    auto states = store.sources();
    if (!states) return std::unexpected(states.error());
    SourceStates by_url;
    for (auto& state : *states) {
        std::string url = state.url;
        by_url.emplace(std::move(url), std::move(state));
    }
    return by_url;
}

bool is_due(const SourceStates& states, const model::Source& source, Schedule schedule, core::Instant now) {
    const auto found = states.find(source.url);
    if (found == states.end()) return true;
    if (found->second.gone) return false;
    return schedule == Schedule::at_once || !found->second.next_fetch_at || *found->second.next_fetch_at <= now;
}

// Reads feeds into candidates and writes down how each source fared.
class FeedReader {
  public:
    FeedReader(const config::Desk& desk, const World& world, SourceStates& states, RunReport& report)
        : desk_(desk), world_(world), states_(states), report_(report), now_(world.clock->now()) {}

    void read(std::span<const model::Source* const> sources) {
        std::vector<std::optional<Result<fetch::Visit>>> visits(sources.size());
        fetch_all(sources, visits);
        StageTimer timer(report_, "read feeds");
        const std::size_t before = candidates.size();
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!visits[i]) continue;
            model::SourceState& state = states_[sources[i]->url];
            state.url = sources[i]->url;
            take(*sources[i], state, *visits[i]);
            plan_next(state);
            changes.sources.push_back(state);
        }
        timer.count(sources.size(), candidates.size() - before);
    }

    std::vector<Candidate> candidates;
    store::ChangeSet changes;

  private:
    void fetch_all(std::span<const model::Source* const> sources,
                   std::vector<std::optional<Result<fetch::Visit>>>& visits) {
        StageTimer timer(report_, "fetch feeds");
        std::vector<fetch::Request> requests;
        for (const auto* source : sources) {
            const auto known = states_.find(source->url);
            fetch::Request request{.url = source->url, .kind = fetch::RequestKind::feed};
            if (known != states_.end()) {
                request.etag = known->second.etag;
                request.last_modified = known->second.last_modified;
                request.since = known->second.fetched_at;
            }
            requests.push_back(std::move(request));
        }
        std::size_t answered = 0;
        world_.http->fetch(
            requests,
            [&](std::size_t index, Result<fetch::Visit> visit) {
                if (visit) ++answered;
                visits[index] = std::move(visit);
                world_.progress->advance(1);
            },
            world_.stop);
        timer.count(sources.size(), answered);
    }

    void note(const model::Source& source, std::string_view stage, Verdict verdict, std::string reason) {
        changes.decisions.push_back({source.url, std::string(stage), verdict, std::move(reason), "", now_});
    }

    void take(const model::Source& source, model::SourceState& state, Result<fetch::Visit>& visit) {
        state.fetched_at = now_;
        if (!visit) return fail_source(source, state, "fetch", visit.error().message);
        state.failures = 0;  // Until its body says otherwise.
        state.last_error.clear();
        if (std::holds_alternative<fetch::Gone>(*visit)) {
            state.gone = true;
            note(source, "fetch", Verdict::dropped, "the source is gone for good (410) and is not asked again");
        } else if (auto* fresh = std::get_if<fetch::Fresh>(&*visit)) {
            read_body(source, state, *fresh);
        }
    }

    void read_body(const model::Source& source, model::SourceState& state, fetch::Fresh& fresh) {
        for (const auto& earlier : fresh.earlier) read_visit(source, state, earlier);
        read_visit(source, state, fresh);
        if (!state.last_error.empty()) return;  // What could not be read must come again in full.
        state.etag = fresh.etag;
        state.last_modified = fresh.last_modified;
    }

    void read_visit(const model::Source& source, model::SourceState& state, const fetch::Fresh& visit) {
        const std::uint64_t hash = core::stable_hash(visit.body);
        state.fetched_at = visit.at;
        if (state.body_hash == hash) return;  // Servers say 200 for what we have already.
        auto feed = feed::parse_feed(visit.body, visit.url, visit.content_type);
        if (!feed) return fail_source(source, state, "feed", feed.error().message);
        state.body_hash = hash;
        if (!feed->problems.empty()) {
            note(source, "feed", Verdict::kept,
                 fmt::format("read with {} problem(s): {}", feed->problems.size(), feed->problems.front()));
        }
        for (auto& item : feed->items) {
            Candidate candidate;
            candidate.item = std::move(item);
            candidate.source = &source;
            candidate.feed = {feed->title, feed->language};
            candidate.seen_at = visit.at;
            candidates.push_back(std::move(candidate));
        }
    }

    void fail_source(const model::Source& source, model::SourceState& state, std::string_view stage,
                     const std::string& reason) {
        ++state.failures;
        state.last_error = reason;
        ++report_.sources_failed;
        note(source, stage, Verdict::failed, reason);
        world_.log->warning("source failed", {{"url", source.url}, {"reason", reason}});
    }

    // The interval doubles with each failure in a row, up to a day.
    void plan_next(model::SourceState& state) const {
        constexpr int most_doublings = 6;
        const auto interval = std::chrono::minutes(desk_.fetch.interval_minutes);
        const auto wait = std::min<std::chrono::minutes>(interval * (1 << std::min(state.failures, most_doublings)),
                                                         std::chrono::hours(24));
        state.next_fetch_at = now_ + wait;
        state.next_fetch_reason =
            state.failures > 0
                ? fmt::format("{} failure(s) in a row, tried again after {} minutes", state.failures, wait.count())
                : fmt::format("the desk's interval of {} minutes", wait.count());
    }

    const config::Desk& desk_;
    const World& world_;
    SourceStates& states_;
    RunReport& report_;
    core::Instant now_;
};

Result<void> finish(const config::Desk& desk, const World& world, RunReport& report) {
    if (!world.stop.stop_requested()) {
        if (auto done = group_articles(desk, world, report); !done) return done;
    }
    if (!world.stop.stop_requested()) {
        if (auto done = score_stories(desk, world, report); !done) return done;
    }
    report.stopped = world.stop.stop_requested();
    return {};
}

// A recorded web gives several visits at once: what was seen earlier is stored before what changed it later. How the
// sources fared is stored with the last step, so that a stop in between reads them again.
Result<void> take_in_order(Intake& intake, const World& world, FeedReader& reader) {
    std::map<core::Instant, std::vector<Candidate>> visits;
    for (auto& candidate : reader.candidates) visits[candidate.seen_at].push_back(std::move(candidate));
    if (visits.empty()) return intake.take({}, std::move(reader.changes));
    for (auto& [instant, candidates] : visits) {
        const bool last = instant == visits.rbegin()->first;
        if (auto done = intake.take(std::move(candidates), last ? std::move(reader.changes) : store::ChangeSet{});
            !done)
            return done;
        if (world.stop.stop_requested()) return {};
    }
    return {};
}

Result<void> read_sources(const config::Desk& desk, const World& world, Schedule schedule, RunReport& report) {
    auto states = load_states(*world.store);
    if (!states) return std::unexpected(states.error());
    Intake intake(desk, world, report);
    if (auto done = intake.load(); !done) return done;
    std::vector<const model::Source*> due;
    for (const auto& source : desk.sources) {
        if (is_due(*states, source, schedule, world.clock->now())) due.push_back(&source);
    }
    report.sources = due.size();
    for (std::size_t at = 0; at < due.size() && !world.stop.stop_requested(); at += sources_a_chunk) {
        world.progress->begin("sources", due.size());
        world.progress->advance(at);
        FeedReader reader(desk, world, *states, report);
        reader.read(std::span(due).subspan(at, std::min(sources_a_chunk, due.size() - at)));
        world.progress->end();
        if (world.stop.stop_requested()) break;  // What came in since is read again by the next run.
        if (auto done = take_in_order(intake, world, reader); !done) return done;
    }
    return {};
}

template <typename Work>
Result<RunReport> timed(Work&& work) {
    const auto began = std::chrono::steady_clock::now();
    RunReport report;
    if (auto done = work(report); !done) return std::unexpected(done.error());
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

}  // namespace

Result<RunReport> run_once(const config::Desk& desk, const World& world, Schedule schedule) {
    return timed([&](RunReport& report) -> Result<void> {
        if (auto done = read_sources(desk, world, schedule, report); !done) return done;
        return finish(desk, world, report);
    });
}

Result<RunReport> ingest(const config::Desk& desk, const World& world, std::vector<Incoming> incoming) {
    return timed([&](RunReport& report) -> Result<void> {
        Intake intake(desk, world, report);
        if (auto done = intake.load(); !done) return done;
        const auto at_once = static_cast<std::size_t>(desk.fetch.pages_at_once);
        for (std::size_t at = 0; at < incoming.size() && !world.stop.stop_requested(); at += at_once) {
            std::vector<Candidate> candidates;
            for (auto& document : std::span(incoming).subspan(at, std::min(at_once, incoming.size() - at))) {
                Candidate candidate;
                candidate.item = std::move(document.item);
                candidate.source = &document.source;
                candidate.page = std::move(document.page);
                candidate.seen_at = world.clock->now();
                candidates.push_back(std::move(candidate));
            }
            if (auto done = intake.take(std::move(candidates), {}); !done) return done;
        }
        return finish(desk, world, report);
    });
}

Result<RunReport> rescore(const config::Desk& desk, const World& world) {
    return timed([&](RunReport& report) { return finish(desk, world, report); });
}

}  // namespace masthead::pipeline
