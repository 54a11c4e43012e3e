#include "store/sqlite/subscriptions.h"

#include "store/sqlite/queries.h"

#include <optional>
#include <utility>

namespace masthead::store::sqlite {

namespace {

using core::Result;

std::optional<std::int64_t> unix_of(const std::optional<core::Instant>& instant) {
    return instant ? std::optional(core::to_unix(*instant)) : std::nullopt;
}

std::optional<core::Instant> instant_or_none(const Statement& row, int column) {
    return row.is_null(column) ? std::optional<core::Instant>() : core::from_unix(row.number(column));
}

// What is held back waits as long as a person takes: of a source at most so many, the latest, and the same body once.
constexpr std::int64_t most_held_of_a_source = 32;
constexpr std::int64_t most_held_bytes_of_a_source = std::int64_t{8} << 20U;

constexpr std::string_view forget_oldest_held =
    "DELETE FROM deliveries WHERE number IN (SELECT number FROM (SELECT number, "
    "row_number() OVER latest AS place, sum(bytes) OVER latest AS bytes_so_far FROM deliveries WHERE source_url = ?1 "
    "WINDOW latest AS (ORDER BY number DESC)) WHERE place > 1 AND (place > ?2 OR bytes_so_far > ?3))";

Result<std::size_t> write_deliveries(Database& database, const ChangeSet& changes) {
    const auto read = run_for_each(database, "DELETE FROM deliveries WHERE number = ?", changes.read_deliveries,
                                   [](Statement& row, std::int64_t number) { row.bind(number); });
    if (!read) return read;
    const auto forgotten =
        run_for_each(database, "DELETE FROM deliveries WHERE source_url = ?", changes.forgotten_deliveries,
                     [](Statement& row, const std::string& url) { row.bind(url); });
    if (!forgotten) return forgotten;
    const auto held = run_for_each(
        database,
        "INSERT INTO deliveries(source_url, bytes, content_type, body, at) SELECT ?1, ?2, ?3, CAST(?4 AS BLOB), ?5 "
        "WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE source_url = ?1 AND bytes = ?2 AND body = CAST(?4 AS BLOB))",
        changes.held_deliveries, [](Statement& row, const model::Delivery& delivery) {
            row.bind(delivery.source_url).bind(static_cast<std::int64_t>(delivery.body.size()));
            row.bind(delivery.content_type).bind(delivery.body).bind(core::to_unix(delivery.at));
        });
    if (!held) return held;
    return run_for_each(database, forget_oldest_held, changes.held_deliveries,
                        [](Statement& row, const model::Delivery& delivery) {
                            row.bind(delivery.source_url).bind(most_held_of_a_source).bind(most_held_bytes_of_a_source);
                        });
}

}  // namespace

const std::string_view select_subscription =
    "SELECT source_url, hub, topic, callback, token, secret, asked_at, attempts, problem, missed_at, ended_at, "
    "end_reason, confirmed_at, lease_until, denied_at, denial, delivered_at FROM subscriptions ";

model::Subscription read_subscription(const Statement& row) {
    return {.source_url = row.text(0),
            .hub = row.text(1),
            .topic = row.text(2),
            .callback = row.text(3),
            .token = row.text(4),
            .secret = row.text(5),
            .asked_at = instant_or_none(row, 6),
            .attempts = static_cast<int>(row.number(7)),
            .problem = row.text(8),
            .missed_at = instant_or_none(row, 9),
            .ended_at = instant_or_none(row, 10),
            .end_reason = row.text(11),
            .confirmed_at = instant_or_none(row, 12),
            .lease_until = instant_or_none(row, 13),
            .denied_at = instant_or_none(row, 14),
            .denial = row.text(15),
            .delivered_at = instant_or_none(row, 16)};
}

Result<std::size_t> write_subscriptions(Database& database, const ChangeSet& changes) {
    constexpr std::string_view sql =
        "INSERT INTO subscriptions(source_url, hub, topic, callback, token, secret, asked_at, attempts, problem, "
        "missed_at, ended_at, end_reason) VALUES(?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(token) DO UPDATE SET "
        "asked_at=excluded.asked_at, attempts=excluded.attempts, problem=excluded.problem, "
        "missed_at=excluded.missed_at, ended_at=excluded.ended_at, end_reason=excluded.end_reason";
    const auto written =
        run_for_each(database, sql, changes.subscriptions, [](Statement& row, const model::Subscription& subscription) {
            row.bind(subscription.source_url).bind(subscription.hub).bind(subscription.topic);
            row.bind(subscription.callback).bind(subscription.token).bind(subscription.secret);
            row.bind(unix_of(subscription.asked_at)).bind(std::int64_t{subscription.attempts});
            row.bind(subscription.problem).bind(unix_of(subscription.missed_at));
            row.bind(unix_of(subscription.ended_at)).bind(subscription.end_reason);
        });
    if (!written) return written;
    const auto forgotten =
        run_for_each(database, "DELETE FROM subscriptions WHERE token = ?", changes.forgotten_subscriptions,
                     [](Statement& row, const std::string& token) { row.bind(token); });
    if (!forgotten) return forgotten;
    return write_deliveries(database, changes);
}

Result<std::vector<model::Delivery>> read_deliveries(Database& database, std::size_t most_bytes) {
    // The sizes tell how many fit, so that no more bodies come to memory than are wanted.
    const auto sizes = all_rows(database,
                                "SELECT number, bytes FROM deliveries WHERE source_url NOT IN (SELECT url FROM sources "
                                "WHERE quarantine <> '') ORDER BY number",
                                [](const Statement& row) { return std::pair(row.number(0), row.number(1)); });
    if (!sizes) return std::unexpected(sizes.error());
    std::int64_t last = 0;
    std::size_t bytes = 0;
    for (const auto& [number, size] : *sizes) {
        bytes += static_cast<std::size_t>(size);
        if (last != 0 && bytes > most_bytes) break;
        last = number;
    }
    return all_rows(
        database,
        "SELECT number, source_url, content_type, body, at FROM deliveries WHERE number <= ? AND source_url NOT IN "
        "(SELECT url FROM sources WHERE quarantine <> '') ORDER BY number",
        [](const Statement& row) {
            return model::Delivery{row.number(0), row.text(1), row.text(2), row.text(3),
                                   core::from_unix(row.number(4))};
        },
        last);
}

}  // namespace masthead::store::sqlite
