#include "store/sqlite/search.h"

#include "core/ascii.h"
#include "store/sqlite/queries.h"

namespace masthead::store::sqlite {

using core::Result;

namespace {

Result<void> run_all(Database& database, std::string_view sql, const std::vector<model::Article>& articles) {
    const auto done = run_for_each(database, sql, articles,
                                   [](Statement& row, const model::Article& article) { row.bind(article.id); });
    if (!done) return std::unexpected(done.error());
    return {};
}

// FTS5's query language is not for readers: every word is a string of it, and nothing else is said.
std::string query_of(std::string_view words) {
    std::string out;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find_first_of(" \t\r\n", at), words.size());
        if (end > at) {
            out += out.empty() ? "\"" : " \"";
            for (const char c : words.substr(at, end - at)) {
                if (c == '"') out += '"';
                if (c != '\0') out += c;
            }
            out += '"';
        }
        at = end + 1;
    }
    return out;
}

}  // namespace

Result<void> unindex(Database& database, const std::vector<model::Article>& articles) {
    return run_all(database,
                   "INSERT INTO search(search, rowid, title, excerpt, body) SELECT 'delete', number, title, excerpt, "
                   "body FROM searchable WHERE number = (SELECT number FROM numbers WHERE article_id = ?)",
                   articles);
}

Result<void> index(Database& database, const std::vector<model::Article>& articles) {
    auto numbered =
        run_all(database, "INSERT INTO numbers(article_id) VALUES(?) ON CONFLICT(article_id) DO NOTHING", articles);
    if (!numbered) return numbered;
    const auto done =
        run_for_each(database,
                     "INSERT INTO search(rowid, title, excerpt, body) VALUES((SELECT number FROM numbers WHERE "
                     "article_id = ?),?,?,?)",
                     articles, [](Statement& row, const model::Article& article) {
                         row.bind(article.id).bind(article.title).bind(article.excerpt).bind(article.text);
                     });
    if (!done) return std::unexpected(done.error());
    return {};
}

Result<std::vector<std::string>> search(Database& database, std::string_view words, std::size_t most) {
    const std::string query = query_of(words);
    if (query.empty()) return std::vector<std::string>{};
    // A word in the title says more of an article than one in its text.
    return all_rows(
        database,
        "SELECT article_id FROM search JOIN numbers ON number = search.rowid WHERE search MATCH ? "
        "ORDER BY bm25(search, 8.0, 3.0, 1.0), number LIMIT ?",
        [](const Statement& row) { return row.text(0); }, std::string_view(query), static_cast<std::int64_t>(most));
}

}  // namespace masthead::store::sqlite
