// `masthead story`: what an editor sees and decides, over processes that end and start again.
#include "app/program.h"
#include "core/json.h"
#include "store/data_folder.h"
#include "support/files.h"

#include <filesystem>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::test {
namespace {

using core::Json;
using testing::ElementsAre;
using testing::HasSubstr;

class StoryCommand : public testing::Test {
  protected:
    StoryCommand() {
        const auto file = folder_.path() / "news.jsonl";
        std::string lines;
        int number = 0;
        for (const auto& [title, text] : mill_mill_chess) {
            ++number;
            lines +=
                fmt::format(R"({{"title":"{}","text":"{}","url":"https://paper{}.example/{}","publisher":"Paper {}",)"
                            R"("published":"2026-10-17T0{}:00:00Z"}})"
                            "\n",
                            title, text, number, number, number, number);
        }
        write_file(file, lines);
        const auto done = run({"ingest", file.string(), "--now", "2026-10-17T12:00:00Z"});
        EXPECT_EQ(done.exit_code, 0) << done.errors;
        mill_ = story_at("https://paper1.example/1");
        chess_ = story_at("https://paper3.example/3");
    }

    ProcessResult run(std::vector<std::string> words) {
        words.insert(words.end(), {"--data", (folder_.path() / "data").string()});
        return masthead(std::move(words));
    }
    Json json(std::vector<std::string> words) {
        words.emplace_back("--json");
        const auto result = run(std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return core::parse_json(result.output).value_or(Json());
    }
    std::string story_at(const std::string& address) {
        return std::string(json({"story", "show", address})["id"].string());
    }

    TempFolder folder_;
    std::string mill_;
    std::string chess_;
};

TEST_F(StoryCommand, AMergedStoryIsShownByEveryNameItHadAndTellsWhatHappened) {
    ASSERT_NE(mill_, chess_);
    EXPECT_EQ(story_at("https://paper2.example/2"), mill_);
    const auto decided = run({"story", "merge", mill_, chess_, "--by", "Ada", "--reason", "one evening",  //
                              "--now", "2026-10-17T13:00:00Z"});
    EXPECT_EQ(decided.exit_code, 0) << decided.errors;
    EXPECT_THAT(decided.output, HasSubstr("Decision 1: Ada merged the stories"));
    EXPECT_THAT(decided.output, HasSubstr("`masthead story undo 1` takes it back"));
    const Json shown = json({"story", "show", chess_, "--timeline"});
    EXPECT_EQ(shown["id"].string(), mill_);
    EXPECT_EQ(shown["members"].array().size(), 3U);
    ASSERT_EQ(shown["formerIds"].array().size(), 1U);
    EXPECT_EQ(shown["formerIds"].array()[0].string(), chess_);
    std::vector<std::string> events;
    for (const auto& event : shown["timeline"].array()) events.emplace_back(event["event"].string());
    EXPECT_THAT(events, testing::IsSupersetOf({"began", "joined", "lead", "editor", "merged"}));
    EXPECT_EQ(events.front(), "began");
    const auto text = run({"story", "show", mill_, "--timeline"}).output;
    for (const char* words : {"What happened", "Ada merged the stories", "one evening (decision 1)", "was also"})
        EXPECT_THAT(text, HasSubstr(words));
    // `explain` tells it of an article, too.
    EXPECT_THAT(run({"explain", "https://paper3.example/3"}).output, HasSubstr("Ada merged the stories"));
    EXPECT_EQ(json({"explain", "https://paper3.example/3"})["editor"].array().size(), 1U);
    // And back.
    EXPECT_THAT(run({"story", "undo", "--by", "Ben"}).output, HasSubstr("Decision 1 is undone"));
    EXPECT_EQ(json({"story", "show", chess_})["members"].array().size(), 1U);
    EXPECT_THAT(run({"story", "decisions"}).output, HasSubstr("undone"));
    EXPECT_EQ(json({"story", "decisions"}).array()[0]["undoneBy"].string(), "Ben");
}

TEST_F(StoryCommand, PinsSplitsRetitlesAndRemoves) {
    EXPECT_EQ(run({"story", "pin", mill_, "https://paper2.example/2"}).exit_code, 0);
    EXPECT_EQ(json({"story", "show", mill_})["leadUrl"].string(), "https://paper2.example/2");
    EXPECT_EQ(run({"story", "retitle", mill_, "The end of a mill"}).exit_code, 0);
    EXPECT_EQ(json({"story", "show", mill_})["title"].string(), "The end of a mill");
    EXPECT_THAT(run({"story", "list", "--all"}).output, HasSubstr("The end of a mill"));
    const Json split = json({"story", "split", mill_, "https://paper1.example/1"});
    EXPECT_EQ(split["verb"].string(), "split");
    EXPECT_NE(story_at("https://paper1.example/1"), mill_);
    EXPECT_EQ(run({"story", "remove", chess_}).exit_code, 0);
    EXPECT_TRUE(json({"story", "show", chess_})["members"].array()[0]["removed"].boolean());
    EXPECT_EQ(json({"story", "decisions"}).array().size(), 4U);
}

// A mill burns; four days later two papers tell who is charged.
TEST_F(StoryCommand, TellsWhichStoriesAreLinkedAndByWhichWords) {
    const auto file = folder_.path() / "later.jsonl";
    write_file(file,
               R"({"title":"Night watchman Torvald Hesk charged over Arlsund paper mill","text":"Torvald Hesk, night )"
               R"(watchman of the Arlsund paper mill, was charged on Wednesday.","url":"https://paper4.example/4",)"
               R"("publisher":"Paper 4","published":"2026-10-21T09:00:00Z"})"
               "\n"
               R"({"title":"Arlsund paper mill: night watchman Torvald Hesk is charged","text":"The court at Arlsund )"
               R"(charged Torvald Hesk over the paper mill.","url":"https://paper5.example/5","publisher":"Paper 5",)"
               R"("published":"2026-10-21T10:00:00Z"})"
               "\n");
    ASSERT_EQ(run({"ingest", file.string(), "--now", "2026-10-21T12:00:00Z"}).exit_code, 0);
    const auto charged = story_at("https://paper4.example/4");
    ASSERT_NE(charged, mill_);
    const Json shown = json({"story", "show", charged});
    ASSERT_EQ(shown["thread"].array().size(), 2U);
    EXPECT_EQ(shown["thread"].array()[0]["id"].string(), mill_);
    EXPECT_TRUE(shown["thread"].array()[1]["isThis"].boolean());
    ASSERT_EQ(shown["links"].array().size(), 1U);
    const auto& link = shown["links"].array()[0];
    EXPECT_EQ(link["relation"].string(), "chapter");
    EXPECT_TRUE(link["isEarlier"].boolean());
    EXPECT_EQ(link["shared"].array()[0]["word"].string(), "Arlsund");
    for (const auto& words : {"A chapter of a thread", "4.3 days apart", "Arlsund (name)"})
        EXPECT_THAT(run({"story", "show", mill_}).output, HasSubstr(words));
    EXPECT_THAT(run({"explain", "https://paper5.example/5"}).output, HasSubstr("Linked stories, and why"));
    EXPECT_TRUE(json({"story", "show", chess_})["thread"].is_null());
}

