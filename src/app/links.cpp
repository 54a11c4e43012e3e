#include "app/links.h"

#include "core/stable_order.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

constexpr double day_seconds = 86'400;

struct Told {
    core::Instant first{};
    Json row;
};

// A story by name: its id, its title, when it began and ended.
Result<Told> told(const store::Store& store, const std::string& id) {
    const auto story = store.story(id);
    if (!story) return std::unexpected(story.error());
    Told out;
    out.row.add("id", id);
    if (!*story || (*story)->members.empty()) return out;
    const auto lead = store.article((*story)->lead_id());
    if (!lead) return std::unexpected(lead.error());
    out.first = (*story)->first;
    out.row.add("title", !(*story)->title.empty() ? (*story)->title : *lead ? (*lead)->title : std::string());
    out.row.add("articles", (*story)->members.size()).add("published", (*story)->members.front().is_published);
    out.row.add("firstPublishedDateTime", core::format_instant((*story)->first))
        .add("lastPublishedDateTime", core::format_instant((*story)->last));
    return out;
}

Result<Json> thread_json(const store::Store& store, std::string_view story_id,
                         const std::vector<model::StoryThread>& threads) {
    if (threads.empty()) return Json();
    std::vector<Told> chapters;
    std::vector<std::string> ids = {threads.front().thread_id};
    for (const auto& thread : threads) ids.push_back(thread.story_id);
    for (const auto& id : ids) {
        auto chapter = told(store, id);
        if (!chapter) return std::unexpected(chapter.error());
        if (chapter->row["title"].is_null()) continue;  // What the desk no longer keeps.
        chapter->row.add("isThis", id == story_id);
        chapters.push_back(std::move(*chapter));
    }
    core::sort_stably(chapters, [](const Told& left, const Told& right) { return left.first < right.first; });
    Json rows{Json::Array{}};
    for (auto& chapter : chapters) rows.push(std::move(chapter.row));
    return rows;
}

Json words_json(const model::StoryLink& link) {
    Json words{Json::Array{}};
    for (const auto& term : link.shared) {
        Json word;
        words.push(std::move(word.add("word", term.word).add("points", term.points).add("isName", term.is_name)));
    }
    return words;
}

}  // namespace

Result<Json> story_links_json(const store::Store& store, std::string_view story_id) {
    const store::ThreadQuery query{.at = {}, .story_id = std::string(story_id)};
    const auto threads = store.story_threads(query);
    if (!threads) return std::unexpected(threads.error());
    auto links = store.story_links(query);
    if (!links) return std::unexpected(links.error());
    core::sort_stably(*links, [](const auto& left, const auto& right) { return left.strength > right.strength; });
    Json rows{Json::Array{}};
    for (const auto& link : *links) {
        const bool is_later = link.story_id == story_id;
        const auto& other = is_later ? link.earlier_id : link.story_id;
        auto row = told(store, other);
        if (!row) return std::unexpected(row.error());
        const bool is_chapter = std::ranges::any_of(*threads, [&](const model::StoryThread& thread) {
            return thread.story_id == other || thread.thread_id == other;
        });
        row->row.add("relation", is_chapter ? "chapter" : "nearby").add("isEarlier", is_later);
        row->row.add("strength", link.strength).add("likeness", link.likeness);
        row->row.add("daysApart", std::round(static_cast<double>(link.apart.count()) / day_seconds * 10) / 10);
        rows.push(std::move(row->row.add("shared", words_json(link))));
    }
    auto thread = thread_json(store, story_id, *threads);
    if (!thread) return std::unexpected(thread.error());
    Json json;
    json.add("thread", std::move(*thread)).add("links", std::move(rows));
    return json;
}

std::string story_links_text(const Json& json) {
    std::string out;
    if (!json["thread"].is_null()) out += "\nA chapter of a thread\n";
    for (const auto& chapter : json["thread"].array()) {
        out +=
            fmt::format("  {} {}  {}  {}\n", chapter["isThis"].boolean() ? "*" : " ",
                        chapter["firstPublishedDateTime"].string(), chapter["id"].string(), chapter["title"].string());
    }
    if (!json["links"].array().empty()) out += "\nLinked stories, and why (thousandths)\n";
    for (const auto& link : json["links"].array()) {
        out += fmt::format("  {}  {}\n    {}, {}, {:.1f} days apart: strength {} of likeness {}\n   ",
                           link["id"].string(), link["title"].string(), link["relation"].string(),
                           link["isEarlier"].boolean() ? "earlier" : "later", link["daysApart"].number(),
                           link["strength"].integer(), link["likeness"].integer());
        for (const auto& word : link["shared"].array())
            out += fmt::format(" {:+} {}{}", word["points"].integer(), word["word"].string(),
                               word["isName"].boolean() ? " (name)" : "");
        out += '\n';
    }
    return out;
}

}  // namespace masthead::app
