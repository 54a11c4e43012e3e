// `masthead source list|check|export|trust`: how the desk's sources fare.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/interrupts.h"
#include "app/session.h"
#include "app/source_probe.h"
#include "app/source_view.h"
#include "app/values.h"
#include "app/web.h"
#include "feed/feed.h"
#include "pipeline/sources.h"

#include <algorithm>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Result;

// What is remembered of the sources; nothing where there is no store yet.
Result<std::vector<model::SourceState>> states_of(const config::Desk& desk) {
    const auto store = store::open_sqlite_store(store::DataFolder::database_path(desk.data), store::Access::read_only);
    if (!store && store.error().code == core::ErrorCode::not_found) return std::vector<model::SourceState>{};
    if (!store) return std::unexpected(store.error());
    return (*store)->sources();
}

Result<std::vector<SourceView>> views_of(const Arguments& arguments) {
    const auto desk = load_desk(arguments);
    if (!desk) return std::unexpected(desk.error());
    const auto states = states_of(*desk);
    if (!states) return std::unexpected(states.error());
    return join_sources(desk->sources, *states);
}

std::optional<core::Instant> newest_of(const feed::ParsedFeed& feed) {
    std::optional<core::Instant> newest;
    for (const auto& item : feed.items) newest = std::max(newest, item.published ? item.published : item.updated);
    return newest;
}

core::Json to_json(const Probe& probe) {
    core::Json json;
    json.add("url", probe.source.url).add("kind", name_of(probe.source.kind)).add("ok", probe.feed.has_value());
    if (!probe.feed) {
        return json.add("title", text_or_null(probe.source.title))
            .add("items", 0)
            .add("newest", core::Json())
            .add("problems", texts_json({probe.feed.error().message}))
            .add("remedy", probe.remedy);
    }
    return json.add("title", probe.feed->title)
        .add("items", probe.feed->items.size())
        .add("newest", instant_json(newest_of(*probe.feed)))
        .add("problems", texts_json(probe.feed->problems))
        .add("remedy", "");
}

void print_probe(const Probe& probe) {
    if (!probe.feed) {
        print(fmt::format("BAD {}\n      {}\n      -> {}", probe.source.url, probe.feed.error().message, probe.remedy));
        return;
    }
    const auto newest = newest_of(*probe.feed);
    const std::string holds = probe.children > 0
                                  ? fmt::format("an index, {} recent sitemaps", probe.children)
                                  : fmt::format("{} items, the newest {}", probe.feed->items.size(),
                                                newest ? "of " + core::format_instant(*newest) : "without a date");
    print(fmt::format("ok  {}  {} ({})", probe.source.url, probe.feed->title, holds));
    for (const auto& problem : probe.feed->problems) print("      ! " + problem);
}

}  // namespace

ExitCode list_sources(const Arguments& arguments) {
    const auto views = views_of(arguments);
    if (!views) return report_setup(views.error());
    if (arguments.json) {
        core::Json::Array rows;
        for (const auto& view : *views) rows.push_back(app::to_json(view));
        print(core::Json(std::move(rows)).dump(2));
        return ExitCode::done;
    }
    if (views->empty()) print_note("masthead: the desk has no sources; `masthead source add URL` adds one");
    std::string lines = source_table(*views);
    lines.pop_back();
    print(lines);
    return ExitCode::done;
}

ExitCode check_sources(const Arguments& arguments) {
    const Interrupts interrupts;
    const auto desk = load_desk(arguments);
    if (!desk) return report_setup(desk.error());
    std::vector<model::Source> sources = desk->sources;
    if (!arguments.target.empty()) {
        const auto found = std::ranges::find(desk->sources, arguments.target, &model::Source::url);
        sources = {found != desk->sources.end() ? *found : model::Source{.url = arguments.target}};
    }
    if (sources.empty()) return wrong_use("the desk has no sources; `masthead source add URL` adds one");
    const auto clock = make_clock(arguments);
    if (!clock) return report_setup(clock.error());
    const auto web = open_web(arguments, *desk, **clock);
    if (!web) return report_setup(web.error());
    const auto probes = probe_sources(sources, *web->client, interrupts.token());
    core::Json::Array rows;
    for (const auto& probe : probes) {
        if (arguments.json)
            rows.push_back(to_json(probe));
        else
            print_probe(probe);
    }
    if (arguments.json) print(core::Json(std::move(rows)).dump(2));
    const auto bad = std::ranges::count_if(probes, [](const Probe& probe) { return !probe.feed; });
    if (!arguments.json)
        print(
            fmt::format("{} of {} sources can be read", probes.size() - static_cast<std::size_t>(bad), probes.size()));
    return bad > 0 ? ExitCode::failed : ExitCode::done;
}

ExitCode export_sources(const Arguments& arguments) {
    const auto views = views_of(arguments);
    if (!views) return report_setup(views.error());
    std::vector<model::Source> feeds;
    for (const auto& view : *views) {
        if (view.source.kind != model::SourceKind::feed) continue;
        feeds.push_back(view.source);
        feeds.back().title = title_of(view);
    }
    const auto desk = load_desk(arguments);
    std::string list = feed::write_opml(desk ? desk->identity.title : "", feeds);
    if (feeds.size() < views->size())
        print_note(
            fmt::format("masthead: {} sources are no feeds, which other readers cannot follow; they are left out",
                        views->size() - feeds.size()));
    if (arguments.out.empty()) {
        list.pop_back();
        print(list);
        return ExitCode::done;
    }
    if (auto done = write_file(arguments.out, list); !done) return report(done.error());
    print(fmt::format("{} sources written to {}", feeds.size(), arguments.out));
    return ExitCode::done;
}

ExitCode trust_source(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_write);
    if (!session) return report_setup(session.error());
    const auto done = pipeline::trust_source(*session->store, arguments.target, session->clock->now());
    if (!done) return report(done.error());
    if (!*done)
        return wrong_use(fmt::format("{} is not held back; `masthead source list` shows which are", arguments.target));
    print(fmt::format("{} is trusted; the next run reads it whole", arguments.target));
    return ExitCode::done;
}

}  // namespace masthead::app
