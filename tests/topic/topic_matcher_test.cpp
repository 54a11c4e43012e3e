#include "topic/topic_matcher.h"

#include "topic/automaton.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::topic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

model::Topic topic(std::string id, std::vector<std::string> keywords) {
    model::Topic out;
    out.id = std::move(id);
    out.keywords = std::move(keywords);
    return out;
}

const TopicMatcher& matcher() {
    static const TopicMatcher made(
        {topic("ships", {"ferry", "cargo ship", "tanker*"}), topic("ai", {"AI", "machine learning", "人工智能"}),
         topic("code", {"C++", ".NET", "C", "Perl"}), topic("harbour", {"Häfen", "Hafen", "Lotse"}), topic("empty", {}),
         topic("odd", {"", " ", "*"})});
    return made;
}

std::vector<std::string> in_title(std::string_view title, std::string_view language = "en") {
    std::vector<std::string> ids;
    for (const auto& hit : matcher().match({title, "", "", language, {}})) {
        EXPECT_TRUE(hit.by == HitBy::title);
        ids.push_back(hit.topic_id + ":" + hit.keyword);
    }
    return ids;
}

TEST(TopicMatcher, WordsMatchWholeInAnyCase) {
    EXPECT_THAT(in_title("A FERRY sinks"), ElementsAre("ships:ferry"));
    EXPECT_THAT(in_title("The ferryman"), IsEmpty());
    EXPECT_THAT(in_title("Ferry’s end; “ferry”"), ElementsAre("ships:ferry"));
    EXPECT_THAT(in_title("AI said it"), ElementsAre("ai:AI"));
    EXPECT_THAT(in_title("Rain in Spain"), IsEmpty());
    EXPECT_THAT(in_title("AI-powered ships (ferry/AI)"), ElementsAre("ships:ferry", "ai:AI"));
    EXPECT_THAT(in_title("AI"), ElementsAre("ai:AI"));
}

TEST(TopicMatcher, PhrasesReachAcrossWhiteSpaceAndHyphens) {
    EXPECT_THAT(in_title("Machine\u00a0 \n learning at sea"), ElementsAre("ai:machine learning"));
    EXPECT_THAT(in_title("a machine-learning model"), ElementsAre("ai:machine learning"));
    EXPECT_THAT(in_title("machine, learning"), IsEmpty());
    EXPECT_THAT(in_title("two cargo ships"), IsEmpty());
}

TEST(TopicMatcher, AStarMatchesAnyEnding) {
    EXPECT_THAT(in_title("Tankers wait"), ElementsAre("ships:tanker*"));
    EXPECT_THAT(in_title("Tanker waits"), ElementsAre("ships:tanker*"));
    EXPECT_THAT(in_title("Supertanker waits"), IsEmpty());
}

TEST(TopicMatcher, SignsBelongToAKeyword) {
    EXPECT_THAT(in_title("A new C++ standard"), ElementsAre("code:C++"));
    EXPECT_THAT(in_title("C++23 is here"), ElementsAre("code:C++"));
    EXPECT_THAT(in_title("A new C# compiler"), IsEmpty());
    EXPECT_THAT(in_title("Vitamin C helps"), ElementsAre("code:C"));
    EXPECT_THAT(in_title("A net for .NET"), ElementsAre("code:.NET"));
    EXPECT_THAT(in_title("A net for example.net"), IsEmpty());
}

TEST(TopicMatcher, DiacriticsDoNotCount) {
    EXPECT_THAT(in_title("Die HAFEN von Kiel"), ElementsAre("harbour:Häfen"));
    EXPECT_THAT(in_title("Fe\u0301rry"), ElementsAre("ships:ferry"));
}

TEST(TopicMatcher, GermanCompoundsHoldTheirParts) {
    EXPECT_THAT(in_title("Überseehafenbetreiber klagt", "de"), ElementsAre("harbour:Häfen"));
    EXPECT_THAT(in_title("Elblotsen streiken", "de"), ElementsAre("harbour:Lotse"));
    EXPECT_THAT(in_title("Überseehafenbetreiber klagt", "en"), IsEmpty());
    EXPECT_THAT(in_title("Mail aus Mailand", "de"), IsEmpty()) << "short keywords stay whole words";
}

