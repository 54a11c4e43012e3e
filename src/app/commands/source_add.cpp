// `masthead source add` and `masthead source import`: more sources in the desk file.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/desk_edit.h"
#include "app/documents.h"
#include "app/files.h"
#include "app/interrupts.h"
#include "app/session.h"
#include "app/source_probe.h"
#include "app/web.h"
#include "core/url.h"
#include "feed/feed.h"

#include <algorithm>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Result;

std::string desk_path(const Arguments& arguments) {
    return arguments.desk_file.empty() ? "desk.yaml" : arguments.desk_file;
}

bool has_source(const config::Desk& desk, const std::string& url) {
    return std::ranges::find(desk.sources, url, &model::Source::url) != desk.sources.end();
}

// "example.com" is what people type.
Result<std::string> full_address(const std::string& text) {
    const auto url = core::Url::parse(text.contains("://") ? text : "https://" + text);
    if (!url) return std::unexpected(url.error());
    return url->str();
}

void show(const Probe& probe) {
    constexpr std::size_t items_shown = 3;
    const auto& feed = *probe.feed;
    const std::string holds = probe.children > 0
                                  ? fmt::format("an index of sitemaps, {} of them recent", probe.children)
                                  : fmt::format("{} items", feed.items.size());
    print(fmt::format("{}\n  {} ({}, {})", probe.source.url, feed.title.empty() ? probe.source.title : feed.title,
                      name_of(probe.source.kind), holds));
    if (!probe.why.empty()) print("  found: " + probe.why);
    for (std::size_t i = 0; i < std::min(items_shown, feed.items.size()); ++i) {
        const auto& item = feed.items[i];
        print(fmt::format("    {}  {}", item.published ? core::format_day(*item.published) : "          ",
                          item.title.empty() ? item.link : item.title));
    }
}

Result<void> write_sources(const std::string& path, std::span<const model::Source> sources) {
    const auto yaml = read_file(path);
    if (!yaml) return std::unexpected(yaml.error());
    const auto text = add_sources(*yaml, path, sources);
    if (!text) return std::unexpected(text.error());
    if (auto done = write_file(path, *text); !done) return done;
    print(fmt::format("Added to {}:", path));
    for (const auto& source : sources) {
        std::string lines = source_lines(source, 2);
        lines.pop_back();
        print(lines);
    }
    return {};
}

// A source that answered 410 is asked again when a person adds it once more.
ExitCode take_up_again(const Arguments& arguments, const std::string& url) {
    auto session = open_session(arguments, store::Access::read_write);
    if (!session) return report_setup(session.error());
    const auto states = session->store->sources();
    if (!states) return report(states.error());
    const auto found = std::ranges::find(*states, url, &model::SourceState::url);
    if (found == states->end() || !found->gone) {
        print(fmt::format("{} is in {} already; nothing was changed", url, desk_path(arguments)));
        return ExitCode::done;
    }
    store::ChangeSet changes;
    changes.sources.push_back(
        {.url = url, .next_fetch_at = session->clock->now(), .next_fetch_reason = "a person asked for it again"});
    const auto done = session->store->apply(changes, store::Durability::full);
    if (!done) return report(done.error());
    print(fmt::format("{} had answered that it is gone for good; the next run asks it again", url));
    return ExitCode::done;
}

std::vector<model::Source> chosen(const std::vector<Probe>& probes, const config::Desk& desk,
                                  const Arguments& arguments) {
    std::vector<model::Source> sources;
    for (const auto& probe : probes) {
        if (has_source(desk, probe.source.url)) continue;
        sources.push_back(probe.source);
        auto& source = sources.back();
        if (!probe.feed->title.empty()) source.title = probe.feed->title;
        source.folder = arguments.folder;
        if (!arguments.all) break;
    }
    return sources;
}

}  // namespace

ExitCode add_source(const Arguments& arguments) {
    const Interrupts interrupts;
    const auto desk = load_desk(arguments);
    if (!desk) return report_setup(desk.error());
    const auto url = full_address(arguments.target);
    if (!url) return wrong_use(url.error().message);
    if (has_source(*desk, *url)) return take_up_again(arguments, *url);
    const auto clock = make_clock(arguments);
    if (!clock) return report_setup(clock.error());
    const auto web = open_web(arguments, *desk, **clock);
    if (!web) return report_setup(web.error());
    const auto kind = model::source_kind_of(arguments.kind);
    const auto found = find_sources(*url, kind, *web->client, interrupts.token());
    if (!found) return report(found.error());
    for (const auto& probe : *found) show(probe);
    const auto sources = chosen(*found, *desk, arguments);
    if (arguments.dry_run) return ExitCode::done;
    if (sources.empty()) {
        print(fmt::format("All of it is in {} already; nothing was changed", desk_path(arguments)));
        return ExitCode::done;
    }
    if (auto done = write_sources(desk_path(arguments), sources); !done) return report_setup(done.error());
    if (found->size() > sources.size() && !arguments.all)
        print("The others are left out; `masthead source add` with an address above, or --all, adds them.");
    return ExitCode::done;
}

ExitCode import_sources(const Arguments& arguments) {
    const auto desk = load_desk(arguments);
    if (!desk) return report_setup(desk.error());
    const auto bytes = read_file(arguments.target);
    if (!bytes) return report_setup(bytes.error());
    auto list = feed::parse_opml(*bytes);
    if (!list) return report_setup({list.error().code, fmt::format("{}: {}", arguments.target, list.error().message)});
    for (const auto& problem : list->problems) print_note(fmt::format("masthead: {}: {}", arguments.target, problem));
    const std::size_t all = list->sources.size();
    std::erase_if(list->sources, [&](const model::Source& source) { return has_source(*desk, source.url); });
    const std::size_t added = list->sources.size();
    if (added > 0) {
        if (auto done = write_sources(desk_path(arguments), list->sources); !done) return report_setup(done.error());
    }
    print(fmt::format("{} of {} sources of {} added to {}; {} were there already", added, all, arguments.target,
                      desk_path(arguments), all - added));
    return ExitCode::done;
}

}  // namespace masthead::app
