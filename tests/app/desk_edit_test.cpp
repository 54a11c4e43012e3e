// A desk file with more sources in it: whatever a person wrote stays as it was.
#include "app/desk_edit.h"

#include "config/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::app {
namespace {

using testing::HasSubstr;

const std::vector<model::Source> news{{.url = "https://new.example/feed.xml", .title = "The \"New\": one # two"}};
const std::string entry = "- url: \"https://new.example/feed.xml\"\n";

TEST(AddSources, StandAtTheEndOfTheList) {
    const std::string yaml =
        "# My desk.\n"
        "desk:\n"
        "  title: Desk   # its name\n"
        "\n"
        "sources:\n"
        "  # The press\n"
        "  - url: https://a.example/feed   # good\n"
        "    title: A\n"
        "  - {url: https://b.example/feed}\n"
        "\n"
        "  # Perhaps later: https://c.example/\n"
        "topics:\n"
        "  - {id: ports, name: Ports}\n";
    const auto text = add_sources(yaml, "desk.yaml", news);
    ASSERT_TRUE(text) << text.error().message;
    const auto at = text->find("  " + entry);
    ASSERT_NE(at, std::string::npos) << *text;
    EXPECT_EQ(text->substr(0, at), yaml.substr(0, yaml.find("\n  # Perhaps")));
    EXPECT_TRUE(text->ends_with(yaml.substr(yaml.find("\n  # Perhaps")))) << *text;
    EXPECT_EQ(config::load_desk(*text, "desk.yaml")->sources.back().title, news[0].title);
}

TEST(AddSources, FitHoweverTheListIsWritten) {
    struct Case {
        std::string yaml;
        std::string wanted;
    };
    for (const auto& [yaml, wanted] : std::initializer_list<Case>{
             {"desk: {title: D}\n", "desk: {title: D}\n\nsources:\n  " + entry},
             {"desk: {title: D}", "desk: {title: D}\n\nsources:\n  " + entry},
             {"sources: []\ndesk: {title: D}\n", "sources:\n  " + entry},
             {"sources:\ndesk: {title: D}\n", "sources:\n  " + entry},
             {"desk: {title: D}\nsources:\n- url: https://a.example/\n", "- url: https://a.example/\n" + entry},
             {"desk: {title: D}\nsources:\n    - url: https://a.example/", "- url: https://a.example/\n    " + entry},
         }) {
        const auto text = add_sources(yaml, "desk.yaml", news);
        ASSERT_TRUE(text) << yaml << text.error().message;
        EXPECT_THAT(*text, HasSubstr(wanted));
    }
    const auto windows =
        add_sources("desk:\r\n  title: D\r\nsources:\r\n  - url: https://a.example/\r\n", "desk.yaml", news);
    ASSERT_TRUE(windows);
    EXPECT_THAT(*windows, HasSubstr("  - url: \"https://new.example/feed.xml\"\r\n"));
}

TEST(AddSources, LeavesAListAloneThatLinesCannotBeAddedTo) {
    const auto text = add_sources("desk: {title: D}\nsources: [{url: https://a.example/}]\n", "desk.yaml", news);
    ASSERT_FALSE(text);
    EXPECT_THAT(text.error().message, HasSubstr("nothing was changed. Add by hand:\n  " + entry));
    EXPECT_FALSE(add_sources("desk: [\n", "desk.yaml", news));
}

TEST(SourceLines, SayWhatIsNotSoByItself) {
    EXPECT_EQ(source_lines({.url = "https://a.example/", .kind = model::SourceKind::sitemap, .folder = "Press"}, 0),
              "- url: \"https://a.example/\"\n  kind: sitemap\n  folder: \"Press\"\n");
}

}  // namespace
}  // namespace masthead::app
