#include "story/model_file.h"

#include "story/correction_trees.h"
#include "story/training.h"

#include <cctype>

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

// A pair is one event if exactly one of two things holds: no straight line can tell.
std::vector<TreeSample> either_or() {
    std::vector<TreeSample> out;
    for (int i = 0; i < 400; ++i) {
        TreeSample sample;
        sample.answers[0] = static_cast<float>(i % 20) / 20;
        sample.answers[1] = static_cast<float>(i / 20) / 20;
        sample.is_same = (sample.answers[0] > 0.5F) != (sample.answers[1] > 0.5F);
        out.push_back(sample);
    }
    return out;
}

TEST(GrowTrees, LearnWhatNoStraightLineCan) {
    const auto samples = either_or();
    const auto trees = grow_trees(samples, {});
    std::size_t right = 0;
    for (const auto& sample : samples) right += (correction(trees, sample.answers) > 0) == sample.is_same ? 1U : 0U;
    EXPECT_GT(right, 380U);
    EXPECT_EQ(trees.size(), static_cast<std::size_t>(TreeOptions{}.trees));
}

TEST(Correction, IsTheSumOfWhatEachQuestionBrought) {
    const auto samples = either_or();
    const auto trees = grow_trees(samples, {});
    for (std::size_t i = 0; i < samples.size(); i += 37) {
        float sum = 0;
        const auto parts = correction_by_question(trees, samples[i].answers, sum);
        for (const auto part : parts) sum += part;
        EXPECT_NEAR(sum, correction(trees, samples[i].answers), 1e-4);
    }
}

TEST(GrowTrees, DrawTheSameSamplesAndQuestionsEveryTime) {
    const auto samples = either_or();
    const auto answer = [&](const TreeOptions& options) {
        return correction(grow_trees(samples, options), samples[7].answers);
    };
    EXPECT_EQ(answer({}), answer({}));
    EXPECT_NE(answer({}), answer({.rows = 1, .questions = 1}));
}

TEST(GrowTrees, LearnFromNoSampleThatWasNotDrawn) {
    const auto trees = grow_trees(either_or(), {.trees = 3, .rows = 0});
    EXPECT_EQ(correction(trees, either_or()[7].answers), 0);
}

TEST(TreeTable, AddsUpToTheSameAsTheTrees) {
    auto trees = grow_trees(either_or(), {.trees = 7});
    trees.push_back({{.value = 0.5F}});  // A tree without questions beside the deep ones.
    const TreeTable table(trees);
    for (const auto& sample : either_or())
        EXPECT_EQ(table.correction(sample.answers), correction(trees, sample.answers));
    EXPECT_TRUE(TreeTable().empty());
    EXPECT_EQ(TreeTable().correction({}), 0);
}

TEST(ModelFile, RefusesTreesThatAskTooMuch) {
    std::string deep = "tree\n";
    for (int i = 0; i <= max_tree_depth; ++i) deep += "ask bias 0.5 " + std::to_string(2 * i + 1) + " 0\nend 0\n";
    EXPECT_FALSE(read_model(write_model({}, {}) + deep + "end 0\n"));
}

TEST(GrowTrees, TakeNothing) {
    EXPECT_EQ(correction(grow_trees({}, {}), {}), 0);
}

