#include "store/sqlite/history.h"

#include "store/sqlite/queries.h"

#include <cstdint>

namespace masthead::store::sqlite {

using core::Result;

Result<std::size_t> write_story_states(Database& database, const ChangeSet& changes) {
    constexpr std::string_view sql =
        "INSERT INTO story_states(story_id, at, lead_id, quality, heat, is_published) SELECT ?1, ?2, ?3, ?4, ?5, ?6 "
        "WHERE NOT EXISTS (SELECT 1 FROM story_states WHERE number = (SELECT max(number) FROM story_states WHERE "
        "story_id = ?1) AND lead_id = ?3 AND quality = ?4 AND heat = ?5 AND is_published = ?6)";
    const std::int64_t now = core::to_unix(changes.at);
    std::vector<const model::Story*> stories;
    for (const auto& story : changes.scored) {
        if (!story.members.empty()) stories.push_back(&story);
    }
    return run_for_each(database, sql, stories, [&](Statement& row, const model::Story* story) {
        const auto& lead = story->members.front();
        row.bind(story->id).bind(now).bind(lead.article_id).bind(std::int64_t{lead.quality.total()});
        row.bind(std::int64_t{lead.heat.total_without("age")}).bind(std::int64_t{lead.is_published ? 1 : 0});
    });
}

Result<std::vector<model::StoryState>> read_story_states(Database& database, std::string_view story_id) {
    return all_rows(
        database,
        "SELECT story_id, at, lead_id, quality, heat, is_published FROM story_states WHERE story_id = ? "
        "ORDER BY number",
        [](const Statement& row) {
            return model::StoryState{row.text(0),
                                     core::from_unix(row.number(1)),
                                     row.text(2),
                                     static_cast<int>(row.number(3)),
                                     static_cast<int>(row.number(4)),
                                     row.number(5) != 0};
        },
        story_id);
}

Result<std::vector<MembershipSpan>> read_membership_spans(Database& database, std::string_view story_id) {
    return all_rows(
        database,
        "SELECT article_id, story_id, since, NULL AS until FROM memberships WHERE story_id = ?1 UNION ALL "
        "SELECT article_id, story_id, since, until FROM membership_history WHERE story_id = ?1 "
        "ORDER BY since, article_id",
        [](const Statement& row) {
            return MembershipSpan{row.text(0), row.text(1), core::from_unix(row.number(2)),
                                  row.is_null(3) ? std::optional<core::Instant>() : core::from_unix(row.number(3))};
        },
        story_id);
}

}  // namespace masthead::store::sqlite
