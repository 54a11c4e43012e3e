// Sources on their way through a run: which are due, what is asked, what came, when they are asked again.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "fetch/poll_plan.h"
#include "model/source.h"
#include "pipeline/intake.h"
#include "pipeline/pushing.h"
#include "pipeline/source_document.h"
#include "pipeline/world.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace masthead::pipeline {

using SourceStates = std::map<std::string, model::SourceState, std::less<>>;  // By the sources' own addresses.

[[nodiscard]] core::Result<SourceStates> load_states(const store::Store& store);

// How a source is polled: the desk's options, or its own.
[[nodiscard]] fetch::PollOptions poll_options(const config::Desk& desk, const model::Source& source);

// Sources whose plans come from before the clock was set back get new ones, which are also returned.
[[nodiscard]] std::vector<model::SourceState> mend_plans(const config::Desk& desk, SourceStates& states,
                                                         core::Instant now);

// The clock was set by `jump` while the program ran: all plans move with it, so that nobody is asked sooner or later
// than was planned. Errors: the store's own.
[[nodiscard]] core::Result<void> move_plans(store::Store& store, std::chrono::seconds jump, core::Instant now);

// The desk's sources that are to be asked now. Those that failed last time stand at the end, so that what they make
// wait is each other.
[[nodiscard]] std::vector<const model::Source*> due_sources(const config::Desk& desk, const SourceStates& states,
                                                            Schedule schedule, core::Instant now);

// A person vouches for a source that is held back: it is learned anew at its next visit, which is due at once. True if
// it was held back. Errors: the store's own.
[[nodiscard]] core::Result<bool> trust_source(store::Store& store, std::string_view url, core::Instant now);

// Reads sources into candidates, and writes down how each fared.
class SourceReader {
  public:
    // All borrowed.
    SourceReader(const config::Desk& desk, const World& world, SourceStates& states, RunReport& report,
                 Pushing& pushing);

    // Asks all of them and reads what comes as it comes. Errors: the store's own.
    [[nodiscard]] core::Result<void> read(std::span<const model::Source* const> sources);

    // Reads what hubs delivered, oldest first, as if it had been fetched; what was read leaves the store with the
    // changes. Of the polling nothing is learned: validators and plans are those of the source itself. Errors: as
    // above.
    [[nodiscard]] core::Result<void> read_deliveries(std::vector<model::Delivery> deliveries);

    std::vector<Candidate> candidates;
    store::ChangeSet changes;

  private:
    // One source at one visit.
    struct Visiting {
        const model::Source& source;
        model::SourceState& state;
        const std::string& asked;  // Address.
        bool is_full = true;       // Asked without validators.
        fetch::PollVisit visit;
        std::vector<core::Instant> published;
        std::vector<feed::SitemapChild> children;  // Still to be asked.
    };

    void read_delivery(const model::Source& source, const fetch::Fresh& delivered);
    [[nodiscard]] fetch::Request request_for(const model::Source& source, const model::SourceState& state) const;
    void take(Visiting& visiting, core::Result<fetch::Visit>& answer);
    void take_deferral(Visiting& visiting, const fetch::Deferred& deferred);
    void read_body(Visiting& visiting, fetch::Fresh& fresh);
    void read_visit(Visiting& visiting, const fetch::Fresh& fresh);
    // Is it still the feed that was followed?
    [[nodiscard]] bool is_believed(Visiting& visiting, const feed::ParsedFeed& feed);
    // What a feed brings that is not believed waits among the deliveries until a person trusts it, for items leave
    // feeds.
    void hold(const model::Source& source, const fetch::Fresh& fresh);
    void forget_held(const std::string& source_url);
    void add_candidates(Visiting& visiting, feed::ParsedFeed feed, core::Instant at);
    // The sitemaps that indexes have named.
    void read_children(std::span<Visiting> visits);
    void read_child(Visiting& visiting, const std::string& url, const core::Result<fetch::Visit>& answer);
    [[nodiscard]] bool has_news(const model::Source& source, std::span<const Candidate> read);
    void finish(Visiting& visiting);
    void fail(Visiting& visiting, std::string_view stage, const std::string& reason);
    void note(const model::Source& source, std::string_view stage, model::Verdict verdict, std::string reason);

    const config::Desk& desk_;
    const World& world_;
    SourceStates& states_;
    RunReport& report_;
    Pushing& pushing_;
    core::Instant now_;
    core::Result<void> store_problem_;
};

}  // namespace masthead::pipeline
