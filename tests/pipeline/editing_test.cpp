// What an editor decides is carried out at once, outlives every run, and can be taken back.
#include "pipeline/editing.h"

#include "fake_web.h"
#include "labelled_news.h"
#include "pipeline/edition.h"
#include "pipeline/editor_words.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using model::EditorVerb;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class EditingTest : public RunTest {
  protected:
    EditingTest() : articles_(labelled_articles(from_unix(noon))) {
        pass(std::chrono::hours(48));
        // The last accounts of these events arrive later.
        for (const auto& article : articles_) {
            if (article.id != late_mill && article.id != late_chess) early_.push_back(article);
        }
        put(early_);
        group();
    }

    void put(const std::vector<model::Article>& articles) {
        store::ChangeSet changes;
        changes.articles = articles;
        for (const auto& article : articles) changes.addresses.push_back({article.web_url, article.id});
        ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
    }
    World world(const core::Clock& clock) {
        return {.store = store_.get(), .clock = &clock, .log = log_.get(), .progress = &progress_};
    }
    void group() {
        const core::FixedClock clock(web_.now);
        const auto done = rescore(desk_, world(clock));
        ASSERT_TRUE(done) << done.error().message;
        pass(std::chrono::minutes(10));
    }
    void put_late() {
        for (const auto& article : articles_) {
            if (article.id == late_mill || article.id == late_chess) put({article});
        }
        group();
    }
    void open_again() {
        store_.reset();
        store_ = store::open_sqlite_store((folder_.path() / "masthead.db").string(), store::Access::read_write).value();
    }
    core::Result<model::EditorDecision> edit(EditRequest request) {
        const core::FixedClock clock(web_.now);
        request.by = "Ada";
        auto decision = edit_stories(desk_, world(clock), request);
        pass(std::chrono::minutes(10));
        return decision;
    }
    void decide(const EditRequest& request) {
        const auto decision = edit(request);
        ASSERT_TRUE(decision) << decision.error().message;
    }
    core::Result<model::EditorDecision> undo(std::optional<std::int64_t> number = std::nullopt) {
        const core::FixedClock clock(web_.now);
        auto decision = undo_edit(desk_, world(clock), number, "Ben");
        pass(std::chrono::minutes(10));
        return decision;
    }
    std::string story_of(const std::string& article) {
        const auto members = store_->memberships().value();
        const auto found = std::ranges::find(members, article, &store::StoryMembership::article_id);
        return found == members.end() ? "" : found->story_id;
    }
    std::string now_called(const std::string& story) { return StoryIds::load(*store_)->current(story); }
    std::string lead_of(const std::string& story) { return store_->story(story).value()->lead_id(); }

    static constexpr const char* late_mill = "0000000000000103";
    static constexpr const char* late_chess = "0000000000000106";
    static constexpr const char* mill_one = "0000000000000100";
    static constexpr const char* mill_two = "0000000000000101";
    static constexpr const char* mill_three = "0000000000000102";
    static constexpr const char* chess_one = "0000000000000104";
    static constexpr const char* ferry_one = "0000000000000107";
    std::vector<model::Article> articles_;
    std::vector<model::Article> early_;
};

TEST_F(EditingTest, AMergeKeepsBothNamesAndTakesWhatComesLater) {
    const auto mill = story_of(mill_one);
    const auto chess = story_of(chess_one);
    ASSERT_NE(mill, chess);
    decide({.verb = EditorVerb::merge, .target = mill, .others = {chess}});
    EXPECT_EQ(story_of(chess_one), mill);
    EXPECT_EQ(now_called(chess), mill);
    EXPECT_EQ(now_called(mill), mill);
    EXPECT_FALSE(store_->story(chess).value());
    open_again();
    put_late();
    for (const auto* article : {mill_one, mill_two, chess_one, late_mill, late_chess})
        EXPECT_EQ(story_of(article), mill);
    // A redirect of a redirect, with the old name said.
    const auto ferry = story_of(ferry_one);
    decide({.verb = EditorVerb::merge, .target = ferry, .others = {chess}});
    for (const auto& name : {mill, chess, ferry}) EXPECT_EQ(now_called(name), ferry);
    EXPECT_THAT(StoryIds::load(*store_)->former(ferry), testing::UnorderedElementsAre(mill, chess));
}