TEST_F(StoryCommand, AnEditorNeedNotWaitForARunThatHoldsTheFolder) {
    const auto lock = store::DataFolder::open(folder_.path() / "data");
    ASSERT_TRUE(lock) << lock.error().message;
    const auto done = run({"story", "retitle", mill_, "Beside a run"});
    EXPECT_EQ(done.exit_code, 0) << done.errors;
    EXPECT_EQ(json({"story", "show", mill_})["title"].string(), "Beside a run");
}

TEST_F(StoryCommand, SaysWhatIsWrong) {
    const std::vector<std::pair<std::vector<std::string>, const char*>> cases = {
        {{"story", "show", "s0"}, "\"s0\" is no story and in no story"},
        {{"story", "merge", mill_, "s0"}, "there is no story s0"},
        {{"story", "split", mill_, "https://paper3.example/3"}, "is not in story"},
        {{"story", "undo"}, "there is no decision to undo"},
        {{"story", "undo", "0"}, "NUMBER"},
        {{"story", "bogus"}, "there is no command \"story bogus\""}};
    for (const auto& [words, expected] : cases) {
        const auto result = run(words);
        EXPECT_EQ(result.exit_code, 2) << expected;
        EXPECT_THAT(result.errors, HasSubstr(expected));
    }
    EXPECT_THAT(masthead({"story", "list", "--data", (folder_.path() / "nothing").string()}).errors,
                HasSubstr("there is no store"));
}

}  // namespace
}  // namespace masthead::test
