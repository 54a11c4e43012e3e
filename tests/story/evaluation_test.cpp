#include "story/evaluation.h"

#include "story/baseline.h"
#include "story/training.h"
#include "story/wrong_pairs.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <span>

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

TEST(EvaluateGrouping, GivesTheFiguresOfAHandWorkedExample) {
    // Labels {1,2,3} {4,5}; decided {1,2} {3,4,5}: together 4 pairs, 2 of them right, 4 true pairs.
    const LabelledArticle articles[] = {{"x", "a", ""}, {"x", "a", ""}, {"x", "b", ""}, {"y", "b", ""}, {"y", "b", ""}};
    const auto figures = evaluate_grouping(articles);
    EXPECT_EQ(figures.articles, 5U);
    EXPECT_EQ(figures.stories, 2U);
    EXPECT_DOUBLE_EQ(figures.pair_precision, 0.5);
    EXPECT_DOUBLE_EQ(figures.pair_recall, 0.5);
    EXPECT_DOUBLE_EQ(figures.pair_f1, 0.5);
    // Precision 1, 1, 1/3, 2/3, 2/3; recall 2/3, 2/3, 1/3, 1, 1.
    EXPECT_NEAR(figures.b3_precision, 11.0 / 15, 1e-12);
    EXPECT_NEAR(figures.b3_recall, 11.0 / 15, 1e-12);
}

TEST(EvaluateGrouping, CutsAtMidnightWhereDaysAreGiven) {
    const LabelledArticle articles[] = {{"x", "a", "2020-01-01"}, {"x", "a", "2020-01-01"}, {"y", "a", "2020-01-02"}};
    const auto figures = evaluate_grouping(articles);
    EXPECT_EQ(figures.stories, 2U);
    EXPECT_DOUBLE_EQ(figures.pair_f1, 1);
    EXPECT_DOUBLE_EQ(figures.b3_f1, 1);
}

TEST(EvaluateGrouping, TakesNothingAndSingles) {
    EXPECT_EQ(evaluate_grouping({}).articles, 0U);
    const LabelledArticle one[] = {{"x", "a", ""}};
    EXPECT_DOUBLE_EQ(evaluate_grouping(one).b3_f1, 1);
    EXPECT_DOUBLE_EQ(evaluate_grouping(one).pair_f1, 0);
}

std::vector<RunArticle> small_set() {
    std::vector<RunArticle> out;
    const auto add = [&](const char* title, const char* day, const char* label) {
        RunArticle article;
        article.id = "n" + std::to_string(out.size());
        article.title = title;
        article.day = day;
        article.label = label;
        out.push_back(article);
    };
    add("Freighter Marten Oake loses forty containers off Port Lisel", "2021-05-04", "ship");
    add("Quennel wins third stage of the Tarvos cycling tour", "2021-05-04", "tour");
    add("Port Lisel closed after freighter Marten Oake loses containers", "2021-05-04", "ship");
    add("Tarvos cycling tour: Quennel takes third stage in the rain", "2021-05-04", "tour");
    add("Zoo in Hallbeck names its newborn okapi", "2021-05-05", "zoo");
    return out;
}

TEST(RunLabelled, StreamsASetAndScoresIt) {
    const auto set = small_set();
    const auto run = run_labelled(set, LabelScope::all_pairs);
    ASSERT_EQ(run.memberships.size(), 5U);
    EXPECT_EQ(run.memberships[0].article_id, "n0");
    EXPECT_EQ(run.memberships[0].story_id, run.memberships[2].story_id);
    EXPECT_EQ(run.memberships[1].story_id, run.memberships[3].story_id);
    EXPECT_NE(run.memberships[0].story_id, run.memberships[4].story_id);
    EXPECT_DOUBLE_EQ(run.figures.pair_f1, 1);
    EXPECT_DOUBLE_EQ(run_labelled(set, LabelScope::same_day).figures.b3_f1, 1);
}

TEST(RunLabelled, LeavesUnlabelledArticlesOutOfTheFigures) {
    auto set = small_set();
    set[4].label.clear();
    const auto run = run_labelled(set, LabelScope::all_pairs);
    EXPECT_EQ(run.memberships.size(), 5U);
    EXPECT_EQ(run.figures.articles, 4U);
}

TEST(RunLabelled, TakesADaysArticlesInAnyOrder) {
    const auto set = small_set();
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const auto run = run_labelled(set, LabelScope::all_pairs, {}, Arrival{.seed = seed, .batch = 1});
        ASSERT_EQ(run.memberships.size(), 5U);
        EXPECT_EQ(run.memberships[4].article_id, "n4");
        EXPECT_DOUBLE_EQ(run.figures.pair_f1, 1) << seed;
    }
}

