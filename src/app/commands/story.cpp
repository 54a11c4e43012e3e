// `masthead story`: the stories as they stand, what happened to one, and what an editor decides about them.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/explanation.h"
#include "app/links.h"
#include "app/session.h"
#include "app/timeline.h"
#include "app/values.h"
#include "core/stable_order.h"
#include "pipeline/editing.h"
#include "pipeline/editor_words.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;
using model::EditorVerb;

std::string title_of(const model::Story& story, const std::optional<model::Article>& lead) {
    return !story.title.empty() ? story.title : lead ? lead->title : "";
}

Json row_of(const model::Story& story, const std::optional<model::Article>& lead) {
    const auto& scored = story.members.front();
    Json row;
    row.add("id", story.id).add("title", title_of(story, lead)).add("articles", story.members.size());
    row.add("heat", scored.heat.total()).add("quality", scored.quality.total()).add("published", scored.is_published);
    row.add("firstPublishedDateTime", core::format_instant(story.first))
        .add("lastPublishedDateTime", core::format_instant(story.last));
    row.add("lead", story.lead_id()).add("leadUrl", lead ? Json(lead->web_url) : Json());
    return row.add("titledByEditor", !story.title.empty());
}

Json member_row(const store::Store& store, const model::ScoredMember& member) {
    const auto article = store.article(member.article_id);
    Json row;
    row.add("id", member.article_id);
    if (article && *article) {
        row.add("title", (*article)->title).add("url", (*article)->web_url).add("provider", (*article)->provider.name);
        row.add("publishedDateTime", core::format_instant((*article)->published))
            .add("removed", (*article)->is_removed);
    }
    row.add("quality", member.quality.total()).add("heat", member.heat.total());
    return row.add("duplicateOf", text_or_null(member.duplicate_of));
}

std::string story_text(const Json& json) {
    std::string out = fmt::format("{}\n{}  heat {}, quality of its lead {}, {}\n", json["title"].string(),
                                  json["id"].string(), json["heat"].integer(), json["quality"].integer(),
                                  json["published"].boolean() ? "published" : "not published");
    for (const auto& name : json["formerIds"].array()) out += fmt::format("  was also {}\n", name.string());
    out += "\n";
    bool leads = true;
    for (const auto& member : json["members"].array()) {
        out += fmt::format("  {} {}  {:>4}  {}: {}{}{}\n", leads ? "*" : " ", member["id"].string(),
                           member["quality"].integer(), member["provider"].string(), member["title"].string(),
                           member["duplicateOf"].is_null() ? "" : " [copy]",
                           member["removed"].boolean() ? " [removed]" : "");
        leads = false;
    }
    out += story_links_text(json);
    if (!json["editor"].array().empty()) out += "\nWhat editors decided\n" + editor_text(json["editor"]);
    return out;
}

Json decision_json(const model::EditorDecision& decision) {
    Json::Array parts;
    for (const auto& part : decision.parts) {
        Json row;
        parts.push_back(
            std::move(row.add("story", text_or_null(part.story_id)).add("articles", texts_json(part.article_ids))));
    }
    Json json;
    json.add("number", decision.number)
        .add("verb", name_of(decision.verb))
        .add("story", text_or_null(decision.story_id));
    json.add("parts", std::move(parts)).add("title", text_or_null(decision.title)).add("by", decision.by);
    json.add("reason", text_or_null(decision.reason)).add("at", core::format_instant(decision.at));
    json.add("undoneAt", instant_json(decision.undone_at)).add("undoneBy", text_or_null(decision.undone_by));
    return json.add("words", pipeline::sentence_of(decision));
}

std::string editor_name(const Arguments& arguments) {
    if (!arguments.by.empty()) return arguments.by;
    const char* user = std::getenv("USER");  // NOLINT(concurrency-mt-unsafe): nothing else runs yet.
    return user != nullptr && *user != '\0' ? user : "an editor";
}

// The session and the world of an edit; pictures and the net are not touched.
template <typename Decide>
ExitCode decide(const Arguments& arguments, Decide&& work) {
    const auto session = open_session_beside(arguments);
    if (!session) return report_setup(session.error());
    const auto progress = make_progress(true);
    const pipeline::World world{.store = session->store.get(),
                                .clock = session->clock.get(),
                                .log = session->log.get(),
                                .progress = progress.get()};
    const Result<model::EditorDecision> decision = work(session->desk, world);
    if (!decision) return report_setup(decision.error());
    if (arguments.json) {
        print(decision_json(*decision).dump(2));
        return ExitCode::done;
    }
    print(decision->stands()
              ? fmt::format("Decision {0}: {1}.\n`masthead story undo {0}` takes it back.", decision->number,
                            pipeline::sentence_of(*decision))
              : fmt::format("Decision {} is undone: {}.", decision->number, pipeline::sentence_of(*decision)));
    print_note("masthead: the next run, or `masthead publish`, writes it to the site");
    return ExitCode::done;
}

ExitCode edit(const Arguments& arguments, EditorVerb verb) {
    return decide(arguments, [&](const config::Desk& desk, const pipeline::World& world) {
        return pipeline::edit_stories(desk, world,
                                      {.verb = verb,
                                       .target = arguments.target,
                                       .others = arguments.others,
                                       .title = arguments.title,
                                       .by = editor_name(arguments),
                                       .reason = arguments.reason});
    });
}

