// The inbox over the run's own database: WAL lets a second process write between the run's change sets.
#include "store/inbox.h"

#include "store/sqlite/database.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/queries.h"
#include "store/sqlite/subscriptions.h"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace masthead::store {

namespace {

using core::Instant;
using core::Result;
using sqlite::Database;
using sqlite::Statement;

class SqliteInbox final : public Inbox {
  public:
    SqliteInbox(std::unique_ptr<Database> database, const InboxLimits& limits)
        : database_(std::move(database)), limits_(limits) {}

    Result<std::optional<model::Subscription>> subscription(std::string_view token) override {
        auto rows = sqlite::all_rows(*database_, std::string(sqlite::select_subscription) + "WHERE token = ?",
                                     sqlite::read_subscription, token);
        if (!rows) return std::unexpected(rows.error());
        return rows->empty() ? std::optional<model::Subscription>() : std::move(rows->front());
    }

    Result<void> confirm(std::string_view token, Instant now, Instant lease_until) override {
        return update(
            "UPDATE subscriptions SET confirmed_at = ?, lease_until = ?, denied_at = NULL, denial = '' "
            "WHERE token = ?",
            core::to_unix(now), core::to_unix(lease_until), token);
    }

    Result<void> deny(std::string_view token, Instant now, std::string_view reason) override {
        return update("UPDATE subscriptions SET denied_at = ?, denial = ? WHERE token = ?", core::to_unix(now), reason,
                      token);
    }

    Result<Posted> post(std::string_view token, const model::Delivery& delivery) override {
        if (auto begun = database_->execute("BEGIN IMMEDIATE"); !begun) return std::unexpected(begun.error());
        auto posted = place(token, delivery);
        if (posted) {
            if (auto done = database_->execute("COMMIT"); done)
                return posted;
            else
                posted = std::unexpected(done.error());
        }
        static_cast<void>(database_->execute("ROLLBACK"));  // What failed stays the answer.
        return posted;
    }

  private:
    template <typename... Parameters>
    Result<void> update(std::string_view sql, const Parameters&... parameters) {
        auto statement = database_->prepare(sql);
        if (!statement) return std::unexpected(statement.error());
        (statement->bind(parameters), ...);
        if (const auto done = statement->run(); !done) return std::unexpected(done.error());
        return {};
    }

    Result<Posted> place(std::string_view token, const model::Delivery& delivery) {
        const auto waiting = sqlite::all_rows(
            *database_, "SELECT 1 FROM deliveries WHERE source_url = ? AND bytes = ? AND body = CAST(? AS BLOB)",
            [](const Statement&) { return true; }, std::string_view(delivery.source_url),
            static_cast<std::int64_t>(delivery.body.size()), std::string_view(delivery.body));
        if (!waiting) return std::unexpected(waiting.error());
        if (!waiting->empty()) return Posted::repeated;
        const auto room = has_room(delivery);
        if (!room) return std::unexpected(room.error());
        if (!*room) return Posted::full;
        if (auto done = update(
                "INSERT INTO deliveries(source_url, bytes, content_type, body, at) VALUES(?,?,?,CAST(? AS BLOB),?)",
                std::string_view(delivery.source_url), static_cast<std::int64_t>(delivery.body.size()),
                std::string_view(delivery.content_type), std::string_view(delivery.body), core::to_unix(delivery.at));
            !done) {
            return std::unexpected(done.error());
        }
        if (auto done =
                update("UPDATE subscriptions SET delivered_at = ? WHERE token = ?", core::to_unix(delivery.at), token);
            !done) {
            return std::unexpected(done.error());
        }
        return Posted::stored;
    }

    Result<bool> has_room(const model::Delivery& delivery) {
        const auto counts = sqlite::all_rows(
            *database_,
            "SELECT count(*) FILTER (WHERE waits), coalesce(sum(bytes) FILTER (WHERE waits), 0), "
            "count(*) FILTER (WHERE source_url = ?) FROM (SELECT source_url, bytes, source_url NOT IN (SELECT url FROM "
            "sources WHERE quarantine <> '') AS waits FROM deliveries)",
            [&](const Statement& row) {
                const auto number = [&](int column) { return static_cast<std::size_t>(row.number(column)); };
                return number(0) < limits_.max_deliveries && number(2) < limits_.max_of_a_source &&
                       number(1) + delivery.body.size() <= limits_.max_bytes;
            },
            std::string_view(delivery.source_url));
        if (!counts) return std::unexpected(counts.error());
        return counts->front();
    }

    std::unique_ptr<Database> database_;
    InboxLimits limits_;
};

}  // namespace

Result<std::unique_ptr<Inbox>> open_sqlite_inbox(const std::string& path, const InboxLimits& limits) {
    std::error_code code;
    if (!std::filesystem::exists(path, code))  // Opening it for writing would make one.
        return core::fail(core::ErrorCode::not_found, fmt::format("there is no store at {}", path));
    auto database = Database::open(path, Access::read_write);
    if (!database) return std::unexpected(database.error());
    // A hub that was answered does not send again, so the answer waits for the disk.
    if (auto done = (*database)->execute("PRAGMA synchronous=FULL"); !done) return std::unexpected(done.error());
    if (auto ready = sqlite::require_current(**database); !ready) return std::unexpected(ready.error());
    return std::make_unique<SqliteInbox>(std::move(*database), limits);
}

}  // namespace masthead::store
