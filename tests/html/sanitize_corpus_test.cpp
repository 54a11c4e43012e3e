// The recorded attacks beside a developer's checkout: whatever comes out stays as it is.
#include "core/json.h"
#include "html/sanitize.h"
#include "support/files.h"

#include <string>

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

TEST(SanitizeCorpus, RecordedAttacksAreTakenApartOnce) {
    const auto path = masthead::test::corpus("hostile/xss.json");
    if (!path) GTEST_SKIP() << masthead::test::no_corpus;
    const auto attacks = core::parse_json(masthead::test::read_file(*path));
    ASSERT_TRUE(attacks);
    EXPECT_GE(attacks->array().size(), 200U);
    for (const core::Json& attack : attacks->array()) {
        const std::string once = sanitize(attack["payload"].string(), {.base_url = "https://courier.example/"});
        EXPECT_EQ(sanitize(once, {.base_url = "https://courier.example/"}), once) << attack["payload"].string();
    }
}

}  // namespace
}  // namespace masthead::html
