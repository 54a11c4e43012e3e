// vectors(number, model, content, vector): the number grows with each that is written, so the lowest are the oldest.
#include "store/vector_cache.h"

#include "store/sqlite/database.h"

namespace masthead::store {

namespace {

using core::Result;
using sqlite::Database;

std::int64_t as_stored(std::uint64_t content) {
    return static_cast<std::int64_t>(content);
}

class SqliteVectorCache final : public VectorCache {
  public:
    explicit SqliteVectorCache(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    Result<std::map<std::uint64_t, std::string>> find(std::string_view model,
                                                      std::span<const std::uint64_t> contents) const override {
        auto select = database_->prepare("SELECT vector FROM vectors WHERE model = ? AND content = ?");
        if (!select) return std::unexpected(select.error());
        std::map<std::uint64_t, std::string> out;
        for (const auto content : contents) {
            const auto row = select->bind(model).bind(as_stored(content)).step();
            if (!row) return std::unexpected(row.error());
            if (*row) out.emplace(content, select->text(0));
            select->reset();
        }
        return out;
    }

    Result<void> keep(std::string_view model, std::span<const std::pair<std::uint64_t, std::string>> vectors,
                      std::size_t most) override {
        if (auto begun = database_->execute("BEGIN IMMEDIATE"); !begun) return begun;
        auto done = write(model, vectors, most);
        if (done) done = database_->execute("COMMIT");
        if (!done) static_cast<void>(database_->execute("ROLLBACK"));  // What failed stays the answer.
        return done;
    }

  private:
    Result<void> write(std::string_view model, std::span<const std::pair<std::uint64_t, std::string>> vectors,
                       std::size_t most) {
        auto insert = database_->prepare("INSERT OR REPLACE INTO vectors (model, content, vector) VALUES (?, ?, ?)");
        if (!insert) return std::unexpected(insert.error());
        for (const auto& [content, vector] : vectors) {
            const auto done = insert->bind(model).bind(as_stored(content)).bind(vector).run();
            if (!done) return std::unexpected(done.error());
        }
        auto drop = database_->prepare("DELETE FROM vectors WHERE number <= (SELECT max(number) FROM vectors) - ?");
        if (!drop) return std::unexpected(drop.error());
        const auto dropped = drop->bind(static_cast<std::int64_t>(most)).run();
        if (!dropped) return std::unexpected(dropped.error());
        return {};
    }

    std::unique_ptr<Database> database_;
};

}  // namespace

Result<std::unique_ptr<VectorCache>> open_vector_cache(const std::string& path) {
    auto database = Database::open(path, Access::read_write);
    if (!database) return std::unexpected(database.error());
    const auto made = (*database)->execute(
        "CREATE TABLE IF NOT EXISTS vectors (number INTEGER PRIMARY KEY, model TEXT NOT NULL, content INTEGER NOT "
        "NULL, "
        "vector BLOB NOT NULL, UNIQUE (model, content))");
    if (!made) return std::unexpected(made.error());
    return std::make_unique<SqliteVectorCache>(std::move(*database));
}

}  // namespace masthead::store
