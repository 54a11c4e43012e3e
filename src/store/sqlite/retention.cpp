#include "store/sqlite/retention.h"

#include "store/sqlite/editions.h"
#include "store/sqlite/queries.h"
#include "store/sqlite/search.h"

#include <array>
#include <string_view>

namespace masthead::store::sqlite {

namespace {

using core::Result;
using Ids = std::vector<std::string>;

std::string read_id(const Statement& row) {
    return row.text(0);
}

Result<void> for_each_id(Database& database, std::string_view sql, const Ids& ids) {
    const auto done = run_for_each(database, sql, ids, [](Statement& row, const std::string& id) { row.bind(id); });
    if (!done) return std::unexpected(done.error());
    return {};
}

// The index takes words out by the text that it was given, so it comes before the text goes.
Result<void> take_from_index(Database& database, const Ids& ids) {
    std::vector<model::Article> articles(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) articles[i].id = ids[i];
    return unindex(database, articles);
}

Result<void> thin(Database& database, const Ids& ids) {
    if (ids.empty()) return {};
    if (auto done = take_from_index(database, ids); !done) return done;
    constexpr std::array<std::string_view, 4> steps{
        "UPDATE texts SET text = '' WHERE article_id = ?", "DELETE FROM contents WHERE article_id = ?",
        "DELETE FROM evidence WHERE article_id = ?",
        "INSERT INTO search(rowid, title, excerpt, body) SELECT number, title, excerpt, body FROM searchable WHERE "
        "number = (SELECT number FROM numbers WHERE article_id = ?)"};
    for (const auto sql : steps) {
        if (auto done = for_each_id(database, sql, ids); !done) return done;
    }
    return {};
}

Result<void> purge(Database& database, const Ids& ids, core::Instant at) {
    if (ids.empty()) return {};
    if (auto done = lose_editions(database, ids); !done) return done;
    if (auto done = take_from_index(database, ids); !done) return done;
    const auto noted =
        run_for_each(database,
                     "INSERT INTO purged(article_id, title, at) SELECT id, title, ?2 FROM articles WHERE id = ?1 ON "
                     "CONFLICT DO NOTHING",
                     ids, [&](Statement& row, const std::string& id) { row.bind(id).bind(core::to_unix(at)); });
    if (!noted) return std::unexpected(noted.error());
    constexpr std::string_view of_article =
        "DELETE FROM decisions WHERE url = (SELECT web_url FROM articles WHERE id = ?)";
    if (auto done = for_each_id(database, of_article, ids); !done) return done;
    const auto told = run_for_each(
        database,
        "INSERT INTO decisions(url, stage, verdict, reason, other, at) SELECT web_url, 'keep', 'dropped', 'older than "
        "the desk keeps its articles, and deleted', '', ?2 FROM articles WHERE id = ?1",
        ids, [&](Statement& row, const std::string& id) { row.bind(id).bind(core::to_unix(at)); });
    if (!told) return std::unexpected(told.error());
    constexpr std::array<std::string_view, 17> steps{
        "DELETE FROM story_states WHERE story_id = (SELECT story_id FROM memberships WHERE article_id = ?)",
        "DELETE FROM story_links WHERE story_id = (SELECT story_id FROM memberships WHERE article_id = ?)",
        "DELETE FROM story_links WHERE earlier_id = (SELECT story_id FROM memberships WHERE article_id = ?)",
        "DELETE FROM story_threads WHERE story_id = (SELECT story_id FROM memberships WHERE article_id = ?)",
        "DELETE FROM story_profiles WHERE story_id = (SELECT story_id FROM memberships WHERE article_id = ?)",
        "DELETE FROM numbers WHERE article_id = ?",
        "DELETE FROM texts WHERE article_id = ?",
        "DELETE FROM contents WHERE article_id = ?",
        "DELETE FROM evidence WHERE article_id = ?",
        "DELETE FROM memberships WHERE article_id = ?",
        "DELETE FROM membership_history WHERE article_id = ?",
        "DELETE FROM scores WHERE article_id = ?",
        "DELETE FROM score_facts WHERE article_id = ?",
        "DELETE FROM facts_due WHERE article_id = ?",
        "DELETE FROM revisions WHERE article_id = ?",
        "DELETE FROM page_retries WHERE article_id = ?",
        "DELETE FROM articles WHERE id = ?"};
    for (const auto sql : steps) {
        if (auto done = for_each_id(database, sql, ids); !done) return done;
    }
    return database.execute("DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM scores)");
}

}  // namespace

Result<std::size_t> write_retention(Database& database, const ChangeSet& changes) {
    if (auto done = thin(database, changes.thinned); !done) return std::unexpected(done.error());
    if (auto done = purge(database, changes.purged, changes.at); !done) return std::unexpected(done.error());
    return changes.thinned.size() + changes.purged.size();
}

Result<Ids> read_articles_to_thin(Database& database, core::Instant before) {
    return all_rows(
        database,
        "SELECT id FROM articles JOIN texts ON texts.article_id = id WHERE published < ? AND (text <> '' OR "
        "EXISTS (SELECT 1 FROM contents c WHERE c.article_id = id) OR EXISTS (SELECT 1 FROM evidence e "
        "WHERE e.article_id = id)) ORDER BY published, id",
        read_id, core::to_unix(before));
}

Result<Ids> read_articles_to_purge(Database& database, core::Instant before) {
    return all_rows(
        database,
        "SELECT id FROM articles LEFT JOIN memberships ON article_id = id WHERE published < ?1 AND (story_id IS NULL "
        "OR "
        "NOT EXISTS (SELECT 1 FROM memberships other JOIN articles young ON young.id = other.article_id WHERE "
        "other.story_id = memberships.story_id AND young.published >= ?1)) ORDER BY published, id",
        read_id, core::to_unix(before));
}

}  // namespace masthead::store::sqlite