TEST_F(EditingTest, AMergeTakenBackGivesBothTheirArticles) {
    const auto mill = story_of(mill_one);
    const auto chess = story_of(chess_one);
    decide({.verb = EditorVerb::merge, .target = mill, .others = {chess}});
    const auto decision = undo();
    ASSERT_TRUE(decision) << decision.error().message;
    EXPECT_EQ(decision->undone_by, "Ben");
    EXPECT_EQ(story_of(chess_one), chess);
    EXPECT_EQ(story_of(mill_one), mill);
    EXPECT_TRUE(store_->story(chess).value());
    EXPECT_THAT(store_->redirects().value(), IsEmpty());
    put_late();
    EXPECT_EQ(story_of(late_chess), chess);
    EXPECT_EQ(story_of(late_mill), mill);
}

TEST_F(EditingTest, ASplitStaysApartWhateverArrives) {
    const auto mill = story_of(mill_one);
    ASSERT_EQ(story_of(mill_three), mill);
    decide({.verb = EditorVerb::split, .target = mill, .others = {mill_three}});
    const auto split = story_of(mill_three);
    EXPECT_NE(split, mill);
    EXPECT_EQ(story_of(mill_one), mill);
    open_again();
    put_late();
    EXPECT_EQ(story_of(mill_three), split);
    EXPECT_EQ(story_of(mill_one), mill);
    ASSERT_TRUE(undo());
    EXPECT_EQ(story_of(mill_three), mill);
    EXPECT_EQ(now_called(split), split.empty() || story_of(late_mill) == split ? split : mill);
}

TEST_F(EditingTest, WhatWasMergedCanBeSplitAndBothHold) {
    const auto mill = story_of(mill_one);
    const auto chess = story_of(chess_one);
    decide({.verb = EditorVerb::merge, .target = mill, .others = {chess}});
    decide({.verb = EditorVerb::split, .target = mill, .others = {chess_one, articles_.at(5).web_url}});
    const auto split = story_of(chess_one);
    EXPECT_NE(split, mill);
    put_late();
    EXPECT_EQ(story_of(chess_one), split);
    EXPECT_EQ(story_of(articles_.at(5).id), split);
    EXPECT_EQ(story_of(mill_one), mill);
    const auto refused = undo(1);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("`masthead story undo 2` comes first"));
    ASSERT_TRUE(undo());
    ASSERT_TRUE(undo());
    EXPECT_EQ(story_of(chess_one), chess);
    EXPECT_THAT(undo().error().message, HasSubstr("no decision to undo"));
}

TEST_F(EditingTest, APinnedArticleLeadsThroughEveryScoring) {
    const auto mill = story_of(mill_one);
    for (const auto* article : {mill_one, mill_two, mill_three}) {
        decide({.verb = EditorVerb::pin, .target = mill, .others = {article}});
        EXPECT_EQ(lead_of(mill), article);
    }
    put_late();
    EXPECT_EQ(lead_of(mill), mill_three);
    ASSERT_TRUE(undo());
    EXPECT_EQ(lead_of(mill), mill_two) << "the decision before it stands again";
}

TEST_F(EditingTest, ATitleStaysWithItsStoryThroughMerges) {
    const auto mill = story_of(mill_one);
    decide({.verb = EditorVerb::retitle, .target = mill, .title = "  The end of\n Arlsund's mill "});
    EXPECT_EQ(store_->story(mill).value()->title, "The end of Arlsund's mill");
    const auto ferry = story_of(ferry_one);
    decide({.verb = EditorVerb::merge, .target = ferry, .others = {mill}});
    group();
    EXPECT_EQ(store_->story(ferry).value()->title, "The end of Arlsund's mill");
    ASSERT_TRUE(undo(1));
    EXPECT_EQ(store_->story(ferry).value()->title, "");
}

