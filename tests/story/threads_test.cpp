// Threads and nearby stories, on an invented coast.
#include "story/threads.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::story {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const core::Instant monday = *core::parse_instant("2026-10-12T06:00:00Z");

struct Told {
    std::string owner;
    std::string title;
    std::string text;
    int hours = 0;  // After Monday morning.
};

StoryProfile story_of(const std::string& id, const std::vector<Told>& tellings) {
    std::vector<StoryAccount> accounts;
    for (const auto& told : tellings)
        accounts.push_back({told.title, told.text, "en", told.owner, monday + std::chrono::hours(told.hours), false});
    return profile_of(id, accounts, {});
}

// Four days of a ferry that ran aground, in three chapters; two other stories of shipping, and a series.
std::vector<StoryProfile> coast() {
    return {
        story_of("aground", {{"a", "Ferry Halvorsund runs aground off Skarnes",
                              "The ferry Halvorsund struck a reef near Skarnes at dawn with 212 people on board.", 2},
                             {"b", "212 rescued as Halvorsund ferry hits Skarnes reef",
                              "Lifeboats from Skarnes took all passengers of the Halvorsund ashore.", 4}}),
        story_of("captain",
                 {{"a", "Halvorsund captain questioned over Skarnes grounding",
                   "Police questioned the captain of the ferry Halvorsund, Jorun Eide, about the reef at Skarnes.", 30},
                  {"c", "Jorun Eide, captain of the Halvorsund, says radar failed",
                   "The radar of the ferry failed before Skarnes, says Jorun Eide.", 33}}),
        story_of("salvage",
                 {{"b", "Salvors pull Halvorsund off Skarnes reef",
                   "Two tugs freed the ferry Halvorsund at high tide; captain Jorun Eide watched from Skarnes.", 80},
                  {"d", "Halvorsund afloat again after four days at Skarnes",
                   "The ferry was towed from the Skarnes reef to Melding.", 82}}),
        story_of("fares",
                 {{"a", "Ferry fares to rise across the country",
                   "Operators of ferry lines raise their fares by four per cent in spring.", 28},
                  {"c", "Ferry passengers to pay more", "The ministry agreed to higher fares for passengers.", 29}}),
        story_of("yard",
                 {{"b", "Orlheim yard wins order for six tugs",
                   "The Orlheim yard builds six tugs for a harbour in the south.", 50},
                  {"d", "Six tugs for the south from Orlheim", "An order of six tugs secures work at the yard.", 51}}),
        story_of("digest-1", {{"e", "Morning digest: Skarnes, Melding, Orlheim",
                               "What matters in Skarnes, Melding and Orlheim today.", 1}}),
        story_of("digest-2", {{"e", "Morning digest: Skarnes, Melding, Orlheim",
                               "What matters in Skarnes, Melding and Orlheim this Tuesday.", 25}}),
    };
}

LinkedStories link_all(const std::vector<StoryProfile>& stories) {
    return link_stories(stories, core::Instant::min(), {}, {});
}

const model::StoryLink* find(const LinkedStories& linked, const std::string& later, const std::string& earlier) {
    const auto found = std::ranges::find_if(linked.links, [&](const model::StoryLink& link) {
        return link.story_id == later && link.earlier_id == earlier;
    });
    return found == linked.links.end() ? nullptr : &*found;
}

TEST(Threads, AStoryOverFourDaysInThreeChaptersIsOneThread) {
    const auto linked = link_all(coast());
    EXPECT_THAT(linked.threads, UnorderedElementsAre(model::StoryThread{"captain", "aground"},
                                                     model::StoryThread{"salvage", "aground"}));
}

TEST(Threads, ALinkTellsItsWordsTheirPointsAndTheTimeBetween) {
    const auto linked = link_all(coast());
    const auto* link = find(linked, "captain", "aground");
    ASSERT_NE(link, nullptr);
    EXPECT_EQ(link->apart, std::chrono::hours(26));
    EXPECT_LT(link->strength, link->likeness);
    std::vector<std::string> words;
    int sum = 0;
    for (const auto& term : link->shared) {
        words.push_back(term.word);
        sum += term.points;
        EXPECT_EQ(term.is_name, term.word == "Halvorsund" || term.word == "Skarnes") << term.word;
    }
    EXPECT_THAT(words, Contains("Halvorsund"));
    EXPECT_THAT(words, Contains("Skarnes"));
    EXPECT_LE(sum, link->likeness + static_cast<int>(words.size()));
    EXPECT_GT(sum, link->likeness / 2);
}

TEST(Threads, StoriesOfOneTopicAreNeitherChaptersNorNearby) {
    const auto linked = link_all(coast());
    for (const auto* id : {"fares", "yard"}) {
        for (const auto& link : linked.links) {
            EXPECT_NE(link.story_id, id);
            EXPECT_NE(link.earlier_id, id);
        }
    }
}

TEST(Threads, WhatOneOwnerPrintsEveryDayIsNoThread) {
    const auto linked = link_all(coast());
    EXPECT_NE(find(linked, "digest-2", "digest-1"), nullptr);  // Alike it is.
    for (const auto& thread : linked.threads) EXPECT_NE(thread.story_id, "digest-2");
}

TEST(Threads, TheOrderInWhichStoriesAreGivenChangesNothing) {
    auto stories = coast();
    const auto expected = link_all(stories);
    std::mt19937 random(7);
    for (int i = 0; i < 5; ++i) {
        std::ranges::shuffle(stories, random);
        const auto linked = link_all(stories);
        EXPECT_EQ(linked.links, expected.links);
        EXPECT_EQ(linked.threads, expected.threads);
    }
}

