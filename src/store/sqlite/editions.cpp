#include "store/sqlite/editions.h"

#include "core/json.h"
#include "store/sqlite/queries.h"

#include <array>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace masthead::store::sqlite {

namespace {

using core::Result;

// A table whose earlier rows are kept in <name>_before.
struct KeptTable {
    std::string_view name;
    std::string_view key;
    std::span<const std::string_view> columns;
};

constexpr auto article_columns =
    std::to_array<std::string_view>({"web_url", "original_url", "amp_url", "cdn_amp_url", "title", "excerpt",
                                     "language", "type", "featured_content", "published", "date_origin", "modified",
                                     "first_seen", "section", "source_url", "lists", "is_removed", "page_kind"});
constexpr auto score_columns =
    std::to_array<std::string_view>({"story_id", "place", "quality", "heat", "is_published", "duplicate_of"});
constexpr auto story_columns = std::to_array<std::string_view>({"first", "last", "title"});
constexpr auto redirect_columns = std::to_array<std::string_view>({"target", "at"});
constexpr auto kept_tables = std::to_array<KeptTable>({{"articles", "id", article_columns},
                                                       {"scores", "article_id", score_columns},
                                                       {"stories", "id", story_columns},
                                                       {"redirects", "source", redirect_columns}});

// The one column that may hold nothing, so that nothing cannot say "unchanged"; it is kept with every row.
constexpr std::string_view whole_column = "modified";
// Where heat has changed by its age alone, its end is kept: what follows this.
constexpr std::string_view heat_column = "heat";
constexpr std::string_view age_begins = R"(,["age",)";

std::string joined(const KeptTable& table, std::string (*part)(std::string_view column)) {
    std::string out;
    for (const auto column : table.columns) {
        if (!out.empty()) out += ", ";
        out += part(column);
    }
    return out;
}

// How a column is read from a row of _before.
std::string kept_value(std::string_view column) {
    if (column != heat_column) return std::string(column);
    return "CASE WHEN age IS NULL THEN heat ELSE (SELECT words FROM ages_before WHERE number = age) END";
}

// What a column held before the change that `excluded` undoes.
std::string taken_back(std::string_view column) {
    if (column == whole_column) return fmt::format("{0} = excluded.{0}", column);
    if (column != heat_column) return fmt::format("{0} = coalesce(excluded.{0}, {0})", column);
    return fmt::format(
        "heat = CASE WHEN substr(excluded.heat, 1, 1) = ',' THEN substr(heat, 1, instr(heat, '{}') - 1) || "
        "excluded.heat ELSE coalesce(excluded.heat, heat) END",
        age_begins);
}

// The rows that have changed since the edition, as they stood then: from what they hold now the changes are taken back,
// from the latest to the first after the edition. A row that is gone was kept whole when it went.
std::string sql_of_changed(const KeptTable& table, std::int64_t edition) {
    return fmt::format(
        "CREATE TEMP TABLE {0}_changed({1} PRIMARY KEY, since, {2}) WITHOUT ROWID; "
        "INSERT INTO {0}_changed SELECT {1}, since, {2} FROM main.{0} WHERE {1} IN (SELECT {1} FROM {0}_before WHERE "
        "until > {3}); "
        "INSERT INTO {0}_changed SELECT {1}, since, {4} FROM {0}_before WHERE until > {3} ORDER BY until DESC "
        "ON CONFLICT DO UPDATE SET since = excluded.since, {5};",
        table.name, table.key, joined(table, [](std::string_view column) { return std::string(column); }), edition,
        joined(table, kept_value), joined(table, taken_back));
}

// A temporary table goes before the one of its name in the file.
std::string sql_of_table(const KeptTable& table, std::int64_t edition) {
    return fmt::format(
        "CREATE TEMP TABLE {0} AS SELECT {1}, {2} FROM {0}_changed WHERE since <= {3} UNION ALL SELECT {1}, {2} FROM "
        "main.{0} WHERE since <= {3} AND {1} NOT IN (SELECT {1} FROM {0}_changed); "
        "CREATE UNIQUE INDEX temp.{0}_by_key ON {0}({1});",
        table.name, table.key, joined(table, [](std::string_view column) { return std::string(column); }), edition);
}

// What is purged of published articles: the first edition that may show one of them, and the newest of their reports.
struct Loss {
    std::int64_t first = 0;
    std::int64_t newest = 0;
};

// For json_each: one pass over the history for all of them.
std::string id_list(const std::vector<std::string>& ids) {
    core::Json::Array list;
    for (const auto& id : ids) list.emplace_back(id);
    return core::Json(std::move(list)).dump();
}

Result<std::optional<Loss>> loss_of(Database& database, const std::string& purged) {
    constexpr std::string_view sql =
        "WITH shown AS (SELECT id, since, published FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND "
        "since <= (SELECT max(number) FROM editions)), "
        "homes AS (SELECT story_id FROM scores WHERE article_id IN (SELECT id FROM shown) UNION SELECT story_id FROM "
        "scores_before WHERE article_id IN (SELECT id FROM shown)) "
        "SELECT min(since), max(max(published), "
        "coalesce((SELECT max(published) FROM articles_before WHERE id IN (SELECT id FROM shown)), max(published)), "
        "coalesce((SELECT max(last) FROM stories WHERE id IN homes), max(published)), "
        "coalesce((SELECT max(last) FROM stories_before WHERE id IN homes), max(published))) FROM shown";
    const auto rows = all_rows(
        database, sql,
        [](const Statement& row) {
            return row.is_null(0) ? std::optional<Loss>() : Loss{row.number(0), row.number(1)};
        },
        std::string_view(purged));
    if (!rows) return std::unexpected(rows.error());
    return rows->front();
}

// Of no edition that can still be written.
Result<void> drop_what_only_lost_ones_need(Database& database) {
    std::string sql =
        "DELETE FROM edition_desks WHERE number < (SELECT max(number) FROM edition_desks) AND number NOT IN (SELECT "
        "desk FROM editions WHERE is_lost = 0);";
    for (const auto& table : kept_tables) {
        sql += fmt::format(
            " DELETE FROM {}_before WHERE until <= (SELECT coalesce(min(number), (SELECT number FROM next_edition)) "
            "FROM editions WHERE is_lost = 0 AND digest IS NOT NULL);",
            table.name);
    }
    return database.execute(sql.c_str());
}

Result<std::int64_t> number_edition(Database& database, const NewEdition& edition) {
    const auto desk = run_for_each(
        database,
        "INSERT INTO edition_desks(desk) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM edition_desks WHERE number = "
        "(SELECT max(number) FROM edition_desks) AND desk = ?1)",
        std::span(&edition, 1), [](Statement& row, const NewEdition& fresh) { row.bind(fresh.desk); });
    if (!desk) return std::unexpected(desk.error());
    const auto written =
        run_for_each(database,
                     "INSERT INTO editions(at, shown_from, program, desk) VALUES(?,?,?,(SELECT max(number) FROM "
                     "edition_desks))",
                     std::span(&edition, 1), [](Statement& row, const NewEdition& fresh) {
                         row.bind(core::to_unix(fresh.at)).bind(core::to_unix(fresh.shown_from)).bind(fresh.program);
                     });
    if (!written) return std::unexpected(written.error());
    const auto numbers =
        all_rows(database, "SELECT max(number) FROM editions", [](const Statement& row) { return row.number(0); });
    if (!numbers) return std::unexpected(numbers.error());
    return numbers->front();
}

}  // namespace

