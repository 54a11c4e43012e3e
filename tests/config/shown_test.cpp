// What an edition shows of a desk comes back as it was, whatever the desk says by then.
#include "config/shown.h"

#include "config/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::config {
namespace {

constexpr const char* full_desk = R"(desk:
  id: harbour
  title: "The \"Harbour\" Desk"
  description: Ports and "quays"
  language: de
  url: "http://127.0.0.1:8080/harbour"
topics:
  - {id: ports, name: Ports, shortname: P, parent: Coast, keywords: [port, harbour], hashtags: [quay], images: ["https://a.example/p.png"]}
  - {id: fog, name: Fog}
organizations:
  - {domain: strait-observer.example, name: Strait Observer, owner: Strait, logo: "https://a.example/l.png", official: true}
  - {domain: windward.example, name: Windward}
publish:
  folder: out
  records: false
  api: false
  feeds: false
  page_size: 7
  related_limit: 3
  days: 9
)";

TEST(Shown, ComesBackAsItWas) {
    const auto desk = load_desk(full_desk, "desk.yaml");
    ASSERT_TRUE(desk) << desk.error().message;
    const auto text = write_shown(*desk);
    Desk other = default_desk();
    other.topics = {{.id = "gone"}};
    other.organizations = {{.domain = "gone.example"}};
    other.publish.folder = "elsewhere";
    other.publish.days = 1;
    ASSERT_TRUE(read_shown(text, other));
    EXPECT_EQ(write_shown(other), text);
    EXPECT_EQ(other.identity.title, "The \"Harbour\" Desk");
    EXPECT_EQ(other.identity.url, "http://127.0.0.1:8080/harbour");
    ASSERT_EQ(other.topics.size(), 2U);
    EXPECT_EQ(other.topics[0].parent, "Coast");
    EXPECT_EQ(other.topics[0].keywords, (std::vector<std::string>{"port", "harbour"}));
    EXPECT_EQ(other.topics[1].shortname, desk->topics[1].shortname);
    ASSERT_EQ(other.organizations.size(), 2U);
    EXPECT_TRUE(other.organizations[0].is_known);
    EXPECT_TRUE(other.organizations[0].is_official);
    EXPECT_EQ(other.organizations[0].images.at(0).url, "https://a.example/l.png");
    EXPECT_TRUE(other.organizations[1].images.empty());
    EXPECT_FALSE(other.publish.records);
    EXPECT_TRUE(other.publish.site);
    EXPECT_EQ(other.publish.days, 9);
    EXPECT_EQ(other.publish.folder, "elsewhere") << "where it is written is no part of it";
}

TEST(Shown, DamagedSettingsAreAnError) {
    Desk desk = default_desk();
    const auto read = read_shown("{\"topics\":", desk);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, testing::HasSubstr("settings kept with the edition cannot be read"));
}

}  // namespace
}  // namespace masthead::config