TEST(Threads, WhatComesLaterChangesNothingBetweenEarlierStories) {
    auto stories = coast();
    const auto all = link_all(stories);
    std::erase_if(stories, [](const StoryProfile& story) { return story.story_id == "salvage"; });
    const auto without = link_all(stories);
    for (const auto& link : without.links) EXPECT_THAT(all.links, Contains(link));
    EXPECT_THAT(without.threads, ElementsAre(model::StoryThread{"captain", "aground"}));
}

// A month of chapters, one a day, with other news around them.
std::vector<StoryProfile> month() {
    std::vector<StoryProfile> stories;
    const std::vector<std::string> names = {"Arlsund", "Brenkil", "Corvath", "Dunmere", "Eskedal", "Fjordholm"};
    for (int day = 0; day < 30; ++day) {
        const auto& place = names[static_cast<std::size_t>(day) % names.size()];
        const auto number = std::to_string(day);
        stories.push_back(
            story_of("trial" + number, {{"a", "Varnholt trial hears witness from " + place,
                                         "The Varnholt trial in Ostrava heard Milo Tandberg.", 24 * day + 2},
                                        {"b", "Witness of " + place + " at Varnholt trial",
                                         "Judge Milo Tandberg led the Varnholt trial.", 24 * day + 3}}));
        stories.push_back(story_of("other" + number, {{"c", place + " council votes on budget " + number,
                                                       "The council of " + place + " voted.", 24 * day + 5}}));
    }
    return stories;
}

TEST(Threads, TheYoungerStoriesAloneGiveTheSameAsAll) {
    const auto stories = month();
    const auto all = link_all(stories);
    const auto from = monday + std::chrono::days(20);
    const ThreadOptions options;
    std::vector<StoryProfile> recent;
    std::ranges::copy_if(stories, std::back_inserter(recent),
                         [&](const StoryProfile& story) { return story.last >= context_from(from, options); });
    ASSERT_LT(recent.size(), stories.size());
    std::map<std::string, core::Instant> began;
    for (const auto& story : stories) began[story.story_id] = story.first;
    std::vector<model::StoryThread> known;
    std::vector<model::StoryThread> expected_threads;
    for (const auto& thread : all.threads)
        (began.at(thread.story_id) < from ? known : expected_threads).push_back(thread);
    std::vector<model::StoryLink> expected_links;
    for (const auto& link : all.links) {
        if (began.at(link.story_id) >= from) expected_links.push_back(link);
    }
    const auto linked = link_stories(recent, from, known, options);
    EXPECT_FALSE(expected_threads.empty());
    EXPECT_EQ(linked.threads, expected_threads);
    EXPECT_EQ(linked.links, expected_links);
}

TEST(Threads, AfterALongSilenceANewStoryBeginsAThreadOfItsOwn) {
    auto stories = coast();
    stories.push_back(story_of("anniversary", {{"a", "Ferry Halvorsund runs aground off Skarnes",
                                                "The ferry Halvorsund struck a reef near Skarnes.", 24 * 30},
                                               {"b", "Halvorsund hits Skarnes reef",
                                                "Lifeboats from Skarnes came to the Halvorsund.", 24 * 30 + 1}}));
    const auto linked = link_all(stories);
    for (const auto& link : linked.links) EXPECT_NE(link.story_id, "anniversary");
    for (const auto& thread : linked.threads) EXPECT_NE(thread.story_id, "anniversary");
}

TEST(Threads, NamesLinkAcrossLanguages) {
    const std::vector<StoryProfile> stories = {
        story_of("en",
                 {{"a", "Halvorsund aground off Skarnes, captain Jorun Eide says", "Jorun Eide spoke at Skarnes.", 2}}),
        profile_of("de",
                   std::vector<StoryAccount>{{"Halvorsund vor Skarnes gestrandet",
                                              "Kapitänin Jorun Eide wartet in Skarnes auf Schlepper.", "de", "h",
                                              monday + std::chrono::hours(9), false}},
                   {}),
    };
    const auto linked = link_all(stories);
    const auto* link = find(linked, "de", "en");
    ASSERT_NE(link, nullptr);
    for (const auto& term : link->shared) EXPECT_TRUE(term.is_name) << term.word;
}

TEST(Profiles, KeepWhatMostAccountsSayAndReadBack) {
    const auto profile = coast().front();
    EXPECT_EQ(profile.owner, "");
    EXPECT_EQ(profile.language, "en");
    const auto name = std::ranges::find(profile.words, "Halvorsund", &ProfileWord::surface);
    ASSERT_NE(name, profile.words.end());
    EXPECT_EQ(name->share, 1000);
    StoryProfile read{.story_id = profile.story_id,
                      .first = profile.first,
                      .last = profile.last,
                      .language = {},
                      .owner = {},
                      .words = {}};
    ASSERT_TRUE(read_profile(write_profile(profile), read));
    EXPECT_EQ(read, profile);
    for (const auto* wrong : {"", "en\t", "en\t\nword\tWord\tmany\t\n"})
        EXPECT_FALSE(read_profile(wrong, read)) << wrong;
}

TEST(Profiles, ACopySaysNothingNew) {
    std::vector<StoryAccount> accounts = {
        {"Halvorsund aground", "A reef.", "en", "a", monday, false},
        {"Storm at Melding", "Wind and rain.", "en", "b", monday, true},
    };
    const auto has = [](const StoryProfile& profile, std::string_view surface) {
        return std::ranges::count(profile.words, surface, &ProfileWord::surface) > 0;
    };
    EXPECT_FALSE(has(profile_of("s", accounts, {}), "Melding"));
    accounts.front().is_copy = true;
    EXPECT_TRUE(has(profile_of("s", accounts, {}), "Melding"));  // There is nothing else to go by.
    EXPECT_THAT(profile_of("s", {}, {}).words, IsEmpty());
}

}  // namespace
}  // namespace masthead::story