TEST(SpreadOf, IsMeanAndDeviationOfTheSample) {
    EXPECT_DOUBLE_EQ(spread_of({}).mean, 0);
    const double one[] = {0.5};
    EXPECT_DOUBLE_EQ(spread_of(one).deviation, 0);
    const double four[] = {2, 4, 4, 6};
    EXPECT_DOUBLE_EQ(spread_of(four).mean, 4);
    EXPECT_DOUBLE_EQ(spread_of(four).deviation, std::sqrt(8.0 / 3));
}

TEST(DatedCopy, BeginsStoriesOnDaysOfAWeekAndLetsThemFade) {
    TrainingSet set;
    for (int i = 0; i < 2000; ++i) {
        RunArticle article;
        article.id = std::to_string(i);
        article.label = std::to_string(i / 20);
        set.articles.push_back(article);
    }
    const auto dated = dated_copy(set, 1);
    ASSERT_EQ(dated.articles.size(), set.articles.size());
    std::set<core::Instant> days;
    int first_day = 0;
    for (std::size_t i = 0; i < dated.articles.size(); i += 20) {
        core::Instant first = core::Instant::max();
        for (std::size_t j = i; j < i + 20; ++j) first = std::min(first, *dated.articles[j].published);
        days.insert(first);
        for (std::size_t j = i; j < i + 20; ++j) {
            const auto later = *dated.articles[j].published - first;
            EXPECT_LE(later, std::chrono::days{3});
            first_day += later == std::chrono::seconds{0} ? 1 : 0;
        }
    }
    EXPECT_EQ(days.size(), 7U);
    EXPECT_NEAR(first_day / 2000.0, 0.85, 0.03);
}

TEST(WithCopies, TeachesTimeAndTextsWithoutCapitalsWhereNoSetTellsOfThem) {
    const auto names = [](const std::vector<TrainingSet>& sets) {
        std::set<std::string> out;
        for (const auto& copy : with_copies(sets)) out.insert(copy.name);
        return out;
    };
    TrainingSet dated;
    dated.name = "dated";
    dated.articles = small_set();
    TrainingSet undated = dated;
    undated.name = "undated";
    for (auto& article : undated.articles) article.day.clear();
    TrainingSet lowered = caseless_copy(undated, 1);
    lowered.name = "lowered";
    EXPECT_EQ(lowered.articles[0].title, "freighter marten oake loses forty containers off port lisel");
    const auto of_undated = names({undated});
    EXPECT_TRUE(of_undated.contains("undated/dated"));
    EXPECT_TRUE(of_undated.contains("undated/caseless"));
    const auto of_all = names({dated, undated, lowered});
    EXPECT_FALSE(of_all.contains("undated/dated"));
    EXPECT_FALSE(of_all.contains("undated/caseless"));
    EXPECT_FALSE(names({dated}).contains("dated/dated"));
}

TEST(StrangersOf, KnowsTheSameArticlesByTheFirstWordsOfTheirTitles) {
    TrainingSet titles;
    titles.articles = small_set();
    TrainingSet longer = titles;
    for (auto& article : longer.articles) article.title += " and what else the snippet says";
    EXPECT_TRUE(strangers_of(titles, std::span(&longer, 1)).empty());
}

TEST(StrangersOf, LeavesOutSetsOfTheSameOrigin) {
    const auto set_of = [](const char* name, const char* titles) {
        TrainingSet set;
        set.name = name;
        for (int i = 0; i < 50; ++i) {
            RunArticle article;
            article.title = titles + std::to_string(i);
            set.articles.push_back(article);
        }
        return set;
    };
    std::vector<TrainingSet> sets = {set_of("mills", "Mill "), set_of("zoos", "Zoo "), set_of("mixed", "Ferry ")};
    sets[2].articles[7].title = "Mill 3";
    const auto names = [&](const TrainingSet& set) {
        std::string out;
        for (const auto& other : strangers_of(set, sets)) out += other.name + " ";
        return out;
    };
    EXPECT_EQ(names(sets[0]), "zoos ");
    EXPECT_EQ(names(sets[1]), "mills mixed ");
    EXPECT_EQ(names(sets[2]), "zoos ");
}

// Six days of two events each; every event is told three times in much the same words.
TrainingSet dated_set(const char* name) {
    TrainingSet set;
    set.name = name;
    const char* const accounts[] = {"%N ferry %N runs aground off the %N islands", "Ferry %N aground near %N islands",
                                    "Passengers taken off the %N ferry at %N"};
    for (int event = 0; event < 12; ++event) {
        const std::string own = name + std::string(1, static_cast<char>('a' + event)) + "orvik";
        for (const std::string account : accounts) {
            RunArticle article;
            article.id = std::to_string(set.articles.size());
            article.label = std::to_string(event);
            article.day = "2021-05-0" + std::to_string(1 + event / 2);
            for (std::size_t at = 0; at < account.size(); ++at) {
                const bool is_mark = account.compare(at, 2, "%N") == 0;
                article.title += is_mark ? own : std::string(1, account[at]);
                at += is_mark ? 1 : 0;
            }
            set.articles.push_back(article);
        }
    }
    return set;
}

