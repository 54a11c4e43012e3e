// `masthead preview --set NAME=VALUE`: the front page as it would be. Writes nothing.
#include "pipeline/preview.h"

#include "app/commands/commands.h"
#include "app/console.h"
#include "app/session.h"
#include "core/json.h"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;
using pipeline::FrontChange;
using pipeline::FrontMove;
using pipeline::FrontPlace;

constexpr std::size_t terms_shown = 4;  // Of each story, in text.

std::optional<double> number_of(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

// "scoring.weights.image=20", "scoring.publish_at=80", "scoring.profile=everyday"; "score.image=20" for short.
Result<void> set(config::ScoringOptions& scoring, const std::string& setting) {
    const auto equals = setting.find('=');
    const std::string_view name = std::string_view(setting).substr(0, equals);
    const auto fail = [&](std::string_view why) {
        return core::fail(core::ErrorCode::invalid, fmt::format("--set {}: {}", setting, why));
    };
    if (equals == std::string::npos) return fail("it has no \"=\"; write NAME=VALUE, e.g. score.image=20");
    const std::string_view value = std::string_view(setting).substr(equals + 1);
    std::string_view key = name;
    for (const std::string_view prefix : {"scoring.weights.", "scoring.", "score."}) {
        if (!key.starts_with(prefix)) continue;
        key.remove_prefix(prefix.size());
        break;
    }
    if (key.size() == name.size() || key.empty())
        return fail(
            "only scoring can be previewed: scoring.weights.NAME (or score.NAME), scoring.publish_at, "
            "scoring.profile");
    const bool is_weight = name.starts_with("scoring.weights.");
    if (!is_weight && key == "profile") {
        if (value != "masthead" && value != "everyday") return fail("there are the profiles masthead and everyday");
        scoring.profile = value;
        return {};
    }
    const auto number = number_of(value);
    if (!number) return fail(fmt::format("\"{}\" is no number", value));
    if (!is_weight && key == "publish_at")
        scoring.publish_at = *number;
    else if (name.starts_with("scoring.") && !is_weight)
        return fail(fmt::format("the desk has no option {}; a weight is scoring.weights.{}", name, key));
    else
        scoring.weights[std::string(key)] = *number;
    return {};
}

std::string_view name_of(FrontMove move) {
    switch (move) {
        case FrontMove::entered:
            return "entered";
        case FrontMove::left:
            return "left";
        case FrontMove::rose:
            return "rose";
        default:
            return "fell";
    }
}

Json place_json(const FrontPlace& place) {
    Json json;
    json.add("place", place.place).add("published", place.is_published).add("heat", place.heat);
    json.add("quality", place.quality).add("title", place.title).add("provider", place.provider).add("url", place.url);
    return json;
}

Json page_json(const std::vector<FrontPlace>& page) {
    Json::Array out;
    for (const auto& place : page) out.push_back(place_json(place));
    return out;
}

Json preview_json(const pipeline::Preview& preview) {
    Json::Array changes;
    for (const auto& change : preview.changes) {
        Json::Array terms;
        for (const auto& term : change.terms) {
            Json one;
            one.add("of", term.of).add("name", term.name).add("before", term.before).add("after", term.after);
            terms.push_back(std::move(one));
        }
        Json one;
        one.add("move", name_of(change.move)).add("story", change.story_id);
        one.add("before", place_json(change.before)).add("after", place_json(change.after));
        one.add("terms", std::move(terms));
        changes.push_back(std::move(one));
    }
    Json json;
    json.add("stories", preview.stories);
    json.add("published_before", preview.published_before).add("published_after", preview.published_after);
    json.add("outdated", preview.is_outdated).add("changes", std::move(changes));
    json.add("before", page_json(preview.before)).add("after", page_json(preview.after));
    return json;
}

std::string place_text(const FrontPlace& place) {
    if (place.place > 0) return fmt::format("{}", place.place);
    return place.is_published ? "further down" : "not published";
}

std::string why(const FrontChange& change) {
    std::string out;
    std::size_t shown = 0;
    for (const auto& term : change.terms) {
        if (shown++ == terms_shown) {
            out += ", ...";
            break;
        }
        out += fmt::format("{}{}{} {:+} -> {:+}", out.empty() ? "" : ", ", term.of == "quality" ? "quality: " : "",
                           term.name, term.before, term.after);
    }
    if (change.before.url != change.after.url) out += fmt::format("{}another lead", out.empty() ? "" : ", ");
    return out.empty() ? "its own score is as before; others changed" : out;
}

void print_preview(const pipeline::Preview& preview) {
    for (const auto& change : preview.changes) {
        print(fmt::format("{:7}  {} -> {}  heat {} -> {}  {} ({})\n         {}", name_of(change.move),
                          place_text(change.before), place_text(change.after), change.before.heat, change.after.heat,
                          change.after.title, change.after.provider, why(change)));
    }
    if (preview.changes.empty()) print("The front page stays as it is.");
    print(fmt::format("{} of {} stories published, {} before", grouped(preview.published_after),
                      grouped(preview.stories), grouped(preview.published_before)));
}

}  // namespace

ExitCode preview(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    config::ScoringOptions scoring = session->desk.scoring;
    for (const auto& setting : arguments.settings) {
        if (const auto done = set(scoring, setting); !done) return report_setup(done.error());
    }
    const auto preview = pipeline::preview_front(session->desk, scoring, *session->store, session->clock->now());
    if (!preview) return report_setup(preview.error());
    if (arguments.json)
        print(preview_json(*preview).dump());
    else
        print_preview(*preview);
    if (preview->is_outdated)
        print_note("masthead: topics, organisations or sources have changed since; `masthead rescore` applies them");
    return ExitCode::done;
}

}  // namespace masthead::app
