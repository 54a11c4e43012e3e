// Lists of small values in one column, as JSON: [[...], ...], a row a value.
#pragma once

#include "core/json.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masthead::store::sqlite {

// `row` makes the cells of a value, a Json::Array.
template <typename Value, typename Row>
[[nodiscard]] std::string write_rows(const std::vector<Value>& values, Row&& row) {
    core::Json::Array out;
    for (const auto& value : values) out.emplace_back(row(value));
    return core::Json(std::move(out)).dump();
}

// `value` makes a value of the cells of a row; a row of another number of cells is left out, as is what is no JSON:
// written by us alone.
template <typename Make>
[[nodiscard]] auto read_rows(std::string_view text, std::size_t cells, Make&& value)
    -> std::vector<decltype(value(std::declval<const core::Json::Array&>()))> {
    std::vector<decltype(value(std::declval<const core::Json::Array&>()))> out;
    const auto json = core::parse_json(text);
    if (!json) return out;
    for (const auto& row : json->array()) {
        if (row.array().size() == cells) out.push_back(value(row.array()));
    }
    return out;
}

}  // namespace masthead::store::sqlite