TEST_F(EditingTest, ARemovedStoryTakesWhatJoinsItFromView) {
    const auto mill = story_of(mill_one);
    decide({.verb = EditorVerb::remove, .target = mill});
    put_late();
    ASSERT_EQ(story_of(late_mill), mill);
    EXPECT_THAT(store_->removed_articles().value(), ElementsAre(mill_one, mill_two, mill_three, late_mill));
    EXPECT_FALSE(store_->story(mill).value()->members.front().is_published);
    decide({.verb = EditorVerb::remove, .target = articles_.at(7).web_url});
    EXPECT_THAT(store_->removed_articles().value(), Contains(ferry_one));
    ASSERT_TRUE(undo(1));
    EXPECT_THAT(store_->removed_articles().value(), ElementsAre(ferry_one));
    ASSERT_TRUE(undo());
    EXPECT_THAT(store_->removed_articles().value(), IsEmpty());
}

TEST_F(EditingTest, ARunThatBeganBeforeADecisionDoesNotWriteOverIt) {
    const auto mill = story_of(mill_one);
    const auto chess = story_of(chess_one);
    decide({.verb = EditorVerb::merge, .target = mill, .others = {chess}});
    decide({.verb = EditorVerb::split, .target = mill, .others = {mill_three}});
    const auto split = story_of(mill_three);
    // As the run had it in mind.
    store::ChangeSet late;
    late.memberships = {{chess_one, chess}, {articles_.at(5).id, chess}, {mill_three, mill}};
    ASSERT_TRUE(store_->apply(late, store::Durability::normal));
    group();
    EXPECT_EQ(story_of(chess_one), story_of(mill_one));
    EXPECT_NE(story_of(mill_three), story_of(mill_one));
    EXPECT_EQ(now_called(chess), story_of(mill_one));
    EXPECT_FALSE(now_called(split).empty());
}

TEST_F(EditingTest, SaysWhatCannotBeAndTheWayOut) {
    const auto mill = story_of(mill_one);
    const std::vector<std::pair<EditRequest, const char*>> cases = {
        {{.verb = EditorVerb::pin, .target = "s0", .others = {mill_one}},
         "there is no story s0; `masthead story list`"},
        {{.verb = EditorVerb::pin, .target = mill, .others = {"nobody"}}, "\"nobody\" is no article's id or address"},
        {{.verb = EditorVerb::pin, .target = mill, .others = {chess_one}}, "is not in story"},
        {{.verb = EditorVerb::merge, .target = mill, .others = {mill}}, "are one story already"},
        {{.verb = EditorVerb::split, .target = mill, .others = {mill_one, mill_two, mill_three}},
         "a split leaves some"},
        {{.verb = EditorVerb::remove, .target = "nothing"}, "is no story's id and no article's id or address"}};
    for (const auto& [request, words] : cases) {
        const auto refused = edit(request);
        ASSERT_FALSE(refused) << words;
        EXPECT_THAT(refused.error().message, HasSubstr(words));
    }
    EXPECT_THAT(store_->editor_decisions().value(), IsEmpty());
    EXPECT_THAT(undo(7).error().message, HasSubstr("there is no decision 7"));
    decide({.verb = EditorVerb::remove, .target = mill_one, .reason = "asked for by its author"});
    EXPECT_THAT(edit({.verb = EditorVerb::remove, .target = mill_one}).error().message, HasSubstr("removed already"));
    EXPECT_THAT(sentence_of(store_->editor_decisions()->front()),
                HasSubstr("Ada removed article 0000000000000100: asked for by its author"));
    ASSERT_TRUE(undo(1));
    EXPECT_THAT(undo(1).error().message, HasSubstr("undone already"));
}

TEST_F(EditingTest, LaterDecisionsOutdoEarlierOnes) {
    const std::vector<model::EditorDecision> decisions = {
        {.number = 1, .verb = EditorVerb::split, .parts = {{"s1", {"a", "b"}}, {"s2", {"c"}}}},
        {.number = 2, .verb = EditorVerb::merge, .parts = {{"s1", {"a", "b"}}, {"s2", {"c"}}}},
        {.number = 3, .verb = EditorVerb::split, .parts = {{"s1", {"a", "c"}}, {"s3", {"b"}}}}};
    const auto rules = rules_of(decisions);
    ASSERT_THAT(rules, SizeIs(3));
    EXPECT_THAT(rules[0].apart, IsEmpty());
    EXPECT_THAT(rules[1].together, ElementsAre("a", "c"));
    EXPECT_THAT(rules[2].together, ElementsAre("b"));
    EXPECT_THAT(rules[2].apart, ElementsAre("a", "c"));
}

}  // namespace
}  // namespace masthead::pipeline
