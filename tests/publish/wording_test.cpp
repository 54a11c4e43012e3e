// Phrases, title changes and coverage: what a reader is told in words.
#include "publish/coverage.h"
#include "publish/phrases.h"
#include "publish/sample_edition.h"
#include "publish/title_diff.h"

#include <gtest/gtest.h>

namespace masthead::publish {
namespace {

using namespace std::chrono_literals;

core::Instant at(std::string_view text) {
    return *core::parse_instant(text);
}

TEST(Phrases, CountWithTheRightForm) {
    EXPECT_EQ(counted(0, "story", "stories"), "0 stories");
    EXPECT_EQ(counted(1, "story", "stories"), "1 story");
    EXPECT_EQ(counted(1204, "story", "stories"), "1,204 stories");
    EXPECT_EQ(counted(1234567, "story", "stories"), "1,234,567 stories");
}

TEST(Phrases, SayHowLongAgo) {
    const auto now = at("2022-11-18T14:00:00Z");
    EXPECT_EQ(ago(now, now), "just now");
    EXPECT_EQ(ago(now + 1h, now), "just now");
    EXPECT_EQ(ago(now - 40min, now), "40 minutes ago");
    EXPECT_EQ(ago(now - 60min, now), "1 hour ago");
    EXPECT_EQ(ago(now - 9h, now), "9 hours ago");
    EXPECT_EQ(ago(now - 36h, now), "2 days ago");
    EXPECT_EQ(ago(now - 24h * 30, now), "on 19 October 2022");
}

TEST(Phrases, WriteDates) {
    const auto instant = at("2022-11-08T09:05:07Z");
    EXPECT_EQ(long_day(instant), "Tuesday 8 November 2022");
    EXPECT_EQ(short_moment(instant), "Tue 8 Nov, 09:05");
    EXPECT_EQ(rfc822(instant), "Tue, 08 Nov 2022 09:05:07 GMT");
}

std::string shown(std::string_view before, std::string_view after) {
    std::string out;
    for (const auto& piece : diff_titles(before, after)) {
        if (piece.has_space_before) out += ' ';
        out += piece.change == Change::struck  ? "[-" + piece.text + "]"
               : piece.change == Change::added ? "[+" + piece.text + "]"
                                               : piece.text;
    }
    return out;
}

TEST(TitleDiff, ShowsWordsStruckAndAdded) {
    EXPECT_EQ(shown("Canal authority cancels the night convoy", "Canal authority drops the night convoy"),
              "Canal authority [-cancels] [+drops] the night convoy");
    EXPECT_EQ(shown("Ice warning three weeks early", "Ice warning for the inner lanes three weeks early"),
              "Ice warning [+for the inner lanes] three weeks early");
    EXPECT_EQ(shown("", "New"), "[+New]");
    EXPECT_EQ(shown("Old", ""), "[-Old]");
    EXPECT_EQ(shown("Same words", "Same words"), "Same words");
}

TEST(TitleDiff, ComparesScriptsWithoutSpacesByCharacter) {
    EXPECT_EQ(shown("港の新計画", "港の旧計画"), "港の[-新][+旧]計画");
}

TEST(TitleDiff, GivesUpOnEndlessTitles) {
    std::string endless;
    for (int i = 0; i < 5000; ++i) endless += "word ";
    EXPECT_EQ(diff_titles(endless, "short").size(), 2U);
}

StoryView story_at(const std::vector<model::Article>& articles, const model::ScoredMember& scored) {
    StoryView story;
    for (const auto& article : articles) story.accounts.push_back({&article, &scored});
    story.first = articles.front().published;
    story.last = articles.back().published;
    return story;
}

std::vector<model::Article> published_at(std::initializer_list<std::string_view> instants) {
    std::vector<model::Article> articles;
    for (const auto instant : instants) articles.emplace_back().published = at(instant);
    return articles;
}

TEST(Coverage, CountsByTheHourUpToNow) {
    const auto articles =
        published_at({"2022-11-18T05:10:00Z", "2022-11-18T07:00:00Z", "2022-11-18T07:59:59Z", "2022-11-18T14:30:00Z"});
    const model::ScoredMember scored;
    const auto coverage = coverage_of(story_at(articles, scored), at("2022-11-18T14:00:00Z"), {});
    EXPECT_EQ(coverage.width, 1h);
    ASSERT_EQ(coverage.bars.size(), 12U);
    EXPECT_EQ(coverage.bars, (std::vector<int>{0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 1}));
    EXPECT_EQ(
        coverage_sentence(coverage),
        "4 reports since Fri 18 Nov, 05:10, counted by the hour: most, 2, from Fri 18 Nov, 07:00; 1 in the last hour.");
}

TEST(Coverage, WidensItsBarsForOldStories) {
    const auto articles = published_at({"2022-01-01T00:00:00Z", "2022-11-18T07:00:00Z"});
    const model::ScoredMember scored;
    const auto coverage = coverage_of(story_at(articles, scored), at("2022-11-18T14:00:00Z"), {});
    EXPECT_LE(coverage.bars.size(), 24U);
    EXPECT_EQ(coverage.total, 2);
    EXPECT_EQ(coverage.bars.back(), 1);
}

TEST(Coverage, SaysWhereAStoryGoes) {
    const model::ScoredMember scored;
    const auto now = at("2022-11-18T14:00:00Z");
    const auto growing = published_at({"2022-11-18T05:00:00Z", "2022-11-18T12:00:00Z", "2022-11-18T13:00:00Z"});
    const auto cooling = published_at({"2022-11-18T05:00:00Z", "2022-11-18T05:30:00Z", "2022-11-18T13:00:00Z"});
    const auto quiet = published_at({"2022-11-15T05:00:00Z"});
    const auto fresh = published_at({"2022-11-18T13:30:00Z"});
    EXPECT_EQ(trend_of(story_at(growing, scored), now), "still growing");
    EXPECT_EQ(trend_of(story_at(cooling, scored), now), "cooling");
    EXPECT_EQ(trend_of(story_at(quiet, scored), now), "quiet now");
    EXPECT_EQ(trend_of(story_at(fresh, scored), now), "new");
}

}  // namespace
}  // namespace masthead::publish