Result<std::int64_t> open_edition(Database& database, const NewEdition& edition,
                                  const std::function<Result<void>()>& read) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return std::unexpected(begun.error());
    auto number = number_edition(database, edition);
    if (number) {
        if (const auto done = read(); !done) number = std::unexpected(done.error());
    }
    if (number) {
        if (const auto done = database.execute("COMMIT"); done)
            return number;
        else
            number = std::unexpected(done.error());
    }
    static_cast<void>(database.execute("ROLLBACK"));  // What failed stays the answer.
    return number;
}

Result<void> close_edition(Database& database, std::int64_t number, const EditionPrint& print) {
    const auto done = run_for_each(database, "UPDATE editions SET files = ?, digest = ? WHERE number = ?",
                                   std::span(&number, 1), [&](Statement& row, std::int64_t edition) {
                                       row.bind(static_cast<std::int64_t>(print.files))
                                           .bind(static_cast<std::int64_t>(print.digest))
                                           .bind(edition);
                                   });
    if (!done) return std::unexpected(done.error());
    return {};
}

Result<std::vector<PublishedEdition>> read_editions(Database& database) {
    return all_rows(
        database,
        "SELECT number, at, program, files, digest, is_lost FROM editions WHERE digest IS NOT NULL ORDER BY number",
        [](const Statement& row) {
            return PublishedEdition{
                row.number(0),
                core::from_unix(row.number(1)),
                row.text(2),
                {static_cast<std::size_t>(row.number(3)), static_cast<std::uint64_t>(row.number(4))},
                row.number(5) != 0};
        });
}

Result<void> show_edition(Database& database, std::int64_t number) {
    std::string sql = "BEGIN;";  // One state of the file for as long as it is open.
    for (const auto& table : kept_tables) sql += sql_of_changed(table, number) + sql_of_table(table, number);
    // With their numbers, by which they are told apart in one second.
    sql += fmt::format(
        "CREATE TEMP VIEW revisions AS SELECT rowid AS rowid, article_id, at, title, excerpt FROM main.revisions "
        "WHERE since <= {};",
        number);
    using Named = std::pair<std::string_view, std::string_view>;  // A table and its columns.
    for (const auto& [table, columns] :
         {Named("story_links", "story_id, earlier_id, strength, likeness, apart, shared"),
          Named("story_threads", "story_id, thread_id")}) {
        sql += fmt::format(
            "CREATE TEMP VIEW {0} AS SELECT {1}, since, NULL AS until FROM main.{0} WHERE opened <= {2} AND (until IS "
            "NULL OR closed > {2});",
            table, columns, number);
    }
    return database.execute(sql.c_str());
}

Result<void> lose_editions(Database& database, const std::vector<std::string>& purged) {
    const std::string ids = id_list(purged);
    const auto loss = loss_of(database, ids);
    if (!loss) return std::unexpected(loss.error());
    if (!*loss) return {};
    for (const auto* sql : {"DELETE FROM articles_before WHERE id IN (SELECT value FROM json_each(?))",
                            "DELETE FROM scores_before WHERE article_id IN (SELECT value FROM json_each(?))"}) {
        const auto gone = run_for_each(database, sql, std::span(&ids, 1),
                                       [](Statement& row, const std::string& list) { row.bind(list); });
        if (!gone) return std::unexpected(gone.error());
    }
    const auto lost = run_for_each(
        database, "UPDATE editions SET is_lost = 1 WHERE is_lost = 0 AND number >= ? AND shown_from <= ?",
        std::span(&**loss, 1), [](Statement& row, const Loss& one) { row.bind(one.first).bind(one.newest); });
    if (!lost) return std::unexpected(lost.error());
    return *lost == 0 ? Result<void>() : drop_what_only_lost_ones_need(database);
}

}  // namespace masthead::store::sqlite
