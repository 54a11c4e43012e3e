#include "store/sqlite/threads.h"

#include "store/sqlite/json_rows.h"
#include "store/sqlite/queries.h"

#include <cstdint>
#include <optional>
#include <string>

namespace masthead::store::sqlite {

namespace {

using core::Json;
using core::Result;

// [["word", points, is a name], ...]
std::string shared_of(const std::vector<model::SharedTerm>& terms) {
    return write_rows(terms, [](const model::SharedTerm& term) {
        return Json::Array{Json(term.word), Json(term.points), Json(term.is_name)};
    });
}

std::vector<model::SharedTerm> read_shared(std::string_view text) {
    return read_rows(text, 3, [](const Json::Array& row) {
        return model::SharedTerm{std::string(row[0].string()), static_cast<int>(row[1].integer()), row[2].boolean()};
    });
}

template <typename Items, typename Bind>
Result<void> mark(Database& database, std::string_view sql, const Items& items, Bind&& bind) {
    const auto done = run_for_each(database, sql, items, std::forward<Bind>(bind));
    if (!done) return std::unexpected(done.error());
    return {};
}

Result<void> mark_moves(Database& database, const std::vector<StoryMembership>& memberships) {
    const auto bind = [](Statement& row, const StoryMembership& member) {
        row.bind(member.article_id).bind(member.story_id);
    };
    auto left = mark(database,
                     "INSERT OR IGNORE INTO stories_due(story_id) SELECT story_id FROM memberships WHERE article_id = "
                     "?1 AND story_id <> ?2",
                     memberships, bind);
    if (!left) return left;
    return mark(database,
                "INSERT OR IGNORE INTO stories_due(story_id) SELECT ?2 WHERE NOT EXISTS (SELECT 1 FROM memberships "
                "WHERE article_id = ?1 AND story_id = ?2)",
                memberships, bind);
}

Result<std::size_t> write_profiles(Database& database, const std::vector<StoryProfileRow>& profiles) {
    const auto bind_id = [](Statement& row, const StoryProfileRow& profile) { row.bind(profile.story_id); };
    std::vector<StoryProfileRow> gone;
    std::vector<StoryProfileRow> written;
    for (const auto& profile : profiles) (profile.bytes.empty() ? gone : written).push_back(profile);
    const auto dropped = run_for_each(database, "DELETE FROM story_profiles WHERE story_id = ?", gone, bind_id);
    if (!dropped) return dropped;
    const auto settled = run_for_each(database, "DELETE FROM stories_due WHERE story_id = ?", profiles, bind_id);
    if (!settled) return settled;
    return run_for_each(database,
                        "INSERT INTO story_profiles(story_id, first, last, profile) VALUES(?,?,?,?) ON "
                        "CONFLICT(story_id) DO UPDATE SET first=excluded.first, last=excluded.last, "
                        "profile=excluded.profile",
                        written, [](Statement& row, const StoryProfileRow& profile) {
                            row.bind(profile.story_id).bind(core::to_unix(profile.first));
                            row.bind(core::to_unix(profile.last)).bind(profile.bytes);
                        });
}

Result<std::size_t> write_links(Database& database, const ChangeSet& changes) {
    const std::int64_t now = core::to_unix(changes.at);
    for (const auto* links : {&changes.ended_links, &changes.links}) {
        const auto ended = run_for_each(
            database, "UPDATE story_links SET until = ? WHERE story_id = ? AND earlier_id = ? AND until IS NULL",
            *links, [&](Statement& row, const model::StoryLink& link) {
                row.bind(now).bind(link.story_id).bind(link.earlier_id);
            });
        if (!ended) return ended;
    }
    return run_for_each(
        database,
        "INSERT INTO story_links(story_id, earlier_id, strength, likeness, apart, shared, since) VALUES(?,?,?,?,?,?,?)",
        changes.links, [&](Statement& row, const model::StoryLink& link) {
            row.bind(link.story_id).bind(link.earlier_id).bind(std::int64_t{link.strength});
            row.bind(std::int64_t{link.likeness}).bind(std::int64_t{link.apart.count()});
            row.bind_copy(shared_of(link.shared)).bind(now);
        });
}

// The part of a query that stands after WHERE: which story, since when, and as it was when. ?1 is the instant, ?2 the
// story.
std::string condition_of(const ThreadQuery& query, std::string_view of_story) {
    std::string sql = query.at ? " since <= ?1 AND (until IS NULL OR until > ?1)" : " until IS NULL AND ?1 IS NULL";
    sql += query.story_id.empty() ? std::string(" AND ?2 = ''") : " AND " + std::string(of_story);
    return sql;
}

std::optional<std::int64_t> unix_of(const std::optional<core::Instant>& instant) {
    return instant ? std::optional(core::to_unix(*instant)) : std::nullopt;
}

StoryProfileRow profile_row(const Statement& row) {
    return {row.text(0), core::from_unix(row.number(1)), core::from_unix(row.number(2)), row.text(3)};
}

}  // namespace

Result<void> mark_stories_due(Database& database, const ChangeSet& changes) {
    constexpr std::string_view of_article =
        "INSERT OR IGNORE INTO stories_due(story_id) SELECT story_id FROM memberships WHERE article_id = ?";
    const auto by_article = [](Statement& row, const auto& part) { row.bind(part.article_id); };
    auto done = mark(database, of_article, changes.articles,
                     [](Statement& row, const model::Article& article) { row.bind(article.id); });
    if (done) done = mark(database, of_article, changes.duplicates, by_article);
    if (done) done = mark(database, of_article, changes.removals, by_article);
    if (done)
        done = mark(database, of_article, changes.purged, [](Statement& row, const std::string& id) { row.bind(id); });
    return done ? mark_moves(database, changes.memberships) : done;
}

Result<std::size_t> write_threads(Database& database, const ChangeSet& changes) {
    const auto profiles = write_profiles(database, changes.profiles);
    if (!profiles) return profiles;
    const auto links = write_links(database, changes);
    if (!links) return links;
    const std::int64_t now = core::to_unix(changes.at);
    const auto left = run_for_each(
        database, "UPDATE story_threads SET until = ? WHERE story_id = ? AND until IS NULL", changes.threads,
        [&](Statement& row, const model::StoryThread& thread) { row.bind(now).bind(thread.story_id); });
    if (!left) return left;
    return run_for_each(database,
                        "INSERT INTO story_threads(story_id, thread_id, since) SELECT ?1, ?2, ?3 WHERE ?2 <> ''",
                        changes.threads, [&](Statement& row, const model::StoryThread& thread) {
                            row.bind(thread.story_id).bind(thread.thread_id).bind(now);
                        });
}

Result<std::vector<StoryProfileRow>> read_profile(Database& database, std::string_view story_id) {
    return all_rows(database, "SELECT story_id, first, last, profile FROM story_profiles WHERE story_id = ?",
                    profile_row, story_id);
}

Result<std::vector<StoryProfileRow>> read_profiles(Database& database, core::Instant last_from) {
    return all_rows(database,
                    "SELECT story_id, first, last, profile FROM story_profiles WHERE last >= ? ORDER BY story_id",
                    profile_row, core::to_unix(last_from));
}

Result<std::vector<model::StoryLink>> read_links(Database& database, const ThreadQuery& query) {
    const std::string sql = "SELECT story_id, earlier_id, strength, likeness, apart, shared FROM story_links WHERE" +
                            condition_of(query, "(story_id = ?2 OR earlier_id = ?2)") +
                            " ORDER BY story_id, strength DESC, earlier_id";
    return all_rows(
        database, sql,
        [](const Statement& row) {
            return model::StoryLink{row.text(0),
                                    row.text(1),
                                    static_cast<int>(row.number(2)),
                                    static_cast<int>(row.number(3)),
                                    std::chrono::seconds(row.number(4)),
                                    read_shared(row.text_view(5))};
        },
        unix_of(query.at), std::string_view(query.story_id));
}

Result<std::vector<model::StoryThread>> read_threads(Database& database, const ThreadQuery& query) {
    const std::string of_thread =
        "(thread_id = ?2 OR thread_id IN (SELECT thread_id FROM story_threads WHERE story_id = ?2 AND " +
        std::string(query.at ? "since <= ?1 AND (until IS NULL OR until > ?1)" : "until IS NULL") + "))";
    return all_rows(
        database,
        "SELECT story_id, thread_id FROM story_threads WHERE" + condition_of(query, of_thread) + " ORDER BY story_id",
        [](const Statement& row) { return model::StoryThread{row.text(0), row.text(1)}; }, unix_of(query.at),
        std::string_view(query.story_id));
}

}  // namespace masthead::store::sqlite
