// Exclusions, hashtags, publishers' tags and topics above topics.
#include "topic/topic_matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::topic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

model::Topic topic(std::string id, std::vector<std::string> keywords) {
    model::Topic out;
    out.id = out.name = std::move(id);
    out.keywords = std::move(keywords);
    return out;
}

std::vector<std::string> hits(const TopicMatcher& matcher, const TopicText& article) {
    std::vector<std::string> out;
    for (const auto& hit : matcher.match(article))
        out.push_back(hit.topic_id + ":" + std::string(name_of(hit.by)) + ":" + hit.keyword);
    return out;
}

TopicText titled(std::string_view title) {
    return {.title = title, .excerpt = {}, .text = {}, .language = "en", .tags = {}};
}

TopicText written(std::string_view title, std::string_view text) {
    return {.title = title, .excerpt = {}, .text = text, .language = "en", .tags = {}};
}

TopicMatcher orchard() {
    auto apple = topic("apple", {"apple"});
    apple.exclude = {"apple pie", "orchard*"};
    return TopicMatcher({apple});
}

TEST(Exclusion, InTheTitleTakesTheTopicAway) {
    EXPECT_THAT(hits(orchard(), titled("Apple shows a new phone")), ElementsAre("apple:title:apple"));
    EXPECT_THAT(hits(orchard(), titled("An apple pie for the mayor")), IsEmpty());
    EXPECT_THAT(hits(orchard(), titled("Apple growers and their orchards")), IsEmpty());
}

TEST(Exclusion, InTheTextCountsTwiceAndNeverAgainstTheTitle) {
    const std::string pies = "An apple pie was baked. Another apple pie followed. Apple and apple.";
    EXPECT_THAT(hits(orchard(), written("News of the day", pies)), IsEmpty());
    EXPECT_THAT(hits(orchard(), written("Apple shows a new phone", pies)), ElementsAre("apple:title:apple"));
    EXPECT_THAT(hits(orchard(), written("News of the day", "One apple pie. Apple said that Apple would pay.")),
                ElementsAre("apple:text:apple"));
}

TEST(Exclusion, CoversTheKeywordInsideIt) {
    EXPECT_THAT(hits(orchard(), written("News of the day", "One apple pie and one apple.")), IsEmpty());
}

TEST(Hashtag, OneAnywhereIsEnough) {
    auto rail = topic("rail", {"railway"});
    rail.hashtags = {"#NightTrain", "sleeper", "#"};
    const TopicMatcher matcher({rail});
    EXPECT_THAT(hits(matcher, titled("All aboard #nighttrain")), ElementsAre("rail:hashtag:#NightTrain"));
    EXPECT_THAT(hits(matcher, written("All aboard", "We left late. #Sleeper")), ElementsAre("rail:hashtag:sleeper"));
    EXPECT_THAT(hits(matcher, titled("A sleeper agent")), IsEmpty()) << "without its sign it is a word";
    EXPECT_THAT(hits(matcher, titled("#NightTrains")), IsEmpty());
    EXPECT_THAT(hits(matcher, titled("number # 4")), IsEmpty());
}

TEST(Tag, OfThePublisherNamesATopic) {
    auto rail = topic("Rail travel", {"railway", "tram*"});
    rail.hashtags = {"#NightTrain"};
    const TopicMatcher matcher({rail});
    const auto tagged = [&](std::vector<std::string> tags) {
        auto article = titled("Late again");
        article.tags = tags;
        return hits(matcher, article);
    };
    EXPECT_THAT(tagged({"rail-travel"}), ElementsAre("Rail travel:tag:Rail travel"));
    EXPECT_THAT(tagged({"Weather", "RAILWAY"}), ElementsAre("Rail travel:tag:railway"));
    EXPECT_THAT(tagged({"#nighttrain"}), ElementsAre("Rail travel:tag:#NightTrain"));
    EXPECT_THAT(tagged({"railway strike"}), IsEmpty()) << "a tag is compared whole";
    EXPECT_THAT(tagged({"tram"}), IsEmpty()) << "a word with any ending is no tag";
    std::vector<std::string> many(20, "weather");
    many.emplace_back("railway");
    EXPECT_THAT(tagged(many), IsEmpty()) << "who tags everything says nothing";
}

TEST(Parent, HasTheArticlesOfItsChildren) {
    auto ships = topic("ships", {"ship"});
    auto ferries = topic("ferries", {"ferry"});
    auto night = topic("night-ferries", {"night boat"});
    ferries.parent = "ships";
    night.parent = "ferries";
    const TopicMatcher matcher({ships, ferries, night});
    EXPECT_THAT(hits(matcher, titled("The night boat is back")),
                ElementsAre("ships:child:ferries", "ferries:child:night-ferries", "night-ferries:title:night boat"));
    EXPECT_THAT(hits(matcher, titled("A ship")), ElementsAre("ships:title:ship"));
    EXPECT_THAT(hits(matcher, titled("A ship meets a ferry")), ElementsAre("ships:title:ship", "ferries:title:ferry"));
}

TEST(Parent, MayExcludeWhatItsChildrenTake) {
    auto ships = topic("ships", {"ship"});
    ships.exclude = {"model"};
    auto ferries = topic("ferries", {"ferry"});
    ferries.parent = "ships";
    const TopicMatcher matcher({ships, ferries});
    EXPECT_THAT(hits(matcher, titled("A model ferry")), ElementsAre("ferries:title:ferry"));
}

TEST(Parent, ThatIsItsOwnChildEndsNothing) {
    auto hen = topic("hen", {"hen"});
    auto egg = topic("egg", {"egg"});
    auto lost = topic("lost", {"lost"});
    hen.parent = "egg";
    egg.parent = "hen";
    lost.parent = "no such topic";
    const TopicMatcher matcher({hen, egg, lost});
    EXPECT_THAT(hits(matcher, titled("An egg")), ElementsAre("hen:child:egg", "egg:title:egg"));
    EXPECT_THAT(hits(matcher, titled("Lost")), ElementsAre("lost:title:lost"));
}

}  // namespace
}  // namespace masthead::topic
