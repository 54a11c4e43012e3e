// What stands beside a story's lead: its other accounts, the chapters of its thread, stories nearby.
#include "publish/related.h"

#include "core/json.h"
#include "publish/sample_edition.h"
#include "publish/written.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::publish {
namespace {

using testing::HasSubstr;
using testing::Not;

const StoryView& led_by(const EditionView& view, std::string_view title) {
    for (const auto* story : view.by_heat()) {
        if (story->lead().title == title) return *story;
    }
    ADD_FAILURE() << title;
    return *view.by_heat().front();
}

std::vector<std::string> titles(std::span<const StoryView* const> stories) {
    std::vector<std::string> out;
    for (const auto* story : stories) out.push_back(story->title());
    return out;
}

class RelatedTest : public testing::Test {
  protected:
    model::Edition edition_ = test::sample_edition();
    PublishOptions options_;
    EditionView view_{edition_, options_};
    StoryWeb web_{view_};
};

TEST_F(RelatedTest, TheSameStoryComesFirstThenItsThreadThenWhatIsNear) {
    const auto related = related_of(web_, led_by(view_, "Tug strike called off overnight"), 25);
    std::vector<std::string> relations;
    std::vector<std::string> leads;
    for (const auto& one : related) {
        relations.emplace_back(name_of(one.relation));
        leads.push_back(one.account->article->title);
    }
    EXPECT_THAT(relations, testing::ElementsAre("same-story", "chapter", "chapter", "nearby"));
    EXPECT_THAT(leads,
                testing::ElementsAre("Tugs sail again after a night of talks",
                                     "Tug strike begins at dawn in both northern ports", "Tug crews vote on a strike",
                                     "Two northern ports agree to share one traffic control centre"));
}

TEST_F(RelatedTest, EveryOwnerSpeaksBeforeAnySpeaksAgainAndThereAreNeverTooMany) {
    const auto edition = test::crowded_edition(60);
    auto big = edition;  // All in one story.
    for (std::size_t i = 1; i < big.stories.size(); ++i) {
        auto& members = big.stories[i].members;
        for (auto& member : members) member.is_published = false;
        big.stories.front().members.insert(big.stories.front().members.end(), members.begin(), members.end());
    }
    big.stories.resize(1);
    const EditionView view(big, options_);
    const StoryWeb web(view);
    const auto& story = view.stories().front();
    ASSERT_GT(story.accounts.size(), 100U);
    const auto related = related_of(web, story, 25);
    EXPECT_EQ(related.size(), 25U);
    const auto all = related_of(web, story, 1000);
    EXPECT_EQ(all.size(), story.accounts.size() - 1);
    std::set<std::string> owners = {story.lead().provider.voice()};
    bool is_second_round = false;
    for (const auto& one : all) {
        const bool is_new = owners.insert(one.account->article->provider.voice()).second;
        if (!is_new) is_second_round = true;
        EXPECT_FALSE(is_new && is_second_round) << one.account->article->provider.voice();
    }
}

TEST_F(RelatedTest, OfOneOwnerAnOwnAccountGoesBeforeACopy) {
    const auto& story = led_by(view_, "Two northern ports agree to share one traffic control centre");
    std::set<std::string> owners;
    for (const auto* account : accounts_by_owner(story)) {
        const bool is_first = owners.insert(account->article->provider.voice()).second;
        if (!is_first || !account->is_copy()) continue;
        for (const auto& other : story.accounts) {
            const bool is_own = !other.is_copy() && &other != &story.accounts.front();
            EXPECT_FALSE(is_own && other.article->provider.voice() == account->article->provider.voice());
        }
    }
}

TEST_F(RelatedTest, ChaptersStandInTheOrderOfTheirTime) {
    const std::vector<std::string> expected = {"Tug crews vote on a strike",
                                               "Tug strike begins at dawn in both northern ports",
                                               "Tug strike called off overnight"};
    for (const auto& title : expected) EXPECT_EQ(titles(web_.thread_of(led_by(view_, title))), expected) << title;
    EXPECT_TRUE(web_.thread_of(led_by(view_, "Seaweed farm gets its permit")).empty());
}

TEST_F(RelatedTest, WhatIsNotPublishedIsNoChapterAndNotNear) {
    for (auto& story : edition_.stories) {
        const auto& title = edition_.articles.at(story.lead_id()).title;
        if (title.starts_with("Tug strike begins") || title.starts_with("Two northern ports agree"))
            story.members.front().is_published = false;
    }
    const EditionView view(edition_, options_);
    const StoryWeb web(view);
    const auto& story = led_by(view, "Tug strike called off overnight");
    EXPECT_EQ(titles(web.thread_of(story)),
              (std::vector<std::string>{"Tug crews vote on a strike", "Tug strike called off overnight"}));
    EXPECT_TRUE(web.near(story).empty());
}

TEST_F(RelatedTest, AStorysPageShowsItsChaptersAndMarksWhatIsNear) {
    const auto files = test::publish_all(edition_);
    const auto& story = led_by(view_, "Tug strike begins at dawn in both northern ports");
    const auto& page = files.at(story_path(story.story->id) + "index.html");
    EXPECT_THAT(page, HasSubstr("How it developed"));
    EXPECT_THAT(page, HasSubstr("Chapter 2 of 3"));
    EXPECT_THAT(page, HasSubstr("aria-current=\"true\""));
    EXPECT_LT(page.find("Tug crews vote"), page.find("Tug strike called off"));
    const auto& end = led_by(view_, "Tug strike called off overnight");
    const auto& last = files.at(story_path(end.story->id) + "index.html");
    EXPECT_THAT(last, HasSubstr("Shares <span dir=\"auto\">northern, ports</span>; "));
    const auto& alone = led_by(view_, "Seaweed farm gets its permit");
    EXPECT_THAT(files.at(story_path(alone.story->id) + "index.html"), Not(HasSubstr("How it developed")));
}

TEST_F(RelatedTest, TheApiSaysHowEachLiesToTheStoryAndWhy) {
    const auto files = test::publish_all(edition_);
    const auto& story = led_by(view_, "Tug strike called off overnight");
    const auto json = core::parse_json(files.at("api/" + story_path(story.story->id) + "index.json")).value();
    ASSERT_EQ(json["thread"]["chapters"].array().size(), 3U);
    EXPECT_TRUE(json["thread"]["chapters"].array()[2]["isThis"].boolean());
    ASSERT_EQ(json["related"].array().size(), 4U);
    const auto& chapter = json["related"].array()[1];
    EXPECT_EQ(chapter["relation"].string(), "chapter");
    EXPECT_EQ(chapter["link"]["strength"].integer(), 386);
    EXPECT_EQ(chapter["link"]["secondsApart"].integer(), 50 * 3600);
    EXPECT_EQ(chapter["link"]["shared"].array()[0]["word"].string(), "Tug");
    EXPECT_TRUE(json["related"].array()[0]["link"].is_null());
}

}  // namespace
}  // namespace masthead::publish