// The story of this id today, or the story of the article of this id or address.
Result<std::string> story_named(const store::Store& store, const std::string& name) {
    const auto ids = pipeline::StoryIds::load(store);
    if (!ids) return std::unexpected(ids.error());
    auto id = ids->current(name);
    if (!id.empty()) return id;
    const auto known = store.article_at(name);
    if (!known) return std::unexpected(known.error());
    const auto story = store.story_of(*known ? **known : name);
    if (!story) return std::unexpected(story.error());
    if (*story) return (*story)->id;
    return core::fail(
        core::ErrorCode::not_found,
        fmt::format("\"{}\" is no story and in no story; `masthead story list` shows those there are", name));
}

Result<Json> show(const store::Store& store, const std::string& name) {
    const auto id = story_named(store, name);
    if (!id) return std::unexpected(id.error());
    const auto story = store.story(*id);
    if (!story) return std::unexpected(story.error());
    if (!*story || (*story)->members.empty())
        return core::fail(core::ErrorCode::not_found, fmt::format("story {} is not scored yet", *id));
    const auto lead = store.article((*story)->lead_id());
    if (!lead) return std::unexpected(lead.error());
    const auto ids = pipeline::StoryIds::load(store);
    if (!ids) return std::unexpected(ids.error());
    std::vector<std::string> articles;
    Json::Array members;
    for (const auto& member : (*story)->members) {
        articles.push_back(member.article_id);
        members.push_back(member_row(store, member));
    }
    auto editor = editor_json(store, *id, articles);
    if (!editor) return std::unexpected(editor.error());
    Json json = row_of(**story, *lead);
    json.add("askedFor", name).add("formerIds", texts_json(ids->former(*id)));
    json.add("members", std::move(members)).add("editor", std::move(*editor));
    json.add("score", to_json((*story)->members.front().heat));
    auto links = story_links_json(store, *id);
    if (!links) return std::unexpected(links.error());
    json.add("thread", (*links)["thread"]).add("links", (*links)["links"]);
    return json;
}

}  // namespace

ExitCode list_stories(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    auto stories = session->store->stories();
    if (!stories) return report_setup(stories.error());
    std::erase_if(*stories, [&](const model::Story& story) {
        return story.members.empty() || (!arguments.all && !story.members.front().is_published);
    });
    core::sort_stably(*stories, [](const model::Story& left, const model::Story& right) {
        return left.members.front().heat.total() > right.members.front().heat.total();
    });
    const auto total = stories->size();
    if (arguments.most > 0 && total > static_cast<std::size_t>(arguments.most))
        stories->resize(static_cast<std::size_t>(arguments.most));
    Json::Array rows;
    std::vector<std::vector<std::string>> lines;
    for (const auto& story : *stories) {
        const auto lead = session->store->article(story.lead_id());
        if (!lead) return report_setup(lead.error());
        rows.push_back(row_of(story, *lead));
        lines.push_back({story.id, std::to_string(story.members.front().heat.total()),
                         std::to_string(story.members.size()), core::format_instant(story.last),
                         title_of(story, *lead)});
    }
    if (arguments.json) {
        print(Json(std::move(rows)).dump(2));
        return ExitCode::done;
    }
    std::string text = table({{"story"}, {"heat", true}, {"articles", true}, {"latest"}, {"title"}}, lines);
    text.pop_back();
    print(text);
    if (total > stories->size())
        print_note(fmt::format("masthead: {} more; --most says how many to list", grouped(total - stories->size())));
    return ExitCode::done;
}

ExitCode show_story(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    auto json = show(*session->store, arguments.target);
    if (!json) return report_setup(json.error());
    std::string text = story_text(*json);
    if (arguments.timeline) {
        const auto events = timeline_of(*session->store, (*json)["id"].string());
        if (!events) return report_setup(events.error());
        json->add("timeline", timeline_json(*events));
        text += "\nWhat happened\n" + timeline_text(*events);
    }
    while (text.ends_with('\n')) text.pop_back();
    print(arguments.json ? json->dump(2) : text);
    return ExitCode::done;
}

ExitCode list_decisions(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    const auto decisions = session->store->editor_decisions();
    if (!decisions) return report_setup(decisions.error());
    Json::Array rows;
    std::vector<std::vector<std::string>> lines;
    for (const auto& decision : *decisions) {
        rows.push_back(decision_json(decision));
        lines.push_back({std::to_string(decision.number), core::format_instant(decision.at),
                         decision.stands() ? "" : "undone", pipeline::sentence_of(decision)});
    }
    if (arguments.json) {
        print(Json(std::move(rows)).dump(2));
        return ExitCode::done;
    }
    std::string text = table({{"number", true}, {"when"}, {""}, {"what"}}, lines);
    text.pop_back();
    print(text);
    return ExitCode::done;
}

ExitCode pin_story(const Arguments& arguments) {
    return edit(arguments, EditorVerb::pin);
}

ExitCode merge_stories(const Arguments& arguments) {
    return edit(arguments, EditorVerb::merge);
}

ExitCode split_story(const Arguments& arguments) {
    return edit(arguments, EditorVerb::split);
}

ExitCode retitle_story(const Arguments& arguments) {
    return edit(arguments, EditorVerb::retitle);
}

ExitCode remove_story(const Arguments& arguments) {
    return edit(arguments, EditorVerb::remove);
}

ExitCode undo_decision(const Arguments& arguments) {
    return decide(arguments, [&](const config::Desk& desk, const pipeline::World& world) {
        const auto number = arguments.number > 0 ? std::optional<std::int64_t>(arguments.number) : std::nullopt;
        return pipeline::undo_edit(desk, world, number, editor_name(arguments));
    });
}

}  // namespace masthead::app
