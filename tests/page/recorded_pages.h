// The labelled pages beside a developer's checkout.
#pragma once

#include "core/ascii.h"
#include "core/json.h"
#include "fetch/warc.h"
#include "support/files.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::page::test {

// Calls `sink` for each page of web/<name>.warc.gz; the caller has seen that it is there.
inline void for_each_page(std::string_view name,
                          const std::function<void(const std::string& url, const std::string& body)>& sink) {
    const auto path = masthead::test::corpus("web/" + std::string(name) + ".warc.gz");
    const auto summary = fetch::read_warc(path->string(), [&](const fetch::RecordedResponse& response) {
        sink(response.url, response.body);
        return true;
    });
    EXPECT_TRUE(summary.has_value());
}

inline std::vector<core::Json> read_truth(std::string_view name) {
    std::vector<core::Json> rows;
    const auto path = masthead::test::corpus("pages/" + std::string(name) + ".truth.jsonl");
    const std::string lines = masthead::test::read_file(*path);
    for (const std::string_view line : core::split(lines, '\n')) {
        if (auto row = core::parse_json(line)) rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace masthead::page::test
