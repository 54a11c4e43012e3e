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

TEST(Json, ReadsEveryKindOfRootAndNumber) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"\xEF\xBB\xBF {\"a\":1}", R"({"a":1})"},
        {"7", "7"},
        {" \"x\" ", "\"x\""},
        {"null", "null"},
        {"[]", "[]"},
        {"{}", "{}"},
        {"[-9223372036854775808,9223372036854775807]", "[-9223372036854775808,9223372036854775807]"},
        {"[18446744073709551615,123456789012345678901234567890]", "[18446744073709551616,1.2345678901234568e+29]"},
        {R"({"a":1,"a":2})", R"({"a":1,"a":2})"},
        {R"(["\ud83d\ude00","\u00e9"])", "[\"\xF0\x9F\x98\x80\",\"\xC3\xA9\"]"}};
    for (const auto& [text, written] : cases) {
        const auto json = parse_json(text);
        ASSERT_TRUE(json) << text << ": " << json.error().message;
        EXPECT_EQ(json->dump(), written);
    }
}

TEST(Json, RefusesWhatIsNoJson) {
    for (const std::string text :
         {"", " ", "{", "[1,]", "{\"a\"}", "tru", "1 2", "\"\xFF\"", "'a'", "[\"\\ud83d\"]", "\"a"})
        EXPECT_FALSE(parse_json(text)) << text;
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
