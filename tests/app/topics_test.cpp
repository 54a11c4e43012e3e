// `masthead train topics`, `masthead eval topics`, and what `explain` says of topics.
#include "app/program.h"
#include "core/json.h"
#include "support/files.h"

#include <array>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class TopicCommands : public testing::Test {
  protected:
    TopicCommands() {
        constexpr auto sea = std::to_array<const char*>({"ferry", "harbour", "captain", "tide", "quay", "anchor"});
        constexpr auto land = std::to_array<const char*>({"tractor", "barley", "farmer", "harvest", "cattle", "barn"});
        std::string lines;
        std::string sea_examples;
        for (std::size_t i = 0; i < 24; ++i) {
            const bool is_sea = i % 2 == 0;
            const auto& words = is_sea ? sea : land;
            const std::string url = fmt::format("https://paper{}.example/{}", i % 3, i);
            lines += fmt::format(R"({{"title":"The {} and the {}, part {}","text":"A {} was seen near the {} today.",)"
                                 R"("url":"{}","topic":"{}","language":"en","published":"2026-10-17T0{}:00:00Z"}})"
                                 "\n",
                                 words[i % 6], words[(i / 2 + 1) % 6], i, words[(i + 2) % 6], words[(i + 3) % 6], url,
                                 is_sea ? "sea" : "land", i % 10);
            if (is_sea && i > 0) sea_examples += fmt::format("      - {}\n", url);
        }
        write_file(folder_.path() / "news.jsonl", lines);
        write_file(
            folder_.path() / "desk.yaml",
            "desk:\n  title: Desk\ntopic_model: topics.model\ntopics:\n  - id: sea\n    name: Sea\n    examples:\n" +
                sea_examples + "  - id: coast\n    name: Coast\n    keywords: [harbour]\n");
    }

    [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
    [[nodiscard]] auto with_desk(std::vector<std::string> words) const {
        words.insert(words.end(), {"--desk", file("desk.yaml")});
        return masthead(words);
    }

    TempFolder folder_;
};

TEST_F(TopicCommands, LearnFromTheDesksExamplesAndReachWhatIsStored) {
    ASSERT_EQ(with_desk({"ingest", file("news.jsonl"), "--now", "2026-10-17T12:00:00Z", "--quiet"}).exit_code, 0);
    const std::string stored = "https://paper0.example/0";  // Of the sea, and no example.
    EXPECT_THAT(with_desk({"explain", stored}).output, Not(HasSubstr("learned")));
    const auto trained = with_desk({"train", "topics"});
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    EXPECT_THAT(trained.errors, HasSubstr("topics.model written: 1 topics"));
    const auto model = read_file(file("topics.model"));
    EXPECT_THAT(model, HasSubstr("# sea: 11 examples"));
    EXPECT_EQ(with_desk({"train", "topics"}).exit_code, 0);
    EXPECT_EQ(read_file(file("topics.model")), model) << "the same examples give the same bytes";

    const auto rescored = with_desk({"rescore", "--now", "2026-10-17T13:00:00Z"});
    ASSERT_EQ(rescored.exit_code, 0) << rescored.errors;
    const auto explained = with_desk({"explain", stored});
    EXPECT_THAT(explained.output, HasSubstr("learned: probability"));
    const auto json = core::parse_json(with_desk({"explain", stored, "--json"}).output);
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["article"]["topics"].array().front().string(), "sea") << "stored, not only told";
    EXPECT_FALSE((*json)["topics"].array().front()["terms"].array().empty());
}

TEST_F(TopicCommands, SayHowGoodWhatWasLearnedIs) {
    const auto table = masthead({"eval", "topics", file("news.jsonl")});
    EXPECT_EQ(table.exit_code, 0) << table.errors;
    EXPECT_THAT(table.output, HasSubstr("mean F1 of 2 topics"));
    const auto json =
        core::parse_json(masthead({"eval", "topics", file("news.jsonl"), "--folds", "4", "--json"}).output);
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["topics"]["sea"]["examples"].integer(), 12);
    EXPECT_GT((*json)["f1"].number(), 0.8);
}

TEST_F(TopicCommands, SayWhatIsMissing) {
    write_file(folder_.path() / "few.jsonl", "{\"title\":\"One\",\"topic\":\"sea\"}\n");
    EXPECT_THAT(masthead({"train", "topics", file("few.jsonl")}).errors, HasSubstr("holds no topic of 5 articles"));
    write_file(folder_.path() / "bare.yaml", "desk:\n  title: Desk\ntopics:\n  - id: a\n    name: A\n");
    ASSERT_EQ(with_desk({"ingest", file("news.jsonl"), "--now", "2026-10-17T12:00:00Z", "--quiet"}).exit_code, 0);
    const auto bare = masthead({"train", "topics", "--desk", file("bare.yaml")});
    EXPECT_EQ(bare.exit_code, 2);
    EXPECT_THAT(bare.errors, HasSubstr("no topic of the desk has examples"));
    write_file(folder_.path() / "bare.yaml",
               "desk:\n  title: Desk\ntopics:\n  - id: a\n    name: A\n    examples: [https://nowhere.example/1]\n");
    EXPECT_THAT(masthead({"train", "topics", "--desk", file("bare.yaml")}).errors,
                HasSubstr("https://nowhere.example/1, an example of the topic \"a\", is not in the store"));
    write_file(folder_.path() / "topics.model", "something else");
    EXPECT_THAT(with_desk({"rescore"}).errors, HasSubstr("the topic model does not begin with"));
}

TEST_F(TopicCommands, RefuseAJunkRuleThatSaysNothing) {
    write_file(folder_.path() / "junk.yaml", "desk:\n  title: Desk\njunk:\n  - name: horoscope\n");
    const auto result = masthead({"rescore", "--desk", file("junk.yaml")});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.errors, HasSubstr("junk[]: the rule \"horoscope\" says nothing"));
}

}  // namespace
}  // namespace masthead::test
