// Running a query to its end: every row through a reader, or one statement over many values.
#pragma once

#include "store/sqlite/database.h"

#include <string_view>
#include <utility>
#include <vector>

namespace masthead::store::sqlite {

// All rows of `sql`, its parameters bound in order.
template <typename Read, typename... Parameters>
[[nodiscard]] auto all_rows(Database& database, std::string_view sql, Read&& read, const Parameters&... parameters)
    -> core::Result<std::vector<decltype(read(std::declval<const Statement&>()))>> {
    auto query = database.prepare(sql);
    if (!query) return std::unexpected(query.error());
    (query->bind(parameters), ...);
    std::vector<decltype(read(std::declval<const Statement&>()))> rows;
    while (true) {
        const auto more = query->step();
        if (!more) return std::unexpected(more.error());
        if (!*more) return rows;
        rows.push_back(read(*query));
    }
}

// One prepared statement run for each value; `bind` fills its parameters. The rows changed in all.
template <typename Values, typename Bind>
[[nodiscard]] core::Result<std::size_t> run_for_each(Database& database, std::string_view sql, const Values& values,
                                                     Bind&& bind) {
    if (values.empty()) return 0;
    auto statement = database.prepare(sql);
    if (!statement) return std::unexpected(statement.error());
    std::size_t changed = 0;
    for (const auto& value : values) {
        bind(*statement, value);
        const auto done = statement->run();
        if (!done) return std::unexpected(done.error());
        changed += *done;
    }
    return changed;
}

}  // namespace masthead::store::sqlite
