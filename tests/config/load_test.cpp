#include "config/load.h"

#include "config/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::config {
namespace {

using testing::HasSubstr;

constexpr const char* small_desk = R"(desk:
  title: "The Harbour Desk"
  url: "http://127.0.0.1:8080/harbour/"
sources:
  - url: https://strait-observer.example/feed.xml
topics:
  - id: ports
    name: Ports
    keywords: [port, harbour]
organizations:
  - domain: www.strait-observer.example
    name: Strait Observer
scoring:
  weights:
    image: 12.5
publish:
  page_size: 10
)";

TEST(LoadDesk, FillsWhatTheFileSaysAndDefaultsTheRest) {
    const auto desk = load_desk(small_desk, "desk.yaml");
    ASSERT_TRUE(desk) << desk.error().message;
    EXPECT_EQ(desk->identity.title, "The Harbour Desk");
    EXPECT_EQ(desk->identity.url, "http://127.0.0.1:8080/harbour");
    EXPECT_EQ(desk->sources.at(0).url, "https://strait-observer.example/feed.xml");
    EXPECT_EQ(desk->topics.at(0).shortname, "Ports");
    EXPECT_EQ(desk->organizations.at(0).domain, "strait-observer.example");
    EXPECT_TRUE(desk->organizations.at(0).is_known);
    EXPECT_EQ(desk->scoring.weights.at("image"), 12.5);
    EXPECT_EQ(desk->publish.page_size, 10);
    EXPECT_EQ(desk->publish.related_limit, 25);
    EXPECT_EQ(desk->scoring.profile, "masthead");
}

TEST(LoadDesk, ReadsSourcesOfEveryKind) {
    const auto desk = load_desk(R"(desk:
  title: Desk
sources:
  - {url: https://a.example/feed.xml, interval_minutes: 60}
  - url: https://b.example/news-sitemap.xml
    kind: sitemap
  - url: https://c.example/news/
    kind: page
    listing:
      item: "article.teaser"
      date: ".date"
fetch:
  longest_interval_minutes: 240
)",
                                "desk.yaml");
    ASSERT_TRUE(desk) << desk.error().message;
    EXPECT_EQ(desk->sources.at(0).kind, model::SourceKind::feed);
    EXPECT_EQ(desk->sources.at(0).interval_minutes, 60);
    EXPECT_EQ(desk->sources.at(1).kind, model::SourceKind::sitemap);
    EXPECT_EQ(desk->sources.at(1).interval_minutes, 0);
    EXPECT_EQ(desk->sources.at(2).kind, model::SourceKind::page);
    EXPECT_EQ(desk->sources.at(2).listing.item, "article.teaser");
    EXPECT_EQ(desk->sources.at(2).listing.date, ".date");
    EXPECT_EQ(desk->fetch.longest_interval_minutes, 240);
}

std::string error_of(const std::string& yaml) {
    const auto desk = load_desk(yaml, "desk.yaml");
    return desk ? "no error" : desk.error().message;
}

TEST(LoadDesk, ReadsRulesForThePagesOfASite) {
    const auto desk = load_desk(R"(desk:
  title: Desk
sites:
  - domain: Courier.example
    body: "div.story > .text"
    remove: [aside, "p.ad"]
  - domain: gazette.example
    title: h2.name
    remove: .box
)",
                                "desk.yaml");
    ASSERT_TRUE(desk) << desk.error().message;
    ASSERT_EQ(desk->sites.size(), 2U);
    EXPECT_EQ(desk->sites[0].domain, "courier.example");
    EXPECT_EQ(desk->sites[0].body, "div.story > .text");
    EXPECT_THAT(desk->sites[0].remove, testing::ElementsAre("aside", "p.ad"));
    EXPECT_EQ(desk->sites[1].title, "h2.name");
    EXPECT_THAT(desk->sites[1].remove, testing::ElementsAre(".box"));
}