TEST(Baseline, LearnsFromOneSetWhatGroupsAnother) {
    const BaselineOptions options;
    const auto set = dated_set("Kel");
    const auto other = dated_set("Tar");
    const BaselineSet learned(set, options);
    const BaselineSet scored(other, options);
    const BaselineSet* const sets[] = {&learned};
    const auto baseline = learn_baseline(sets, options);
    EXPECT_GT(baseline.doc + baseline.title, 0);
    const auto figures = run_baseline(scored, baseline, options);
    EXPECT_EQ(figures.articles, 36U);
    EXPECT_DOUBLE_EQ(figures.pair_f1, 1);
    // Nothing is likely enough for this threshold.
    EXPECT_DOUBLE_EQ(run_baseline(scored, {-9, 0, 0, 0.5}, options).pair_recall, 0);
}

TEST(BaselineSet, HoldsPairsOfTheWindowFromBothSides) {
    TrainingSet set;
    for (const char* day : {"2021-05-01", "2021-05-03", "2021-05-09"}) {
        RunArticle article;
        article.title = "Freighter Marten Oake loses containers";
        article.day = day;
        set.articles.push_back(article);
    }
    const BaselineSet pairs(set, {});
    ASSERT_EQ(pairs.pairs().size(), 3U);
    ASSERT_EQ(pairs.pairs()[0].size(), 1U);
    EXPECT_EQ(pairs.pairs()[0][0].other, 1U);
    EXPECT_NEAR(static_cast<double>(pairs.pairs()[0][0].title), 1, 1e-5);
    EXPECT_EQ(pairs.pairs()[1][0].other, 0U);
    EXPECT_TRUE(pairs.pairs()[2].empty());
}

TEST(WrongPairs, AreDrawnOnceAnArticleAndTheSameForTheSameSeed) {
    TrainingSet set;
    set.articles = small_set();
    // One story of the ship and one of the tour put together; the other two accounts stand alone.
    const std::vector<Membership> decided = {{"n0", "x"}, {"n1", "x"}, {"n2", "y"}, {"n3", "z"}, {"n4", "o"}};
    const auto drawn = draw_wrong_pairs(set, decided, 10, 1);
    ASSERT_FALSE(drawn.empty());
    std::set<std::size_t> seen;
    for (const auto& pair : drawn) {
        EXPECT_TRUE(seen.insert(pair.earlier).second);
        EXPECT_TRUE(seen.insert(pair.later).second);
        EXPECT_EQ(pair.is_together, set.articles[pair.earlier].label != set.articles[pair.later].label);
    }
    EXPECT_FALSE(seen.contains(4));
    const auto again = draw_wrong_pairs(set, decided, 10, 1);
    ASSERT_EQ(again.size(), drawn.size());
    EXPECT_EQ(again.front().earlier, drawn.front().earlier);
    EXPECT_EQ(draw_wrong_pairs(set, decided, 1, 1).size(), 1U);
    const std::vector<Membership> right = {{"n0", "x"}, {"n1", "t"}, {"n2", "x"}, {"n3", "t"}, {"n4", "o"}};
    EXPECT_TRUE(draw_wrong_pairs(set, right, 10, 1).empty());
}

TEST(WrongPairs, AreExplainedAsTheEngineSawThem) {
    TrainingSet set;
    set.articles = small_set();
    std::vector<WrongPair> pairs = {{0, 2, false, {}}, {0, 4, true, {}}};
    explain_wrong_pairs(set, {}, pairs);
    EXPECT_GT(pairs[0].why.probability, 0.5);
    EXPECT_FALSE(pairs[0].why.terms.empty());
    EXPECT_LT(pairs[1].why.probability, 0.1);
}

TEST(Training, LearnsWhatSeparates) {
    std::vector<PairSample> samples;
    for (int i = 0; i < 200; ++i) {
        PairSample sample;
        sample.features[static_cast<std::size_t>(Feature::bias)] = 1;
        const bool is_same = i % 2 == 0;
        const float noise = static_cast<float>(i % 7) / 20;
        sample.features[static_cast<std::size_t>(Feature::doc_cosine)] = (is_same ? 0.6F : 0.2F) + noise;
        sample.body_share = static_cast<float>(i % 3) / 2;
        sample.is_same = is_same;
        samples.push_back(sample);
    }
    const auto weights = fit_pair(samples, {});
    for (const auto& sample : samples) {
        EXPECT_EQ(weights.log_odds(sample.features, sample.body_share) > 0, sample.is_same);
    }
    EXPECT_EQ(fit_pair(samples, {}).headline, weights.headline);
}

}  // namespace
}  // namespace masthead::story
