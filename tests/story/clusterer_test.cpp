#include "story/clusterer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::story {
namespace {

using std::chrono::hours;

constexpr core::Instant morning{std::chrono::seconds{1'620'000'000}};

struct Written {
    const char* id;
    const char* title;
    const char* text;
    int hour;
};

StoryInput input(const Written& written) {
    return {.id = written.id,
            .title = written.title,
            .text = written.text,
            .language = "en",
            .published = morning + hours{written.hour}};
}

constexpr Written ship_one = {
    "ship1", "Freighter Marten Oake loses forty containers off Port Lisel",
    "The harbour of Port Lisel was closed after the freighter Marten Oake lost forty containers in heavy seas.", 0};
constexpr Written ship_two = {
    "ship2", "Port Lisel closed after Marten Oake loses containers",
    "Officials shut Port Lisel on Tuesday when containers went overboard from the freighter Marten Oake.", 2};
constexpr Written ship_three = {
    "ship3", "Divers search fairway for containers of the Marten Oake",
    "Divers began to search the bay at Port Lisel for forty containers that the Marten Oake lost.", 5};
constexpr Written tour_one = {
    "tour1", "Quennel wins third stage of the Tarvos cycling tour",
    "Ada Quennel won the third stage of the Tarvos tour in pouring rain, ahead of two riders from Hallbeck.", 1};
constexpr Written tour_two = {
    "tour2", "Tarvos cycling tour: Quennel takes the third stage in the rain",
    "On the third stage of the Tarvos tour nobody could follow Ada Quennel, who now leads by a minute.", 3};
constexpr Written zoo = {"zoo1", "Newborn okapi gets its name",
                         "Keepers at the zoo asked visitors to choose, and four thousand voted.", 4};

std::map<std::string, std::string> stories_of(const ClusterChange& change) {
    std::map<std::string, std::string> out;
    for (const auto& membership : change.memberships) out[membership.article_id] = membership.story_id;
    return out;
}

const std::vector<StoryInput>& all_inputs() {
    static const std::vector<StoryInput> inputs = {input(ship_one), input(ship_two), input(ship_three),
                                                   input(tour_one), input(tour_two), input(zoo)};
    return inputs;
}

TEST(Clusterer, PutsArticlesOfOneEventTogether) {
    Clusterer clusterer;
    const auto stories = stories_of(clusterer.add(all_inputs(), morning + hours{24}));
    ASSERT_EQ(stories.size(), 6U);
    EXPECT_EQ(stories.at("ship1"), stories.at("ship2"));
    EXPECT_EQ(stories.at("ship1"), stories.at("ship3"));
    EXPECT_EQ(stories.at("tour1"), stories.at("tour2"));
    EXPECT_NE(stories.at("ship1"), stories.at("tour1"));
    EXPECT_NE(stories.at("zoo1"), stories.at("tour1"));
    EXPECT_EQ(clusterer.active(), 6U);
    EXPECT_EQ(stories.at("ship1").size(), 17U);
    EXPECT_EQ(stories.at("ship1").front(), 's');
}

TEST(Clusterer, GivesTheSameStoriesInAnyOrderAndInBatchesOfOne) {
    Clusterer together;
    const auto expected = stories_of(together.add(all_inputs(), morning + hours{24}));
    auto reversed = all_inputs();
    std::ranges::reverse(reversed);
    Clusterer other;
    EXPECT_EQ(stories_of(other.add(reversed, morning + hours{24})), expected);
    Clusterer single;
    std::map<std::string, std::string> stories;
    auto sorted = all_inputs();
    std::ranges::sort(sorted, {}, &StoryInput::published);
    for (const auto& article : sorted) {
        for (const auto& [id, story] : stories_of(single.add(std::span(&article, 1), morning + hours{24})))
            stories[id] = story;
    }
    EXPECT_EQ(stories, expected);
}

TEST(Clusterer, GoesOnWhereItWasRestored) {
    Clusterer first;
    const auto before = stories_of(first.add(std::vector{input(ship_one), input(tour_one)}, morning + hours{24}));
    Clusterer second;
    second.restore(input(ship_one), before.at("ship1"));
    second.restore(input(tour_one), before.at("tour1"));
    const auto after = stories_of(second.add(std::vector{input(ship_two), input(tour_two)}, morning + hours{24}));
    EXPECT_EQ(after.at("ship2"), before.at("ship1"));
    EXPECT_EQ(after.at("tour2"), before.at("tour1"));
    EXPECT_FALSE(after.contains("ship1"));
}

TEST(Clusterer, GoesOnWhereManyWereRestoredInOneCall) {
    Clusterer first;
    const auto before = stories_of(first.add(std::vector{input(ship_one), input(tour_one)}, morning + hours{24}));
    Clusterer second;
    const RestoredArticle ship{input(ship_one), before.at("ship1")};
    const RestoredArticle tour{input(tour_one), before.at("tour1")};
    second.restore(std::vector{ship, tour, {input(ship_one), before.at("tour1")}});  // What is known already is left.
    second.restore(std::vector<RestoredArticle>{});
    EXPECT_EQ(second.active(), 2U);
    const auto after = stories_of(second.add(std::vector{input(ship_two), input(tour_two)}, morning + hours{24}));
    EXPECT_EQ(after.at("ship2"), before.at("ship1"));
    EXPECT_EQ(after.at("tour2"), before.at("tour1"));
}

TEST(Clusterer, IsNotMovedByADateInTheFuture) {
    auto inputs = all_inputs();
    inputs.push_back({.id = "future",
                      .title = "Calendar of the year",
                      .language = "en",
                      .published = morning + hours{24 * 365 * 14}});
    Clusterer clusterer;
    auto stories = stories_of(clusterer.add(inputs, morning + hours{24}));
    stories.erase("future");
    Clusterer without;
    EXPECT_EQ(stories, stories_of(without.add(all_inputs(), morning + hours{24})));
    EXPECT_EQ(clusterer.active(), 7U);
}

TEST(Clusterer, ForgetsWhatIsOlderThanTheWindow) {
    Clusterer clusterer;
    const auto first = stories_of(clusterer.add(std::vector{input(ship_one)}, morning + hours{24 * 30}));
    auto later = input(ship_two);
    later.published = morning + hours{24 * 10};
    const auto second = stories_of(clusterer.add(std::vector{later}, morning + hours{24 * 30}));
    EXPECT_NE(first.at("ship1"), second.at("ship2"));
    EXPECT_EQ(clusterer.active(), 1U);
}

TEST(Clusterer, UpdatesARevisedArticleInPlace) {
    Clusterer clusterer;
    const auto before = stories_of(clusterer.add(all_inputs(), morning + hours{24}));
    EXPECT_TRUE(clusterer.add(all_inputs(), morning + hours{24}).memberships.empty());
    auto revised = input(ship_two);
    revised.text = "Officials shut Port Lisel when containers went overboard from the Marten Oake; nobody was hurt.";
    EXPECT_TRUE(clusterer.add(std::vector{revised}, morning + hours{24}).memberships.empty());
    EXPECT_EQ(clusterer.active(), 6U);
    // Another text altogether: the article leaves the story.
    auto replaced = input(ship_two);
    replaced.title = "Bakers in Umbrey strike over flour prices";
    replaced.text = "Ovens stayed cold in Umbrey on Tuesday as bakers asked for a cap on what flour may cost.";
    const auto after = stories_of(clusterer.add(std::vector{replaced}, morning + hours{24}));
    EXPECT_NE(after.at("ship2"), before.at("ship1"));
}

TEST(Clusterer, TakesAnEarlierArticleWithTheRevisionOfItsOnlyOne) {
    Clusterer clusterer;
    const auto before = stories_of(clusterer.add(std::vector{input(ship_two)}, morning + hours{24}));
    auto revised = input(ship_two);
    revised.text = "All of Port Lisel was still shut on Wednesday; the freighter Marten Oake lies off the mole.";
    const auto after =
        stories_of(clusterer.add(std::vector{revised, input(zoo), input(tour_one)}, morning + hours{24}));
    EXPECT_FALSE(after.contains("ship2"));  // It stays where it was.
    EXPECT_NE(after.at("tour1"), before.at("ship2"));
    EXPECT_NE(after.at("zoo1"), before.at("ship2"));
    EXPECT_EQ(clusterer.active(), 3U);
}

TEST(Clusterer, ComparesDifferentLanguagesByNamesPlacesAndNumbersAlone) {
    Clusterer clusterer;
    auto lower = input(tour_two);  // The same words without a name.
    lower.id = "lower";
    lower.language = "de";
    lower.title = "cycling tour: third stage in the rain";
    lower.text = "on the third stage of the tour nobody could follow the rider ahead of all";
    auto named = input(tour_two);
    named.id = "named";
    named.language = "fr";
    const auto stories = stories_of(clusterer.add(std::vector{input(tour_one), lower, named}, morning + hours{24}));
    EXPECT_NE(stories.at("tour1"), stories.at("lower"));
    EXPECT_EQ(stories.at("tour1"), stories.at("named"));
    EXPECT_EQ(clusterer.explain("tour1", "lower").probability, 0);
    EXPECT_TRUE(clusterer.explain("tour1", "lower").terms.empty());
}

// Two vectors of the given cosine with (1, 0).
const std::vector<std::int8_t> east = {100, 0};
const std::vector<std::int8_t> north_east = {71, 71};
const std::vector<std::int8_t> west = {-100, 0};

TEST(Clusterer, LetsVectorsAddToAPairAndTakesMissingOnesForNothing) {
    const auto probability_with = [](std::span<const std::int8_t> left, std::span<const std::int8_t> right) {
        Clusterer clusterer({.vectors = {.weight = 1, .neutral = 0.7}});
        auto inputs = all_inputs();
        inputs[0].vector = left;
        inputs[1].vector = right;
        (void)clusterer.add(inputs, morning + hours{24});
        const auto explanation = clusterer.explain("ship1", "ship2");
        int sum = 0;
        for (const auto& term : explanation.terms) sum += term.points;
        EXPECT_NEAR(1 / (1 + std::exp(-sum / 1000.0)), explanation.probability, 0.01);
        const bool is_named =
            std::ranges::find(explanation.terms, "vectors", &model::ScoreTerm::name) != explanation.terms.end();
        return std::pair(explanation.probability, is_named);
    };
    const auto [without, names_without] = probability_with({}, {});
    const auto [one, names_one] = probability_with(east, {});
    const auto [other_length, names_other] = probability_with(east, std::span(east).first(1));
    const auto [like, names_like] = probability_with(east, east);
    const auto [neutral, names_neutral] = probability_with(east, north_east);
    const auto [unlike, names_unlike] = probability_with(east, west);
    EXPECT_EQ(one, without);
    EXPECT_EQ(other_length, without);
    EXPECT_FALSE(names_without || names_one || names_other);
    EXPECT_GT(like, without);
    EXPECT_NEAR(neutral, without, 0.05);
    EXPECT_LT(unlike, without);
    EXPECT_TRUE(names_like && names_neutral && names_unlike);
}

TEST(Clusterer, ExplainsAPairByTermsThatSumToItsLogOdds) {
    Clusterer clusterer;
    (void)clusterer.add(all_inputs(), morning + hours{24});
    for (const auto* other : {"ship2", "tour1"}) {
        const auto explanation = clusterer.explain("ship1", other);
        int sum = 0;
        for (const auto& term : explanation.terms) sum += term.points;
        EXPECT_NEAR(1 / (1 + std::exp(-sum / 1000.0)), explanation.probability, 0.01) << other;
    }
    EXPECT_GT(clusterer.explain("ship1", "ship2").probability, 0.5);
    EXPECT_LT(clusterer.explain("ship1", "tour1").probability, 0.1);
    EXPECT_FALSE(clusterer.explain("ship1", "ship2").shared.empty());
    EXPECT_TRUE(clusterer.explain("ship1", "nobody").terms.empty());
}

TEST(Clusterer, ReadsTheWholeTextsOfALikelyPair) {
    const std::string lead =
        "The harbour of Port Lisel was closed after the freighter Marten Oake lost forty containers in heavy seas. ";
    std::string pause;
    for (int i = 0; i < 60; ++i) pause += "and so on it went ";
    const auto odds = [&](const std::string& ending) {
        Clusterer clusterer;
        auto one = input(ship_one);
        auto two = input(ship_two);
        const auto first = lead + pause + "Salvors from Hallbeck were hired by the Quennel line.";
        const auto second = ship_two.text + pause + ending;
        one.text = first;
        two.text = second;
        const std::vector<StoryInput> batch = {one, two};
        (void)clusterer.add(batch, morning + hours{6});
        return clusterer.explain("ship1", "ship2").probability;
    };
    EXPECT_GT(odds("The Quennel line hired salvors from Hallbeck."),
              odds("Meanwhile growers of plumbago fear a frost this weekend."));
}

TEST(Clusterer, TakesEmptyAndStrangeArticles) {
    Clusterer clusterer;
    EXPECT_TRUE(clusterer.add({}, morning).memberships.empty());
    const std::vector<StoryInput> odd = {
        {.id = "empty"}, {.id = "empty2"}, {.id = "marks", .title = "?! ... --"}, {.id = "empty", .title = "x"}};
    EXPECT_EQ(clusterer.add(odd, morning).memberships.size(), 3U);
}

}  // namespace
}  // namespace masthead::story
