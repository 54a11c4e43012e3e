#include "app/source_view.h"

#include "app/console.h"
#include "app/values.h"
#include "text/utf8.h"

#include <algorithm>

namespace masthead::app {

namespace {

std::string instant_or_dash(const std::optional<core::Instant>& instant) {
    return instant ? core::format_instant(*instant) : "-";
}

}  // namespace

std::vector<SourceView> join_sources(std::span<const model::Source> sources,
                                     std::span<const model::SourceState> states) {
    std::vector<SourceView> views;
    for (const auto& source : sources) {
        const auto found = std::ranges::find(states, source.url, &model::SourceState::url);
        views.push_back({source, found != states.end() ? *found : model::SourceState{.url = source.url}});
    }
    return views;
}

std::string_view health_of(const model::SourceState& state) {
    if (state.gone) return "gone";
    if (!state.quarantine.empty()) return "held back";
    if (state.failures > 0) return "failing";
    return state.fetched_at ? "ok" : "new";
}

const std::string& title_of(const SourceView& view) {
    if (!view.source.title.empty()) return view.source.title;
    return view.state.title.empty() ? view.source.url : view.state.title;
}

core::Json to_json(const SourceView& view) {
    const auto& state = view.state;
    core::Json json;
    json.add("url", view.source.url)
        .add("title", title_of(view))
        .add("kind", name_of(view.source.kind))
        .add("folder", text_or_null(view.source.folder))
        .add("health", health_of(state));
    json.add("fetchedAt", instant_json(state.fetched_at))
        .add("nextFetchAt", instant_json(state.next_fetch_at))
        .add("because", state.fetched_at ? state.next_fetch_reason : "it was never asked");
    json.add("failures", state.failures)
        .add("lastError", text_or_null(state.last_error))
        .add("gone", state.gone)
        .add("quarantine", text_or_null(state.quarantine));
    json.add("lastNewAt", instant_json(state.last_new_at)).add("rhythmSeconds", state.rhythm_seconds);
    return json.add("movedTo", text_or_null(state.moved_to)).add("movedSince", instant_json(state.moved_since));
}

std::string source_table(std::span<const SourceView> views) {
    constexpr std::size_t longest_title = 40;
    std::vector<std::vector<std::string>> rows;
    for (const auto& view : views) {
        const auto& state = view.state;
        const std::string& problem = state.quarantine.empty() ? state.last_error : state.quarantine;
        rows.push_back({text::shorten(title_of(view), longest_title), std::string(name_of(view.source.kind)),
                        std::string(health_of(state)), instant_or_dash(state.fetched_at),
                        instant_or_dash(state.next_fetch_at), std::to_string(state.failures),
                        state.fetched_at ? state.next_fetch_reason : "it was never asked", problem});
    }
    return table({{"source"},
                  {"kind"},
                  {"health"},
                  {"last fetch"},
                  {"next fetch"},
                  {"failures", true},
                  {"because"},
                  {"last error"}},
                 rows);
}

}  // namespace masthead::app
