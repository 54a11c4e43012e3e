// `masthead eval stories`: a store's own stories against labels by address, and the pairs that went wrong.
#include "app/program.h"
#include "core/json.h"
#include "support/files.h"

#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using core::Json;
using testing::HasSubstr;

class EvaluateStories : public testing::Test {
  protected:
    EvaluateStories() {
        std::string lines;
        int number = 0;
        for (const auto& [title, text] : mill_mill_chess) {
            ++number;
            lines += fmt::format(R"({{"title":"{}","text":"{}","url":"https://paper{}.example/{}","story":"{}",)"
                                 R"("published":"2026-10-17T0{}:00:00Z"}})"
                                 "\n",
                                 title, text, number, number, number < 3 ? "mill" : "chess", number);
        }
        write_file(folder_.path() / "news.jsonl", lines);
    }

    [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
    void ingest() const {
        const auto done = masthead(
            {"ingest", file("news.jsonl"), "--now", "2026-10-17T12:00:00Z", "--data", file("data"), "--quiet"});
        EXPECT_EQ(done.exit_code, 0) << done.errors;
    }
    // Labels by address: of the three articles, and of one that never came.
    [[nodiscard]] std::string labels(const std::string& third) const {
        std::string lines;
        for (const auto& [url, story] : {std::pair<std::string, std::string>("https://paper1.example/1", "mill"),
                                         {"https://paper2.example/2?utm_source=feed", "mill"},
                                         {"https://paper3.example/3", third},
                                         {"https://paper4.example/4", "mill"}})
            lines += fmt::format(R"({{"url":"{}","story":"{}"}})"
                                 "\n",
                                 url, story);
        write_file(folder_.path() / "labels.jsonl", lines);
        return file("labels.jsonl");
    }

    TempFolder folder_;
};

TEST_F(EvaluateStories, ScoresAStoreByTheAddressesOfItsArticles) {
    ingest();
    const auto scored = [&](const std::string& third) {
        const auto result = masthead({"eval", "stories", labels(third), "--data", file("data"), "--json"});
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return core::parse_json(result.output).value_or(Json());
    };
    const auto right = scored("chess");
    EXPECT_EQ(right["articles"].integer(), 3);
    EXPECT_EQ(right["missing"].integer(), 1);
    EXPECT_EQ(right["stories"].integer(), 2);
    EXPECT_DOUBLE_EQ(right["pair_f1"].number(), 1);
    const auto wrong = scored("mill");
    EXPECT_DOUBLE_EQ(wrong["pair_precision"].number(), 1);
    EXPECT_LT(wrong["pair_recall"].number(), 0.5);
}

TEST_F(EvaluateStories, SaysWhatIsMissingOfAStore) {
    const auto path = labels("chess");
    const auto nowhere = masthead({"eval", "stories", path, "--data", file("nowhere")});
    EXPECT_EQ(nowhere.exit_code, 2);
    EXPECT_THAT(nowhere.errors, HasSubstr(file("nowhere")));
    ingest();
    write_file(folder_.path() / "others.jsonl", R"({"url":"https://else.example/1","story":"a"})");
    const auto others = masthead({"eval", "stories", file("others.jsonl"), "--data", file("data")});
    EXPECT_EQ(others.exit_code, 2);
    EXPECT_THAT(others.errors, HasSubstr("the store holds none of the 1 addresses of " + file("others.jsonl")));
    write_file(folder_.path() / "empty.jsonl", R"({"title":"No address"})");
    const auto empty = masthead({"eval", "stories", file("empty.jsonl"), "--data", file("data")});
    EXPECT_EQ(empty.exit_code, 2);
    EXPECT_THAT(empty.errors, HasSubstr(R"(holds no line with "url" and "story")"));
    EXPECT_EQ(masthead({"eval", "stories", path, "--data", file("data"), "--folds", "5"}).exit_code, 2);
}

TEST_F(EvaluateStories, PrintsThePairsThatWentWrongAndWhy) {
    auto text = read_file(folder_.path() / "news.jsonl");
    const auto chess = text.find("\"chess\"");
    ASSERT_NE(chess, text.npos);
    text.replace(chess, 7, "\"mill\"");
    write_file(folder_.path() / "news.jsonl", text);
    const auto result = masthead({"eval", "stories", file("news.jsonl"), "--errors", "5", "--json"});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    const auto errors = core::parse_json(result.output).value_or(Json())["errors"];
    ASSERT_EQ(errors.array().size(), 1U);
    EXPECT_FALSE(errors.array()[0]["together"].boolean());
    EXPECT_THAT(std::string(errors.array()[0]["b"]["title"].string()), HasSubstr("chess title"));
    EXPECT_THAT(masthead({"eval", "stories", file("news.jsonl"), "--errors", "5"}).output,
                HasSubstr("two stories, though the labels say one"));
}

}  // namespace
}  // namespace masthead::test
