// Scores from stored facts: the same as from the articles themselves, written only where they changed.
#include "pipeline/scoring.h"

#include "fake_web.h"
#include "pipeline/preview.h"

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

model::Topic topic(const std::string& id, const std::string& keyword) {
    model::Topic made;
    made.id = id;
    made.name = id;
    made.keywords = {keyword};
    return made;
}

class StoredScoresTest : public RunTest {
  protected:
    StoredScoresTest() {
        desk_.topics = {topic("harbours", "harbour")};
        std::vector<Item> items;
        for (int i = 0; i < 12; ++i) {
            const std::string number = std::to_string(i);
            items.push_back({.link = "https://a.example/" + number,
                             .title = "Report " + number + " from the harbour of port number " + number,
                             .content = long_text(i),
                             .updated = ""});
        }
        items.push_back({.link = "https://a.example/deal",
                         .title = "Best deals: save $40 on a bilge pump today only",
                         .content = long_text(90),
                         .updated = ""});
        answer("https://a.example/feed", atom(items));
        run();
    }

    RunReport score() {
        const core::FixedClock clock(web_.now);
        const auto report = rescore(desk_, world(clock));
        EXPECT_TRUE(report) << report.error().message;
        return report.value_or(RunReport{});
    }

    // Stories as scoring them from their whole articles gives them.
    std::vector<model::Story> from_articles() {
        std::map<std::string, model::Article> by_id;
        for (auto& article : articles()) by_id.emplace(article.id, article);
        std::map<std::string, std::vector<score::ScoreInput>> members;
        const auto stored = store_->memberships().value();
        for (const auto& member : stored) {
            auto& input = members[member.story_id].emplace_back();
            input.article = &by_id.at(member.article_id);
        }
        const auto profile = profile_of(desk_.scoring);
        std::vector<model::Story> stories;
        for (const auto& [id, inputs] : members)
            stories.push_back(score::score_story(id, inputs, desk_.topics, *profile, web_.now));
        return stories;
    }

    void expect_exact() {
        auto stored = store_->stories().value();
        std::ranges::sort(stored, {}, &model::Story::id);
        const auto wanted = from_articles();
        ASSERT_EQ(stored.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            ASSERT_EQ(stored[i].members.size(), wanted[i].members.size());
            for (std::size_t m = 0; m < wanted[i].members.size(); ++m) {
                EXPECT_EQ(stored[i].members[m].article_id, wanted[i].members[m].article_id);
                EXPECT_EQ(stored[i].members[m].quality, wanted[i].members[m].quality);
                EXPECT_EQ(stored[i].members[m].heat, wanted[i].members[m].heat);
                EXPECT_EQ(stored[i].members[m].is_published, wanted[i].members[m].is_published);
            }
        }
    }

    std::vector<std::string> front() {
        std::vector<std::string> urls;
        const auto preview = preview_front(desk_, desk_.scoring, *store_, web_.now);
        for (const auto& place : preview.value().before) urls.push_back(place.url);
        return urls;
    }
};

TEST_F(StoredScoresTest, AreThoseOfTheArticlesThemselves) {
    expect_exact();
    for (const std::string profile : {"everyday", "masthead"}) {
        desk_.scoring.profile = profile;
        desk_.scoring.weights = {{"image", 7}, {"topic", 11}};
        score();
        expect_exact();
    }
}

TEST_F(StoredScoresTest, AreNotWrittenAgainWhileNothingChanges) {
    EXPECT_EQ(score().rescored, 0U);
    EXPECT_EQ(score().decisions, 0U);
    pass(std::chrono::hours(30));  // Age alone changes what is shown of the heat, and decides nothing.
    const auto cooled = score();
    EXPECT_GT(cooled.rescored, 0U);
    EXPECT_EQ(cooled.decisions, 0U);
    expect_exact();
}

TEST_F(StoredScoresTest, FollowChangedWeightsAndTellHowManyChanged) {
    desk_.scoring.weights = {{"deal", 0}};
    const auto report = score();
    EXPECT_EQ(report.rescored, 1U);  // The one offer.
    expect_exact();
    desk_.scoring.weights.clear();
    EXPECT_EQ(score().rescored, 1U);
}

TEST_F(StoredScoresTest, FollowARevisedArticle) {
    answer("https://a.example/feed", atom({{.link = "https://a.example/3",
                                            .title = "You won't believe what happened in the harbour next",
                                            .content = long_text(3) + long_text(4),
                                            .updated = "2026-10-17T11:30:00Z"}}));
    const auto report = run();
    EXPECT_EQ(report.revised, 1U);
    EXPECT_EQ(report.rescored, 1U);
    expect_exact();
}

