#include "core/json.h"

#include <gtest/gtest.h>

namespace masthead::core {
namespace {

TEST(Json, ReadsAndWritesTheSameText) {
    const std::string text = R"({"a":[1,-2.5,true,null,"x\"\\\n"],"b":{"c":""}})";
    const auto json = parse_json(text);
    ASSERT_TRUE(json) << json.error().message;
    EXPECT_EQ(json->dump(), text);
    EXPECT_EQ((*json)["a"].array()[1].number(), -2.5);
    EXPECT_EQ((*json)["missing"]["deeper"].string(), "");
}

TEST(Json, NamesTheByteThatIsWrong) {
    const auto json = parse_json(R"({"a": nope})");
    ASSERT_FALSE(json);
    EXPECT_NE(json.error().message.find("byte"), std::string::npos) << json.error().message;
}

TEST(Json, RefusesDepthInsteadOfFollowingIt) {
    const auto json = parse_json(std::string(100000, '['));
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().code, ErrorCode::too_large);
}

TEST(Json, ReplacesBytesThatAreNotUtf8) {
    EXPECT_EQ(Json("a\xFF"
                   "b")
                  .dump(),
              "\"a\xEF\xBF\xBD"
              "b\"");
    EXPECT_EQ(Json("</script>").dump(), "\"<\\/script>\"");
}

}  // namespace
}  // namespace masthead::core
