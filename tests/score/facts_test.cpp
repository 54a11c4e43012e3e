#include "score/facts.h"

#include "score/scoring.h"

#include <gtest/gtest.h>

namespace masthead::score {
namespace {

const core::Instant noon = *core::parse_instant("2024-03-05T12:00:00Z");

std::vector<model::Topic> harbour_topics() {
    model::Topic topic;
    topic.id = "harbours";
    topic.name = "Harbours";
    topic.keywords = {"ferry", "harbour"};
    return {topic};
}

model::Article article(const std::string& id, const std::string& title) {
    model::Article made;
    made.id = id;
    made.title = title;
    made.web_url = "https://" + id + ".example/2024/ships";
    made.published = noon;
    made.provider.domain = id + ".example";
    made.provider.name = "The " + id;
    return made;
}

// Everything that a fact may say, and nothing of it.
std::vector<model::Article> articles() {
    std::vector<model::Article> made;
    made.push_back(article("plain", ""));
    auto& full = made.emplace_back(article("full", "HARBOUR FERRY OPENS AGAIN: YOU WON'T BELIEVE WHAT HAPPENED NEXT"));
    full.text = "One ferry, one harbour. To continue reading, subscribe to continue.";
    full.excerpt = "Sponsored content about the ferry.";
    full.authors = {"A. Pilot", "B. Mate"};
    full.amp_url = "https://full.example/amp";
    full.featured_content = "https://full.example/player";
    full.images = {
        {.url = "https://full.example/logo.png", .width = 640, .height = 480, .title = "", .attribution = ""}};
    full.topics = {"harbours", "unknown"};
    full.notes = {"paywall"};
    full.provider.owner = "family.example";
    full.provider.is_known = true;
    full.date_origin = model::DateOrigin::page;
    auto& old = made.emplace_back(article("old", "港のフェリーが再開した"));
    old.published = core::from_unix(-86'400);
    old.provider.is_official = true;
    old.text = "港のフェリーが再開した。";
    return made;
}

TEST(FactsTest, AreTheSameAfterBeingWrittenAndRead) {
    const auto topics = harbour_topics();
    for (const auto& made : articles()) {
        const auto facts = facts_of(made, topics);
        const auto read = read_facts(write_facts(facts));
        ASSERT_TRUE(read.has_value()) << made.id;
        EXPECT_EQ(*read, facts) << made.id;
    }
}

TEST(FactsTest, CutOrLengthenedBytesAreNoFacts) {
    const auto topics = harbour_topics();
    const std::string bytes = write_facts(facts_of(articles()[1], topics));
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(read_facts(bytes.substr(0, size))) << size;
    EXPECT_FALSE(read_facts(bytes + "x"));
    EXPECT_FALSE(read_facts(std::string(40, '\xFF')));
}

TEST(FactsTest, AStoryOverFactsIsTheStoryOverItsArticles) {
    const auto topics = harbour_topics();
    const auto made = articles();
    std::vector<ScoreFacts> facts;
    for (const auto& one : made) facts.push_back(*read_facts(write_facts(facts_of(one, topics))));
    for (const auto kind : {ProfileKind::everyday, ProfileKind::masthead}) {
        const auto profile = make_profile(kind, {});
        ASSERT_TRUE(profile.has_value());
        std::vector<ScoreInput> by_article(made.size());
        std::vector<ScoreInput> by_facts(made.size());
        for (std::size_t i = 0; i < made.size(); ++i) {
            by_article[i].article = &made[i];
            by_facts[i].facts = &facts[i];
        }
        const auto left = score_story("s", by_article, topics, *profile, noon);
        const auto right = score_story("s", by_facts, *profile, noon);
        ASSERT_EQ(left.members.size(), right.members.size());
        for (std::size_t i = 0; i < left.members.size(); ++i) {
            EXPECT_EQ(left.members[i].article_id, right.members[i].article_id);
            EXPECT_EQ(left.members[i].quality, right.members[i].quality);
            EXPECT_EQ(left.members[i].heat, right.members[i].heat);
            EXPECT_EQ(left.members[i].is_published, right.members[i].is_published);
        }
    }
}

}  // namespace
}  // namespace masthead::score
