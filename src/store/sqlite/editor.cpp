#include "store/sqlite/editor.h"

#include "store/sqlite/json_rows.h"
#include "store/sqlite/queries.h"

#include <optional>
#include <string>

namespace masthead::store::sqlite {

namespace {

using core::Json;
using core::Result;

// [["story", ["article", ...]], ...]
std::string parts_of(const std::vector<model::StoryPart>& parts) {
    return write_rows(parts, [](const model::StoryPart& part) {
        Json::Array ids;
        for (const auto& id : part.article_ids) ids.emplace_back(id);
        return Json::Array{Json(part.story_id), Json(std::move(ids))};
    });
}

std::vector<model::StoryPart> read_parts(std::string_view text) {
    return read_rows(text, 2, [](const Json::Array& row) {
        model::StoryPart part{std::string(row[0].string()), {}};
        for (const auto& id : row[1].array()) part.article_ids.emplace_back(id.string());
        return part;
    });
}

model::EditorDecision read_decision(const Statement& row) {
    return {.number = row.number(0),
            .verb = model::editor_verb_of(row.text_view(1)).value_or(model::EditorVerb::pin),
            .story_id = row.text(2),
            .parts = read_parts(row.text_view(3)),
            .title = row.text(4),
            .by = row.text(5),
            .reason = row.text(6),
            .at = core::from_unix(row.number(7)),
            .undone_at = row.is_null(8) ? std::optional<core::Instant>() : core::from_unix(row.number(8)),
            .undone_by = row.text(9)};
}

Result<std::size_t> write_decisions(Database& database, const std::vector<model::EditorDecision>& decisions) {
    std::vector<const model::EditorDecision*> fresh;
    std::vector<const model::EditorDecision*> undone;
    for (const auto& decision : decisions) {
        if (decision.number == 0)
            fresh.push_back(&decision);
        else if (decision.undone_at)
            undone.push_back(&decision);
    }
    const auto written = run_for_each(
        database,
        "INSERT INTO editor_decisions(verb, story_id, parts, title, author, reason, at, undone_by) "
        "VALUES(?,?,?,?,?,?,?,'')",
        fresh, [](Statement& row, const model::EditorDecision* decision) {
            row.bind(name_of(decision->verb)).bind(decision->story_id).bind_copy(parts_of(decision->parts));
            row.bind(decision->title).bind(decision->by).bind(decision->reason).bind(core::to_unix(decision->at));
        });
    if (!written) return written;
    return run_for_each(database,
                        "UPDATE editor_decisions SET undone_at = ?, undone_by = ? WHERE number = ? AND undone_at IS "
                        "NULL",
                        undone, [](Statement& row, const model::EditorDecision* decision) {
                            row.bind(core::to_unix(*decision->undone_at)).bind(decision->undone_by);
                            row.bind(decision->number);
                        });
}

}  // namespace

Result<std::size_t> write_editor(Database& database, const ChangeSet& changes) {
    const auto decided = write_decisions(database, changes.editor_decisions);
    if (!decided) return decided;
    const auto shown = run_for_each(database, "UPDATE articles SET is_removed = ?1 WHERE id = ?2 AND is_removed <> ?1",
                                    changes.removals, [](Statement& row, const Removal& removal) {
                                        row.bind(std::int64_t{removal.is_removed ? 1 : 0}).bind(removal.article_id);
                                    });
    if (!shown) return shown;
    const auto ended = run_for_each(database, "DELETE FROM redirects WHERE source = ?", changes.ended_redirects,
                                    [](Statement& row, const std::string& id) { row.bind(id); });
    if (!ended) return ended;
    return decided;
}

Result<std::vector<model::EditorDecision>> read_editor_decisions(Database& database) {
    return all_rows(database,
                    "SELECT number, verb, story_id, parts, title, author, reason, at, undone_at, undone_by FROM "
                    "editor_decisions ORDER BY number",
                    read_decision);
}

}  // namespace masthead::store::sqlite