TEST(LoadDesk, SaysWhatIsWrongWithRulesForASite) {
    const std::pair<const char*, const char*> cases[] = {
        {"  - body: .text\n", "sites[].domain is missing"},
        {"  - domain: courier.example\n", "nothing is said about courier.example; give body, title or remove"},
        {"  - {domain: \"https://courier.example/a\", body: p}\n",
         "\"https://courier.example/a\" is no domain; write it like example.org"},
        {"  - {domain: courier.example, body: p}\n  - {domain: courier.example, title: h1}\n", "stands twice"},
        {"  - {domain: courier.example, body: \"div >\"}\n", "desk.yaml:4:37: sites[].body: The selector \"div >\""},
        {"  - {domain: courier.example, remove: [p, \"a[onclick]\"]}\n",
         "[onclick] is no attribute that pages are searched for"},
        {"  - {domain: courier.example, bodies: p}\n",
         "unknown option sites[].bodies; allowed here: domain, body, title, remove"},
    };
    for (const auto& [lines, sentence] : cases) {
        const auto desk = load_desk("desk:\n  title: Desk\nsites:\n" + std::string(lines), "desk.yaml");
        ASSERT_FALSE(desk) << lines;
        EXPECT_THAT(desk.error().message, HasSubstr(sentence));
    }
}

TEST(LoadDesk, NamesLineColumnOptionAndWhatIsAllowed) {
    EXPECT_EQ(error_of("desk:\n  title: x\npublish:\n  page_size: many\n"),
              "desk.yaml:4:14: publish.page_size: \"many\" is not a whole number from 1 to 1000");
    EXPECT_THAT(
        error_of("desk:\n  title: x\npublish:\n  foldr: y\n"),
        HasSubstr("desk.yaml:4:3: unknown option publish.foldr; allowed here: publish.folder, publish.records"));
    EXPECT_THAT(error_of("desk:\n  title: x\nscoring:\n  profile: best\n"),
                HasSubstr("\"best\" is not one of masthead|everyday"));
    EXPECT_THAT(error_of("desk:\n  title: x\nsources:\n  - title: y\n"),
                HasSubstr("desk.yaml:4:5: sources[].url is missing"));
    EXPECT_THAT(error_of("desk:\n  title: x\nsources:\n  - url: ftp://y.example/\n"),
                HasSubstr("the scheme ftp is not http or https"));
    EXPECT_THAT(error_of("desk:\n  id: x\n"), HasSubstr("desk.title is missing"));
    EXPECT_THAT(error_of("desk: [1\n"), HasSubstr("not valid YAML"));
    EXPECT_THAT(error_of(""), HasSubstr("is empty"));
    EXPECT_THAT(error_of("- a\n"), HasSubstr("must be a map"));
    EXPECT_THAT(error_of("desk:\n  title: x\ntopics:\n  - {id: A b, name: c}\n"), HasSubstr("small letters"));
    EXPECT_THAT(error_of("desk:\n  title: x\nsources:\n  - {url: https://a.example/, kind: blog}\n"),
                HasSubstr("sources[].kind: \"blog\" is not one of feed|sitemap|page"));
    EXPECT_THAT(error_of("desk:\n  title: x\nsources:\n  - {url: https://a.example/, interval_minutes: 5}\n"),
                HasSubstr("sources[].interval_minutes: 5 is not a whole number from 15 to 10080"));
    EXPECT_THAT(error_of("desk:\n  title: x\nsources:\n  - {url: https://a.example/, listing: {itm: a}}\n"),
                HasSubstr("unknown option sources[].listing.itm; allowed here: listing.item, listing.link"));
    EXPECT_THAT(error_of("nonsense: 1\n"), HasSubstr("unknown option nonsense"));
}

TEST(Options, HaveASentenceAndATargetEach) {
    for (const auto& option : describe_options()) {
        EXPECT_TRUE(option.sentence.ends_with('.')) << option.name;
    }
    for (const auto& row : desk_options()) EXPECT_NE(row.target, nullptr) << row.name;
}

}  // namespace
}  // namespace masthead::config
