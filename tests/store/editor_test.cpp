// What editors decided and what stories were: kept whole, in order, and over a restart.
#include "store/store.h"
#include "support/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::store {
namespace {

using core::from_unix;
using model::EditorVerb;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EditorStoreTest : public testing::Test {
  protected:
    EditorStoreTest() { open(); }
    void open() {
        store_.reset();
        auto store = open_sqlite_store((folder_.path() / "masthead.db").string(), Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
    }
    void apply(const ChangeSet& changes) {
        const auto done = store_->apply(changes, Durability::full);
        ASSERT_TRUE(done) << done.error().message;
    }
    static model::Article article(const std::string& id) {
        model::Article article;
        article.id = id;
        article.web_url = "https://strait-observer.example/" + id;
        article.title = "About " + id;
        article.published = from_unix(1000);
        return article;
    }
    static model::Story story(const std::string& lead, int heat, int age, bool is_published) {
        model::Story story{"s1", {}, from_unix(1000), from_unix(2000)};
        story.members.push_back(
            {lead, {{{"image", 20, ""}}}, {{{"owners", heat, ""}, {"age", age, ""}}}, is_published});
        return story;
    }

    test::TempFolder folder_;
    std::unique_ptr<Store> store_;
};

TEST_F(EditorStoreTest, NumbersDecisionsAndGivesThemBackAsTheyWereMade) {
    ChangeSet changes;
    changes.editor_decisions = {{.verb = EditorVerb::merge,
                                 .story_id = "s1",
                                 .parts = {{"s1", {"a1", "a2"}}, {"s\"2", {"a3"}}},
                                 .by = "Ada",
                                 .reason = "one \"quay\"",
                                 .at = from_unix(3000)},
                                {.verb = EditorVerb::retitle,
                                 .story_id = "s1",
                                 .parts = {{"s1", {}}},
                                 .title = "The quay",
                                 .at = from_unix(3001)}};
    apply(changes);
    open();
    const auto read = store_->editor_decisions().value();
    ASSERT_THAT(read, SizeIs(2));
    EXPECT_EQ(read[0].number, 1);
    EXPECT_EQ(read[1].number, 2);
    EXPECT_EQ(read[0].verb, EditorVerb::merge);
    EXPECT_EQ(read[0].story_id, "s1");
    EXPECT_EQ(read[0].parts, changes.editor_decisions[0].parts);
    EXPECT_EQ(read[0].by, "Ada");
    EXPECT_EQ(read[0].reason, "one \"quay\"");
    EXPECT_EQ(read[0].at, from_unix(3000));
    EXPECT_TRUE(read[0].stands());
    EXPECT_EQ(read[1].title, "The quay");
}

TEST_F(EditorStoreTest, AnUndoneDecisionStaysWithWhenAndByWhom) {
    ChangeSet changes;
    changes.editor_decisions = {{.verb = EditorVerb::remove, .parts = {{"", {"a1"}}}, .at = from_unix(3000)}};
    apply(changes);
    auto undone = store_->editor_decisions().value();
    undone[0].undone_at = from_unix(4000);
    undone[0].undone_by = "Ben";
    ChangeSet back;
    back.editor_decisions = undone;
    apply(back);
    undone[0].undone_at = from_unix(5000);  // A second undo changes nothing.
    back.editor_decisions = undone;
    apply(back);
    const auto read = store_->editor_decisions().value();
    ASSERT_THAT(read, SizeIs(1));
    EXPECT_FALSE(read[0].stands());
    EXPECT_EQ(read[0].undone_at, from_unix(4000));
    EXPECT_EQ(read[0].undone_by, "Ben");
}

TEST_F(EditorStoreTest, KnowsWhichArticlesAreNotShown) {
    ChangeSet changes;
    changes.articles = {article("a1"), article("a2")};
    changes.removals = {{"a2", true}, {"nobody", true}};
    apply(changes);
    EXPECT_THAT(store_->removed_articles().value(), ElementsAre("a2"));
    EXPECT_TRUE(store_->article("a2").value()->is_removed);
    ChangeSet back;
    back.removals = {{"a2", false}};
    apply(back);
    EXPECT_THAT(store_->removed_articles().value(), IsEmpty());
}

TEST_F(EditorStoreTest, KnowsWhoWasInAStoryWhen) {
    for (const auto& [story, at] : {std::pair("s1", 100), std::pair("s2", 200), std::pair("s1", 300)}) {
        ChangeSet changes;
        changes.memberships = {{"a1", story}};
        if (at == 100) changes.memberships.push_back({"a2", story});
        changes.at = from_unix(at);
        apply(changes);
    }
    const auto spans = store_->membership_spans("s1").value();
    ASSERT_THAT(spans, SizeIs(3));
    EXPECT_EQ(spans[0].article_id, "a1");
    EXPECT_EQ(spans[0].until, from_unix(200));
    EXPECT_EQ(spans[1].article_id, "a2");
    EXPECT_FALSE(spans[1].until);
    EXPECT_EQ(spans[2].since, from_unix(300));
    EXPECT_FALSE(spans[2].until);
    EXPECT_THAT(store_->membership_spans("s2").value(), SizeIs(1));
}

TEST_F(EditorStoreTest, AStoryThatCoolsHasNoNewState) {
    int at = 100;
    for (const auto& state :
         {story("a1", 80, 0, true), story("a1", 80, -7, true), story("a2", 80, -7, true), story("a2", 60, -9, false)}) {
        ChangeSet changes;
        changes.scored = {state};
        changes.at = from_unix(at += 100);
        apply(changes);
    }
    const auto states = store_->story_states("s1").value();
    ASSERT_THAT(states, SizeIs(3));
    EXPECT_EQ(states[0].lead_id, "a1");
    EXPECT_EQ(states[0].heat, 80);
    EXPECT_EQ(states[0].at, from_unix(200));
    EXPECT_EQ(states[1].lead_id, "a2");
    EXPECT_EQ(states[1].at, from_unix(400));
    EXPECT_EQ(states[2].heat, 60);
    EXPECT_FALSE(states[2].is_published);
}

TEST_F(EditorStoreTest, AStoryKeepsItsOwnTitle) {
    ChangeSet changes;
    changes.scored = {story("a1", 80, 0, true)};
    changes.scored[0].title = "What the quay cost";
    apply(changes);
    EXPECT_EQ(store_->story("s1").value()->title, "What the quay cost");
    EXPECT_EQ(store_->stories().value().front().title, "What the quay cost");
    EXPECT_EQ(store_->story_of("a1").value()->title, "What the quay cost");
    changes.scored[0].title.clear();
    apply(changes);
    EXPECT_EQ(store_->story("s1").value()->title, "");
    EXPECT_FALSE(store_->story("s2").value());
}

TEST_F(EditorStoreTest, ARedirectSaysSinceWhenAndCanEnd) {
    ChangeSet changes;
    changes.redirects = {{"s2", "s1"}, {"s3", "s1"}};
    changes.at = from_unix(500);
    apply(changes);
    EXPECT_EQ(store_->redirects()->front().at, from_unix(500));
    ChangeSet back;
    back.ended_redirects = {"s2"};
    apply(back);
    ASSERT_THAT(store_->redirects().value(), SizeIs(1));
    EXPECT_EQ(store_->redirects()->front().from, "s3");
}

}  // namespace
}  // namespace masthead::store
