#include "encode/protocol.h"

#include "core/json.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace masthead::encode {
namespace {

TEST(EmbeddingsRequest, NamesTheModelAndHoldsTheTexts) {
    const std::vector<std::string> texts = {"one \"text\"", "二つ目"};
    const auto json = core::parse_json(embeddings_request("a-model", texts));
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["model"].string(), "a-model");
    EXPECT_EQ((*json)["input"].array().size(), 2U);
    EXPECT_EQ((*json)["input"].array()[0].string(), texts[0]);
    EXPECT_EQ((*json)["input"].array()[1].string(), texts[1]);
}

TEST(EmbeddingsAnswer, IsReadInTheOrderOfTheTexts) {
    const auto vectors = read_embeddings(
        R"({"data":[{"index":1,"embedding":[0,-2]},{"index":0,"embedding":[0.5,0.25]}],"model":"m","usage":{}})", 2);
    ASSERT_TRUE(vectors);
    EXPECT_EQ((*vectors)[0], (Vector{127, 64}));
    EXPECT_EQ((*vectors)[1], (Vector{0, -127}));
    const auto unnumbered = read_embeddings(R"({"data":[{"embedding":[1]},{"embedding":[-1]}]})", 2);
    ASSERT_TRUE(unnumbered);
    EXPECT_EQ((*unnumbered)[1], Vector{-127});
}

TEST(EmbeddingsAnswer, IsRefusedWithAReasonWhereAnythingIsWrong) {
    struct Case {
        const char* body;
        const char* reason;
    };
    constexpr std::array cases = {
        Case{"", "no JSON"},
        Case{"<html>sign in</html>", "no JSON"},
        Case{R"({"error":{"message":"no such model"}})", "0 vectors for 2 texts"},
        Case{R"({"data":[{"embedding":[1]}]})", "1 vectors for 2 texts"},
        Case{R"({"data":[{"embedding":[1,2]},{"embedding":[1]}]})", "different lengths"},
        Case{R"({"data":[{"embedding":[NaN]},{"embedding":[1]}]})", "no JSON"},
        Case{R"({"data":[{"embedding":[null]},{"embedding":[1]}]})", "no number"},
        Case{R"({"data":[{"embedding":["1"]},{"embedding":[1]}]})", "no number"},
        Case{R"({"data":[{"embedding":[0,0]},{"embedding":[1,1]}]})", "zeros"},
        Case{R"({"data":[{"embedding":[]},{"embedding":[1]}]})", "0 dimensions"},
        Case{R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})", "out of place"},
        Case{R"({"data":[{"index":7,"embedding":[1]},{"index":0,"embedding":[1]}]})", "out of place"},
        Case{R"({"data":[{"index":-1,"embedding":[1]},{"index":0,"embedding":[1]}]})", "out of place"}};
    for (const auto& one : cases) {
        const auto vectors = read_embeddings(one.body, 2);
        ASSERT_FALSE(vectors) << one.body;
        EXPECT_NE(vectors.error().message.find(one.reason), std::string::npos) << vectors.error().message;
    }
    std::string long_vector = R"({"data":[{"embedding":[1)";
    for (int i = 0; i < 9000; ++i) long_vector += ",1";
    EXPECT_FALSE(read_embeddings(long_vector + "]}]}", 1));
}

TEST(Vector, KeepsDirectionsInEightBits) {
    const std::array<double, 3> components = {0.03, -0.01, 0.02};
    const auto vector = quantised(components);
    EXPECT_EQ(vector, (Vector{127, -42, 85}));
    EXPECT_EQ(from_bytes(to_bytes(vector)), vector);
    EXPECT_TRUE(quantised(std::array<double, 2>{0, 0}).empty());
    EXPECT_TRUE(quantised(std::array<double, 1>{INFINITY}).empty());
}

}  // namespace
}  // namespace masthead::encode
