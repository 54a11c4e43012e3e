#include "page/bylines.h"
#include "page/day.h"
#include "page/headline.h"
#include "page/hints.h"
#include "page/linked_data.h"

#include <gtest/gtest.h>

namespace masthead::page {
namespace {

std::string day_in(std::string_view text, bool month_first = false) {
    const auto found = find_day(text, {.month_first = month_first});
    return found ? format(found->day) : "";
}

TEST(FindDay, ReadsTheFormsThatPeopleWrite) {
    EXPECT_EQ(day_in("Veröffentlicht am 21. September 2018 um 14:05 Uhr"), "2018-09-21");
    EXPECT_EQ(day_in("Posted Sept. 21, 2018 by Ann"), "2018-09-21");
    EXPECT_EQ(day_in("Friday, September 21st, 2018"), "2018-09-21");
    EXPECT_EQ(day_in("le 3 février 2020 à 10 h"), "2020-02-03");
    EXPECT_EQ(day_in("21 de septiembre de 2018"), "2018-09-21");
    EXPECT_EQ(day_in("2018-09-21T12:00:00+02:00"), "2018-09-21");
    EXPECT_EQ(day_in("am 1.2.2021 erschienen"), "2021-02-01");
    EXPECT_EQ(day_in("28.09.19 12:44"), "2019-09-28");
    EXPECT_EQ(day_in("2018年9月21日"), "2018-09-21");
    EXPECT_EQ(day_in("18 сентября 2018"), "2018-09-18");
    EXPECT_EQ(day_in("20180921"), "2018-09-21");
}

TEST(FindDay, TellsDayAndMonthApartByLanguageAndByValue) {
    EXPECT_EQ(day_in("09/10/2018"), "2018-10-09");
    EXPECT_EQ(day_in("09/10/2018", true), "2018-09-10");
    EXPECT_EQ(day_in("09/21/2018"), "2018-09-21");
    EXPECT_EQ(day_in("21/09/2018", true), "2018-09-21");
}

TEST(FindDay, RefusesWhatIsNoDay) {
    EXPECT_EQ(day_in("version 1.2.3"), "");
    EXPECT_EQ(day_in("31.02.2019"), "");
    EXPECT_EQ(day_in("1 May 1875"), "");
    EXPECT_EQ(day_in("September 21, 18:30"), "");
    EXPECT_EQ(day_in("call 555 010 2020"), "");
    EXPECT_EQ(day_in("3 people in 2019"), "");
}

TEST(DayOfAddress, ReadsPathsThatBeginWithTheYear) {
    EXPECT_EQ(format(day_of_address("https://example.org/2018/09/21/title").value()), "2018-09-21");
    EXPECT_EQ(format(day_of_address("https://example.org/news/2018-09-21-title").value()), "2018-09-21");
    EXPECT_FALSE(day_of_address("https://example.org/2018/09/title"));
    EXPECT_FALSE(day_of_address("https://example.org/a?d=2018-09-21"));
}

TEST(NamesOfByline, PartsNamesAndLeavesOutJobs) {
    EXPECT_EQ(names_of_byline("By Ann Example and Bo Sample, Staff Writers"),
              (std::vector<std::string>{"Ann Example", "Bo Sample"}));
    EXPECT_EQ(names_of_byline("Von Karla Muster"), (std::vector<std::string>{"Karla Muster"}));
    EXPECT_EQ(names_of_byline("Associated Press"), (std::vector<std::string>{"Associated Press"}));
    EXPECT_TRUE(names_of_byline("3 minute read").empty());
    EXPECT_TRUE(names_of_byline("").empty());
}

TEST(WithoutSiteName, CutsOnlyTheSite) {
    const SiteName courier{.name = "The Courier", .domain = "courier.example"};
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"Rain over the harbour | The Courier", "Rain over the harbour"},
        {"Rain over the harbour - City - The Courier", "Rain over the harbour - City"},
        {"Rain over the harbour | The Courier | by Ann Sample", "Rain over the harbour"},
        {"Rain over the harbour – courier.example", "Rain over the harbour"},
        {"The Courier | Rain over the harbour", "Rain over the harbour"},
        {"Rain - and hail", "Rain - and hail"},
        {"The Courier", "The Courier"},
        {"Rain over - by the - sea", "Rain over - by the - sea"},
    };
    for (const auto& [title, expected] : cases) EXPECT_EQ(without_site_name(title, courier), expected) << title;
    EXPECT_EQ(without_site_name("Rain | Hail", {}), "Rain | Hail");
}

TEST(Hints, KnowNamesInEverySpelling) {
    EXPECT_TRUE(hints_of_names("relatedPosts") & hint_elsewhere);
    EXPECT_TRUE(hints_of_names("post__share-bar") & hint_boilerplate);
    EXPECT_TRUE(hints_of_names("c-articleBody") & hint_body);
    EXPECT_TRUE(hints_of_names("top ad left") & hint_boilerplate);
    EXPECT_FALSE(hints_of_names("header-adjacent shadow loaded") & hint_boilerplate);
}

TEST(LinkedData, ReadsGraphsReferencesAndBrokenJson) {
    const std::string_view scripts[] = {
        R"([{"@graph":[{"@type":"Person","@id":"#a","name":"Ann Example"},{"@type":"NewsArticle","headline":"One &amp; two","author":{"@id":"#a"},"image":{"url":"/i.jpg","width":"640px"},"keywords":"a, b",},]}];)",
        "{broken"};
    const LinkedData found = read_linked_data(scripts, "");
    EXPECT_EQ(found.broken, 1U);
    EXPECT_EQ(found.article.headline, "One & two");
    EXPECT_EQ(found.article.authors, std::vector<std::string>{"Ann Example"});
    EXPECT_EQ(found.article.keywords, (std::vector<std::string>{"a", "b"}));
    ASSERT_EQ(found.article.images.size(), 1U);
    EXPECT_EQ(found.article.images[0].width, 640);
}

TEST(LinkedData, TheArticleWithThePagesTitleWins) {
    const std::string_view scripts[] = {R"({"@type":"NewsArticle","headline":"Another","datePublished":"2020-01-01"})",
                                        R"({"@type":"NewsArticle","headline":"This one"})"};
    EXPECT_EQ(read_linked_data(scripts, "This one").article.headline, "This one");
    EXPECT_EQ(read_linked_data(scripts, "").article.headline, "Another");
}

}  // namespace
}  // namespace masthead::page
