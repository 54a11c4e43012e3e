// What a desk does not keep for good: texts that go, stories that go, and that what went does not come back.
#include "pipeline/retention.h"

#include "fake_web.h"

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class RetentionTest : public RunTest {
  protected:
    RetentionTest() {
        answer("https://a.example/feed",
               atom({{"https://a.example/old", "Herring quota rises", long_text(1), "2026-10-17T08:00:00Z"}}));
        run();
        pass(days(40));
        answer("https://a.example/feed",
               atom({{"https://a.example/old", "Herring quota rises", long_text(1), "2026-10-17T08:00:00Z"},
                     {"https://a.example/new", "Crane passes bridge", long_text(2), "2026-11-26T08:00:00Z"}}));
    }
    std::string id_of(const std::string& url) { return store_->article_at(url).value().value_or("none"); }
};

TEST_F(RetentionTest, KeepsAllWhereNoLimitIsSet) {
    run();
    EXPECT_THAT(articles(), SizeIs(2));
    for (const auto& article : articles()) EXPECT_FALSE(article.text.empty()) << article.title;
}

TEST_F(RetentionTest, AnOldArticleLosesItsTextAndKeepsTheRest) {
    desk_.keep.text_days = 30;
    EXPECT_THAT(store_->search("word2916", 9).value(), SizeIs(1));
    run();
    ASSERT_THAT(titles(), ElementsAre("Herring quota rises", "Crane passes bridge"));
    EXPECT_EQ(articles()[0].text, "");
    EXPECT_FALSE(articles()[1].text.empty());
    EXPECT_THAT(store_->evidence(articles()[0].id).value(), IsEmpty());
    EXPECT_THAT(store_->search("herring", 9).value(), ElementsAre(articles()[0].id)) << "its title is found still";
    EXPECT_FALSE(store_->memberships().value().empty());
    const auto again = run();
    EXPECT_EQ(again.articles + again.revised, 0U);
    EXPECT_EQ(articles()[0].text, "");
    EXPECT_THAT(store_->articles_to_thin(web_.now - days(30)).value(), IsEmpty());
    EXPECT_EQ(store_->check().value(), "ok");
}

TEST_F(RetentionTest, WhatWasPurgedNeverReturnsAsNew) {
    desk_.keep.days = 30;
    const auto id = id_of("https://a.example/old");
    run();
    EXPECT_THAT(titles(), ElementsAre("Crane passes bridge"));
    EXPECT_THAT(store_->memberships().value(), SizeIs(1));
    EXPECT_THAT(store_->stories().value(), SizeIs(1));
    EXPECT_THAT(store_->search("herring", 9).value(), IsEmpty());
    EXPECT_EQ(store_->purged_title(id).value(), "Herring quota rises");
    EXPECT_THAT(reasons("https://a.example/old"), ElementsAre(HasSubstr("older than the desk keeps")));
    // Its feed still lists it, and now under another address as well.
    answer("https://a.example/feed", atom({{"https://a.example/old?utm_source=x", "Herring quota rises!", long_text(1),
                                            "2026-10-17T08:00:00Z", "2026-11-26T08:00:00Z"}}));
    const auto report = run();
    EXPECT_EQ(report.articles, 0U);
    EXPECT_EQ(report.known, 1U);
    EXPECT_THAT(titles(), ElementsAre("Crane passes bridge"));
    // Another document under an item's id that was used before is news.
    auto reused = atom({{"https://a.example/old", "Lighthouse gets a new lamp", long_text(3), "2026-11-26T09:00:00Z"}});
    const std::string link = R"(href="https://a.example/old")";
    reused.replace(reused.find(link), link.size(), R"(href="https://a.example/lamp")");
    answer("https://a.example/feed", reused);
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(store_->check().value(), "ok");
}

TEST_F(RetentionTest, AStoryIsPurgedWholeOrNotAtAll) {
    desk_.keep.days = 30;
    model::Article young;
    young.id = "00000000000000aa";
    young.web_url = young.original_url = "https://b.example/1";
    young.title = "Herring quota, forty days on";
    young.published = young.first_seen = web_.now - hours(2);
    const auto story = store_->memberships()->front().story_id;
    store::ChangeSet changes;
    changes.articles = {young};
    changes.addresses = {{young.web_url, young.id}};
    changes.memberships = {{young.id, story}};
    ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
    run();
    EXPECT_THAT(titles(), Contains("Herring quota rises"));
    pass(days(31));
    run();
    EXPECT_THAT(titles(), IsEmpty());
    EXPECT_THAT(store_->stories().value(), IsEmpty());
}

TEST_F(RetentionTest, WhatGroupingNeedsStaysWhateverTheDeskSays) {
    desk_.keep = {.text_days = 1, .days = 1};
    const auto limits = retention_limits(desk_, web_.now);
    EXPECT_EQ(limits.texts_from, web_.now - days(14));
    desk_.story.window_hours = 720;
    EXPECT_EQ(retention_limits(desk_, web_.now).articles_from, web_.now - days(60));
    desk_.keep = {};
    EXPECT_FALSE(retention_limits(desk_, web_.now).texts_from);
}

TEST_F(RetentionTest, NewRulesLeaveWhatALostTextHadGiven) {
    model::Topic counted;
    counted.id = counted.name = "counted";
    counted.keywords = {"word2916"};
    model::Topic named;
    named.id = named.name = "named";
    named.keywords = {"herring"};
    desk_.topics = {counted, named};
    desk_.keep.text_days = 30;
    const core::FixedClock clock(web_.now);
    ASSERT_TRUE(rescore(desk_, world(clock)));
    const auto before = articles()[0];
    ASSERT_THAT(before.topics, ElementsAre("named")) << "one mention is no topic";
    desk_.topics[0].keywords = {"word2916", "word2947"};
    ASSERT_TRUE(rescore(desk_, world(clock)));
    const auto given = articles()[0].topics;
    const auto quality = store_->story_of(before.id).value()->members.front().quality;
    run();
    ASSERT_EQ(articles()[0].text, "");
    desk_.topics[1].keywords = {"quota"};
    desk_.junk = {{.name = "fish", .phrases = {"herring"}, .unless = {}, .sites = {}, .trusted = {}, .points = 1}};
    desk_.scoring.junk = {{"fish", 1}};
    ASSERT_TRUE(rescore(desk_, world(clock)));
    EXPECT_EQ(articles()[0].topics, given);
    const auto after = store_->story_of(before.id).value()->members.front().quality;
    const auto points = [](const model::Score& score, std::string_view name) {
        const auto term = std::ranges::find(score.terms, name, &model::ScoreTerm::name);
        return term == score.terms.end() ? 0 : term->points;
    };
    EXPECT_GT(points(quality, "depth"), 0);
    EXPECT_EQ(points(after, "depth"), points(quality, "depth"));
    EXPECT_EQ(points(after, "fish"), -1) << "a new junk rule reaches what is stored";
    desk_.junk.clear();
    desk_.scoring.junk.clear();
    ASSERT_TRUE(rescore(desk_, world(clock)));
    EXPECT_EQ(points(store_->story_of(before.id).value()->members.front().quality, "fish"), 0) << "and goes with it";
}

}  // namespace
}  // namespace masthead::pipeline
