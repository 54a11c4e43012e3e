// What a writer gave to its sink, by path.
#pragma once

#include "publish/publisher.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace masthead::test {

using Written = std::map<std::string, std::string>;

// Everything of an edition; a path written twice fails the test.
[[nodiscard]] inline Written publish_all(const model::Edition& edition, const publish::PublishOptions& options = {}) {
    Written files;
    const auto done = publish::publish_edition(edition, options, [&](publish::OutputFile file) -> core::Result<void> {
        EXPECT_TRUE(files.emplace(file.path, std::move(file.bytes)).second) << file.path << " is written twice";
        return {};
    });
    EXPECT_TRUE(done.has_value());
    return files;
}

}  // namespace masthead::test
