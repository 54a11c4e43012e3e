// `masthead export`: what the store holds as JSON Lines, sorted, so that two stores can be compared byte for byte.
#include "app/commands/commands.h"
#include "app/console.h"
#include "app/files.h"
#include "app/session.h"
#include "app/values.h"

#include <array>
#include <cstdio>
#include <map>

#include <fmt/format.h>

namespace masthead::app {

namespace {

using core::Json;
using core::Result;

Result<std::string> articles_jsonl(const store::Store& store) {
    auto articles = store.articles(core::Instant::min(), core::Instant::max(), store::TextPart::with);
    if (!articles) return std::unexpected(articles.error());
    const auto memberships = store.memberships();
    if (!memberships) return std::unexpected(memberships.error());
    const auto duplicates = store.duplicates();
    if (!duplicates) return std::unexpected(duplicates.error());
    std::map<std::string_view, std::string_view> stories;
    for (const auto& member : *memberships) stories[member.article_id] = member.story_id;
    std::map<std::string_view, std::string_view> originals;
    for (const auto& duplicate : *duplicates) originals[duplicate.article_id] = duplicate.original_id;
    std::string out;
    for (const auto& article : *articles) {
        Json json = to_json(article);
        json.add("story", stories.contains(article.id) ? Json(stories[article.id]) : Json());
        json.add("duplicateOf", originals.contains(article.id) ? Json(originals[article.id]) : Json());
        out += json.dump() + "\n";
    }
    return out;
}

Result<std::string> stories_jsonl(const store::Store& store) {
    const auto stories = store.stories();
    if (!stories) return std::unexpected(stories.error());
    std::string out;
    for (const auto& story : *stories) out += to_json(story).dump() + "\n";
    return out;
}

Result<std::string> decisions_jsonl(const store::Store& store) {
    const auto decisions = store.decisions();
    if (!decisions) return std::unexpected(decisions.error());
    std::string out;
    for (const auto& decision : *decisions) out += to_json(decision).dump() + "\n";
    return out;
}

struct Part {
    std::string_view name;
    Result<std::string> (*lines)(const store::Store&);
};
constexpr std::array<Part, 3> parts{
    {{"articles", articles_jsonl}, {"stories", stories_jsonl}, {"decisions", decisions_jsonl}}};

}  // namespace

ExitCode export_store(const Arguments& arguments) {
    const auto session = open_session(arguments, store::Access::read_only);
    if (!session) return report_setup(session.error());
    bool found = false;
    for (const auto& part : parts) {
        if (!arguments.target.empty() && arguments.target != part.name) continue;
        found = true;
        const auto lines = part.lines(*session->store);
        if (!lines) return report(lines.error());
        if (arguments.out.empty()) {
            std::fwrite(lines->data(), 1, lines->size(), stdout);
        } else if (auto done =
                       write_file(std::filesystem::path(arguments.out) / fmt::format("{}.jsonl", part.name), *lines);
                   !done) {
            return report(done.error());
        }
    }
    return found
               ? ExitCode::done
               : wrong_use(fmt::format("export: \"{}\" is not one of articles, stories, decisions", arguments.target));
}

}  // namespace masthead::app
