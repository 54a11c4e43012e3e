// Topics learned from examples.
#include "topic/training.h"

#include "topic/model_file.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::topic {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

// Sentences of two subjects, with words in common.
std::vector<TopicExample> examples() {
    constexpr auto sea = std::to_array<const char*>({"ferry", "harbour", "captain", "tide", "quay", "anchor", "crew"});
    constexpr auto land =
        std::to_array<const char*>({"tractor", "barley", "farmer", "harvest", "cattle", "barn", "field"});
    constexpr auto both = std::to_array<const char*>({"minister", "price", "morning", "storm", "report"});
    std::vector<TopicExample> out;
    for (std::size_t i = 0; i < 40; ++i) {
        const bool is_sea = i % 2 == 0;
        const auto& words = is_sea ? sea : land;
        TopicExample example;
        example.title = std::string("The ") + words[i % 7] + " and the " + both[i % 5];
        example.text = std::string("Note ") + std::to_string(i) + ": a " + words[(i + 1) % 7] + " near the " +
                       words[(i + 3) % 7] + ", said the " + both[(i + 2) % 5] + " " + both[(i + i / 5) % 5];
        example.language = "en";
        if (is_sea) example.topics = {"sea"};
        out.push_back(std::move(example));
    }
    return out;
}

std::string model_text(const std::vector<TopicExample>& given) {
    const TopicTraining options;
    const auto trained = train_topics(given, {"sea"}, options);
    EXPECT_TRUE(trained) << trained.error().message;
    return trained ? write_topic_model(*trained, options) : std::string();
}

TopicMatcher learned_matcher(double threshold = 0) {
    model::Topic sea;
    sea.id = "sea";
    sea.threshold = threshold;
    sea.exclude = {"model railway"};
    return TopicMatcher({sea}, read_topic_model(model_text(examples())).value());
}

TEST(LearnedTopic, KnowsAnArticleItHasNotSeenAndSaysByWhichWords) {
    const auto hits =
        learned_matcher().match({"Captain drops anchor", "", "The crew of the ferry waits for the tide.", "en", {}});
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].by, HitBy::learned);
    EXPECT_GE(hits[0].learned.probability, hits[0].learned.threshold);
    std::vector<std::string> terms;
    double sum = hits[0].learned.bias;
    for (const auto& term : hits[0].learned.terms) {
        terms.push_back(term.term);
        sum += term.points;
    }
    EXPECT_THAT(terms, Contains("captain"));
    EXPECT_THAT(terms, Contains("anchor"));
    EXPECT_NEAR(hits[0].learned.probability, 1 / (1 + std::exp(-sum)), 1e-9) << "what is shown is what decided";
    EXPECT_TRUE(learned_matcher().match({"Farmer sells barley", "", "A harvest in the barn.", "en", {}}).empty());
}

TEST(LearnedTopic, ObeysTheEditorsThresholdAndExclusions) {
    EXPECT_TRUE(learned_matcher(1).match({"Captain drops anchor", "", "The ferry.", "en", {}}).empty());
    EXPECT_TRUE(learned_matcher().match({"Model railway: captain drops anchor", "", "The ferry.", "en", {}}).empty());
}

TEST(LearnedTopic, OfTheSameExamplesIsTheSameInAnyOrder) {
    auto shuffled = examples();
    std::ranges::reverse(shuffled);
    std::rotate(shuffled.begin(), shuffled.begin() + 13, shuffled.end());
    shuffled.push_back(shuffled.front());
    const auto text = model_text(examples());
    EXPECT_EQ(model_text(shuffled), text);
    EXPECT_THAT(text, HasSubstr("masthead topic model 1\n# Learned by"));
}

TEST(LearnedTopic, ComesBackFromItsFileAsItWas) {
    const TopicTraining options;
    const auto trained = train_topics(examples(), {"sea"}, options);
    ASSERT_TRUE(trained);
    const auto read = read_topic_model(write_topic_model(*trained, options));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->topics, trained->model.topics);
    EXPECT_FALSE(read->fingerprint.empty());
}

TEST(LearnedTopic, IsToldApartOnFoldsThatWereNotLearnedFrom) {
    const auto figures = evaluate_topics(examples(), {"sea"});
    ASSERT_TRUE(figures) << figures.error().message;
    ASSERT_THAT(*figures, SizeIs(1));
    EXPECT_EQ(figures->front().examples, 20U);
    EXPECT_EQ(figures->front().others, 20U);
    EXPECT_GE(figures->front().f1(), 0.9);
}

TEST(LearnedTopic, NeedsExamplesOfBothKinds) {
    auto few = examples();
    few.resize(6);
    const auto trained = train_topics(few, {"sea"});
    ASSERT_FALSE(trained);
    EXPECT_THAT(trained.error().message, HasSubstr("the topic \"sea\" has 3 examples and 3 articles that are none; 5"));
}

TEST(LearnedTopic, OfArticlesOfUnknownTopicIsNotLearned) {
    auto given = examples();
    const auto before = evaluate_topics(given, {"sea"})->front();
    TopicExample stranger = given[0];
    stranger.title = "Another captain";
    stranger.topics = {};
    stranger.unknown = {"sea"};
    given.push_back(stranger);
    const auto after = evaluate_topics(given, {"sea"})->front();
    EXPECT_EQ(after.examples, before.examples);
    EXPECT_EQ(after.others, before.others);
}

TEST(LearnedTopic, ReadsTextsWithoutSpaces) {
    constexpr auto sea = std::to_array<const char*>({"港口", "船长", "渡轮", "海洋"});
    constexpr auto land = std::to_array<const char*>({"农民", "田野", "拖拉机", "小麦"});
    std::vector<TopicExample> given;
    for (std::size_t i = 0; i < 16; ++i) {
        const auto& words = i % 2 == 0 ? sea : land;
        TopicExample example;
        example.title = std::string(words[i % 4]) + "和" + words[(i / 2 + 1) % 4] + std::string("新闻");
        example.text = std::to_string(i) + words[(i + 2) % 4] + "的报告" + words[(i / 3) % 4];
        example.language = "zh";
        if (i % 2 == 0) example.topics = {"sea"};
        given.push_back(std::move(example));
    }
    model::Topic topic;
    topic.id = "sea";
    const TopicMatcher matcher({topic}, read_topic_model(model_text(given)).value());
    EXPECT_THAT(matcher.match({"船长在港口", "", "", "zh", {}}), SizeIs(1));
    EXPECT_THAT(matcher.match({"农民在田野", "", "", "zh", {}}), SizeIs(0));
}

TEST(TopicModelFile, NamesTheLineThatIsWrong) {
    const std::string head = "masthead topic model 1\n";
    EXPECT_TRUE(read_topic_model(head));
    EXPECT_TRUE(read_topic_model(head + "# why\ntopic a bias -1.5 threshold 0.4\n2.5 word\n"));
    for (const auto* wrong : {"2.5 word", "topic a bias x threshold 0.4", "topic a bias 1 threshold 0", "topic a",
                              "topic a bias 1 threshold 0.5\nword 2.5", "topic a bias nan threshold 0.5"}) {
        EXPECT_FALSE(read_topic_model(head + wrong)) << wrong;
    }
    EXPECT_THAT(read_topic_model(head + "nonsense").error().message, HasSubstr("line 2"));
    EXPECT_THAT(read_topic_model("masthead story model 2").error().message, HasSubstr("does not begin with"));
}

}  // namespace
}  // namespace masthead::topic