TEST(TopicMatcher, ScriptsWithoutSpacesHaveWordsEverywhere) {
    EXPECT_THAT(in_title("中国的人工智能产业", "zh"), ElementsAre("ai:人工智能"));
    EXPECT_THAT(in_title("生成AI技術", "ja"), ElementsAre("ai:AI"));
    EXPECT_THAT(in_title("АIя", "ru"), IsEmpty());
}

TEST(TopicMatcher, OutsideTheTitleATopicIsMentionedTwice) {
    const auto hit = [](std::string_view excerpt, std::string_view text) {
        return !matcher().match({"Title", excerpt, text, "en", {}}).empty();
    };
    EXPECT_FALSE(hit("One ferry.", ""));
    EXPECT_TRUE(hit("One ferry and another ferry.", ""));
    EXPECT_TRUE(hit("One ferry.", "A cargo ship came by."));
    EXPECT_FALSE(hit("One ferry came to the harbour", "One ferry came to the harbour and left again."))
        << "the excerpt repeats the text";
    EXPECT_TRUE(hit("One ferry came to the harbour", "One ferry came to the harbour and another ferry left."));
    EXPECT_FALSE(hit("", "A machine learning machine"));
    const std::string far = "A ferry " + std::string(1500, 'x') + " a ferry";
    EXPECT_FALSE(hit("", far)) << "only the beginning of the text counts";
}

TEST(TopicMatcher, OverlappingKeywordsAreOneMention) {
    const TopicMatcher nested({topic("t", {"cloud", "cloud computing", "computing"})});
    EXPECT_THAT(nested.match({"", "about cloud computing", "", "en", {}}), IsEmpty());
    EXPECT_EQ(nested.match({"", "cloud computing is a cloud", "", "en", {}}).size(), 1U);
}

TEST(TopicMatcher, HitsStandInTheDesksOrderAndSayWhere) {
    const auto hits = matcher().match({"AI on board", "The ferry met a ferry.", "", "en", {}});
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0].topic_id, "ships");
    EXPECT_FALSE(hits[0].by == HitBy::title);
    EXPECT_EQ(hits[1].topic_id, "ai");
    EXPECT_TRUE(hits[1].by == HitBy::title);
}

TEST(TopicMatcher, NoTopicsAndNoTextGiveNothing) {
    EXPECT_THAT(TopicMatcher({}).match({"a", "b", "c", "en", {}}), IsEmpty());
    EXPECT_THAT(matcher().match({}), IsEmpty());
    (void)matcher().match({"\xFF\xFE ferry \xC3", "\x80", "\xF0\x9F", "en", {}});  // Broken UTF-8 harms nothing.
}

TEST(Automaton, FindsWhatASearchForEachPatternFinds) {
    std::mt19937 random(7);
    const auto letters = [&random](std::size_t length) {
        std::string text;
        while (text.size() < length) text += static_cast<char>('a' + random() % 3);
        return text;
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> patterns;
        for (unsigned i = 0; i < 1 + random() % 8; ++i) patterns.push_back(letters(1 + random() % 5));
        const std::string text = letters(random() % 60);
        std::vector<std::pair<std::size_t, std::size_t>> expected;
        for (std::size_t end = 1; end <= text.size(); ++end) {
            for (std::size_t i = 0; i < patterns.size(); ++i) {
                if (std::string_view(text).substr(0, end).ends_with(patterns[i])) expected.emplace_back(i, end);
            }
        }
        std::vector<std::pair<std::size_t, std::size_t>> found;
        Automaton(patterns).scan(text, [&](std::size_t pattern, std::size_t end) { found.emplace_back(pattern, end); });
        EXPECT_THAT(found, testing::UnorderedElementsAreArray(expected));
    }
}

}  // namespace
}  // namespace masthead::topic