TEST_F(StoredScoresTest, ChangedTopicsReachWhatIsStored) {
    desk_.topics = {topic("harbours", "harbour"), topic("pumps", "bilge pump")};
    const auto report = score();
    EXPECT_EQ(report.changed_by_rules, 1U);
    for (const auto& article : articles()) {
        if (article.web_url != "https://a.example/deal") continue;
        EXPECT_THAT(article.topics, ElementsAre("pumps"));
    }
    desk_.topics = {topic("pumps", "bilge pump")};
    EXPECT_EQ(score().changed_by_rules, 12U);
    expect_exact();
    EXPECT_EQ(score().changed_by_rules, 0U);
}

TEST_F(StoredScoresTest, AChangedOwnerReachesWhatIsStored) {
    model::Provider provider;
    provider.domain = "a.example";
    provider.name = "The Anchor";
    provider.owner = "Kelling Press";
    provider.is_known = true;
    desk_.organizations = {provider};
    EXPECT_EQ(score().changed_by_rules, 13U);
    for (const auto& article : articles()) EXPECT_EQ(article.provider.voice(), "Kelling Press");
    expect_exact();
    desk_.organizations.clear();
    EXPECT_EQ(score().changed_by_rules, 13U);
    for (const auto& article : articles()) EXPECT_EQ(article.provider.voice(), "a.example");
    expect_exact();
}

TEST_F(StoredScoresTest, APreviewIsWhatARescoreWouldPublishAndWritesNothing) {
    desk_.scoring.publish_at = 20;
    desk_.scoring.weights = {{"publish-quality", 0}};
    score();
    auto changed = desk_.scoring;
    changed.weights = {{"publish-quality", 0}, {"deal", 0}, {"keyword", 0}, {"topic", 0}};
    changed.publish_at = 10;
    const auto counts = store_->counts().value();
    const auto preview = preview_front(desk_, changed, *store_, web_.now);
    ASSERT_TRUE(preview) << preview.error().message;
    EXPECT_EQ(store_->counts().value().decisions, counts.decisions);
    EXPECT_EQ(score().rescored, 0U);
    std::vector<std::string> promised;
    for (const auto& place : preview->after) promised.push_back(place.url);
    desk_.scoring = changed;
    score();
    EXPECT_EQ(front(), promised);
    EXPECT_THAT(promised, Contains("https://a.example/deal"));
}

TEST_F(StoredScoresTest, APreviewSaysWhatEnteredAndByWhichTerms) {
    desk_.scoring.publish_at = 10;
    desk_.scoring.weights = {{"publish-quality", 0}};
    score();
    auto changed = desk_.scoring;
    changed.weights["deal"] = 0;
    const auto preview = preview_front(desk_, changed, *store_, web_.now);
    ASSERT_TRUE(preview) << preview.error().message;
    ASSERT_FALSE(preview->changes.empty());
    const auto& entered = preview->changes.front();
    EXPECT_EQ(entered.move, FrontMove::entered);
    EXPECT_EQ(entered.after.url, "https://a.example/deal");
    EXPECT_EQ(entered.before.place, 0U);
    EXPECT_EQ(preview->published_after, preview->published_before + 1);
    std::vector<std::string> terms;
    for (const auto& term : entered.terms) terms.push_back(term.of + " " + term.name);
    EXPECT_THAT(terms, Contains("quality deal"));
}

TEST_F(StoredScoresTest, APreviewOfTheSameScoringChangesNothing) {
    const auto preview = preview_front(desk_, desk_.scoring, *store_, web_.now);
    ASSERT_TRUE(preview) << preview.error().message;
    EXPECT_THAT(preview->changes, IsEmpty());
    EXPECT_FALSE(preview->is_outdated);
    desk_.topics.push_back(topic("pumps", "bilge pump"));
    EXPECT_TRUE(preview_front(desk_, desk_.scoring, *store_, web_.now).value().is_outdated);
}

TEST_F(StoredScoresTest, APreviewRefusesAWeightThatIsNone) {
    auto changed = desk_.scoring;
    changed.weights = {{"charm", 1}};
    const auto preview = preview_front(desk_, changed, *store_, web_.now);
    ASSERT_FALSE(preview);
    EXPECT_THAT(preview.error().message, testing::HasSubstr("charm"));
}

}  // namespace
}  // namespace masthead::pipeline
