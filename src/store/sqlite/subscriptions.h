// The tables `subscriptions` and `deliveries`, as the run reads and writes them.
#pragma once

#include "model/source.h"
#include "store/sqlite/database.h"
#include "store/store.h"

#include <string_view>
#include <vector>

namespace masthead::store::sqlite {

// "SELECT ... FROM subscriptions " with the columns that read_subscription reads.
extern const std::string_view select_subscription;
[[nodiscard]] model::Subscription read_subscription(const Statement& row);

// Of a known subscription only the run's own columns are written.
[[nodiscard]] core::Result<std::size_t> write_subscriptions(Database& database, const ChangeSet& changes);

// The oldest, as many as fit into `most_bytes`, but one at least.
[[nodiscard]] core::Result<std::vector<model::Delivery>> read_deliveries(Database& database, std::size_t most_bytes);

}  // namespace masthead::store::sqlite
