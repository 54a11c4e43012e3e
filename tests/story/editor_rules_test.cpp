// What an editor said goes before what the pairs say: in every batch, after a restart, and in a store built anew.
#include "story/clusterer.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::story {
namespace {

using std::chrono::hours;
using testing::IsEmpty;
using Stories = std::map<std::string, std::string>;

constexpr core::Instant morning{std::chrono::seconds{1'640'000'000}};
constexpr core::Instant evening = morning + hours{24};

StoryInput input(const char* id, const char* title, const char* text, int hour) {
    return {.id = id, .title = title, .text = text, .language = "en", .published = morning + hours{hour}};
}

const StoryInput mill1 = input("mill1", "Fire destroys the old paper mill at Arlsund",
                               "A fire destroyed the old paper mill at Arlsund on Monday night; nobody was hurt.", 0);
const StoryInput mill2 = input("mill2", "Old paper mill at Arlsund burns down",
                               "The old paper mill at Arlsund burned down on Monday night, firefighters said.", 2);
const StoryInput mill3 =
    input("mill3", "Arlsund paper mill fire: cause still unknown",
          "Why the old paper mill at Arlsund burned on Monday night is not known, police said.", 4);
const StoryInput mill4 =
    input("mill4", "Firefighters leave burned paper mill at Arlsund",
          "Firefighters left the old paper mill at Arlsund, which burned down on Monday night.", 6);
const StoryInput chess1 = input("chess1", "Ilva Brandt takes the chess title in Mornau",
                                "Ilva Brandt won the last game and with it the chess title in Mornau.", 1);
const StoryInput chess2 = input("chess2", "Chess: Ilva Brandt is champion after last game in Mornau",
                                "With a win in the last game Ilva Brandt took the chess title in Mornau.", 3);
const StoryInput chess3 = input("chess3", "Mornau cheers its chess champion Ilva Brandt",
                                "Ilva Brandt, who won the chess title in Mornau with the last game, was cheered.", 5);

void take(Stories& stories, const ClusterChange& change) {
    for (const auto& member : change.memberships) stories[member.article_id] = member.story_id;
}

TEST(EditorRules, MergedStoriesStayOneAndTakeWhatBelongsToEither) {
    Clusterer clusterer;
    Stories stories = {{"mill1", "s1"}, {"mill2", "s1"}, {"chess1", "s1"}, {"chess2", "s1"}};
    clusterer.obey(std::vector<EditorRule>{{{"mill1", "mill2", "chess1", "chess2"}, {}}}, stories);
    for (const auto& article : {mill1, chess1, mill2, chess2}) clusterer.restore(article, "s1");
    for (const auto& article : {mill3, chess3, mill4}) take(stories, clusterer.add(std::span(&article, 1), evening));
    EXPECT_THAT(stories, testing::SizeIs(7));
    for (const auto& [article, story] : stories) EXPECT_EQ(story, "s1") << article;
}

TEST(EditorRules, SplitArticlesStayApartWhateverArrives) {
    Clusterer clusterer;
    Stories stories = {{"mill1", "s1"}, {"mill2", "s2"}, {"mill3", "s1"}};
    clusterer.obey(std::vector<EditorRule>{{{"mill2"}, {"mill1", "mill3"}}}, stories);
    for (const auto& article : {mill1, mill2, mill3}) clusterer.restore(article, stories.at(std::string(article.id)));
    const auto change = clusterer.add(std::span(&mill4, 1), evening);
    EXPECT_THAT(change.redirects, IsEmpty());
    take(stories, change);
    EXPECT_NE(stories.at("mill2"), stories.at("mill1"));
    EXPECT_EQ(stories.at("mill1"), stories.at("mill3"));
    EXPECT_TRUE(stories.at("mill4") == "s1" || stories.at("mill4") == "s2");
}

TEST(EditorRules, WithoutARuleTheSameArticlesAreOneStory) {
    Clusterer clusterer;
    Stories stories = {{"mill1", "s1"}, {"mill2", "s2"}, {"mill3", "s1"}};
    for (const auto& article : {mill1, mill2, mill3}) clusterer.restore(article, stories.at(std::string(article.id)));
    take(stories, clusterer.add(std::span(&mill4, 1), evening));
    EXPECT_EQ(stories.at("mill2"), stories.at("mill1"));
}

TEST(EditorRules, WhatHasLeftTheWindowStillBindsItsStory) {
    Clusterer clusterer;
    Stories stories = {{"mill1", "s1"}, {"mill2", "s2"}, {"mill3", "s1"}, {"long ago", "s1"}};
    clusterer.obey(std::vector<EditorRule>{{{"mill2"}, {"long ago"}}}, stories);
    for (const auto& article : {mill1, mill2, mill3}) clusterer.restore(article, stories.at(std::string(article.id)));
    const auto change = clusterer.add(std::span(&mill4, 1), evening);
    EXPECT_THAT(change.redirects, IsEmpty());
    take(stories, change);
    EXPECT_NE(stories.at("mill2"), stories.at("mill1"));
}

TEST(EditorRules, HoldInAStoreThatIsBuiltAnew) {
    const std::vector<EditorRule> rules = {{{"mill2"}, {"mill1", "mill3"}}, {{"chess1", "mill3"}, {}}};
    const std::vector<StoryInput> all = {mill1, mill2, mill3, mill4, chess1, chess2, chess3};
    for (const std::size_t batch : {std::size_t{1}, all.size()}) {
        Clusterer clusterer;
        clusterer.obey(rules, {});
        Stories stories;
        for (std::size_t at = 0; at < all.size(); at += batch)
            take(stories, clusterer.add(std::span(all).subspan(at, batch), evening));
        EXPECT_NE(stories.at("mill2"), stories.at("mill1")) << batch;
        EXPECT_NE(stories.at("mill2"), stories.at("mill3")) << batch;
        EXPECT_EQ(stories.at("chess1"), stories.at("mill3")) << batch;
    }
}

TEST(EditorRules, GiveTheSameStoriesWhereTheyNameNobody) {
    const std::vector<StoryInput> all = {mill1, mill2, mill3, mill4, chess1, chess2, chess3};
    Clusterer plain;
    Stories expected;
    take(expected, plain.add(all, evening));
    Clusterer ruled;
    ruled.obey(std::vector<EditorRule>{{{"somebody", "else"}, {"another"}}}, {});
    Stories stories;
    take(stories, ruled.add(all, evening));
    EXPECT_EQ(stories, expected);
}

TEST(EditorRules, AnArticleTakesTheNextNameWhereItsOwnIsTaken) {
    std::set<std::string> names;
    for (std::uint64_t attempt = 0; attempt < 3; ++attempt) names.insert(story_id_of("mill1", attempt));
    EXPECT_EQ(names.size(), 3U);
    for (const auto& name : names) EXPECT_THAT(name, testing::MatchesRegex("s[0-9a-f]+"));
}

}  // namespace
}  // namespace masthead::story