TEST(ModelFile, GivesBackWhatWasWritten) {
    StoryModel model;
    model.cased.pair.headline[1] = 1.25F;
    model.caseless.support.body[2] = -0.5F;
    model.cased.trees = grow_trees(either_or(), {.trees = 3});
    model.caseless.trees = grow_trees(either_or(), {.trees = 2});
    const std::vector<std::string> record = {"two sets", "no options"};
    const auto text = write_model(model, record);
    const auto read = read_model(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(write_model(*read, record), text);
    EXPECT_EQ(read->cased.pair.headline, model.cased.pair.headline);
    EXPECT_EQ(read->caseless.support.body, model.caseless.support.body);
    EXPECT_EQ(read->cased.trees.size(), 3U);
    EXPECT_EQ(read->caseless.trees.size(), 2U);
    EXPECT_NE(text.find("# two sets"), std::string::npos);
}

TEST(ModelFile, RefusesWhatIsNotWhole) {
    const auto text = write_model({}, {});
    const auto with = [&](std::string_view lines) { return text + std::string(lines); };
    const std::string broken[] = {"",
                                  "something else\n",
                                  text.substr(0, text.size() / 2),
                                  text.substr(0, text.find("model caseless")),
                                  with("model cased\n"),
                                  with("model shouted\n"),
                                  with("pair bias 1 1\n"),
                                  with("pair unheard-of 1 1\n"),
                                  with("end 0.1\n"),
                                  with("tree\n"),
                                  with("tree\nask bias 0.5 0 0.1\nend 1\n"),
                                  with("tree\nask bias 0.5 1 0.1\nend 1\n"),
                                  with("tree\nask bias nan 1 0.1\nend 1\nend 1\n")};
    for (const auto& bytes : broken) EXPECT_FALSE(read_model(bytes)) << bytes;
    EXPECT_TRUE(read_model(with("tree\nask bias 0.5 1 0.1\nend 1\nend 2\n")));
}

TEST(ShippedModel, IsWhatItsFileHolds) {
    const auto read = read_model(shipped_model_file());
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(write_model(*read, {}), write_model(shipped_model(), {}));
    EXPECT_NE(shipped_model_file().find("# Learned by"), std::string_view::npos);
}

TrainingSet two_events() {
    TrainingSet set;
    set.name = "two";
    for (int i = 0; i < 40; ++i) {
        RunArticle article;
        article.id = "n" + std::to_string(i);
        const auto town = "Town" + std::to_string(i / 4);
        article.title = (i % 2 == 0 ? "Mill burns in " : "Fire at the mill of ") + town + " keeps crews busy";
        article.label = town;
        set.articles.push_back(article);
    }
    return set;
}

TEST(Train, GivesTheSameBytesForTheSameArticles) {
    const TrainingSet sets[] = {two_events()};
    const auto once = train(sets, {}, 5);
    EXPECT_EQ(write_model(once.model, training_record(once, {})),
              write_model(train(sets, {}, 5).model, training_record(once, {})));
    EXPECT_GT(once.sets.at(0).same, 0U);
}

TEST(Train, LearnsFromTextsWithoutCapitalsForThoseWithThem) {
    auto small = two_events();
    for (auto& article : small.articles) {
        for (auto& c : article.title) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    const TrainingSet sets[] = {small};
    const auto learned = train(sets, {}, 5).model;
    EXPECT_NE(learned.cased.pair.headline, (StoryModel{}.cased.pair.headline));
    EXPECT_EQ(learned.cased.pair.headline, learned.caseless.pair.headline);
}

TEST(CollectPairs, LeaveOutEveryPairThatTouchesTheFold) {
    const auto set = two_events();
    const TrainingOptions options;
    const auto all = collect_pairs(set, options, shipped_model(), options.folds);
    std::size_t left_out = 0;
    for (std::uint32_t fold = 0; fold < options.folds; ++fold) {
        const auto some = collect_pairs(set, options, shipped_model(), fold);
        EXPECT_LE(some.size(), all.size());
        left_out += all.size() - some.size();
    }
    EXPECT_GE(left_out, all.size());
}

TEST(Copies, CutStoriesAndArticles) {
    const TrainingSet set = two_events();
    const auto quiet = quiet_copy(set, 0.5);
    EXPECT_LT(quiet.articles.size(), set.articles.size());
    EXPECT_GE(quiet.articles.size(), 10U);  // Every story keeps one.
    EXPECT_LT(small_copy(set, 0.5).articles.size(), 20U);
    EXPECT_DOUBLE_EQ(quiet.weight, 0.5);
}

}  // namespace
}  // namespace masthead::story
