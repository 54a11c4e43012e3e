#include "record/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::record {
namespace {

using testing::HasSubstr;

constexpr std::string_view whole = R"(---
category: news
title: "Harbour lights go \"green\": what the ferry line plans"
excerpt: "First paragraph.\r\n\r\nSecond\tparagraph."
publishedDateTime: 2024-03-05T06:07:08Z
originalUrl: "https://feeds.example/out?u=1"
webUrl: "https://ferry.example/news/harbour"
ampWebUrl: "https://ferry.example/news/harbour/amp"
cdnAmpWebUrl: "https://ferry-example.cdn.ampproject.org/c/s/ferry.example/news/harbour/amp"
type: video
quality: 84
heat: -1
published: false
removed: true
featuredContent: "https://player.example/42"
render_with_liquid: false

provider:
  name: Ferry Times
  domain: ferry.example
  images:
    - url: "https://desk.example/assets/ferry-50x50.jpg"
      width: 50
      height: 50

topics:
  - Harbours
  - "2024"

images:
  - url: "https://ferry.example/a.jpg"
    width: 1200
    height: 630
    isCached: true
    title: "A ferry, moored"

related:
  - title: "Ferry line orders three ships"
    excerpt: ""
    publishedDateTime: 2024-03-05T05:00:00Z
    webUrl: "https://coast.example/ships"
    type: article
    provider:
      name: Coast Herald
      domain: coast.example
    quality: 61
    images:
      - url: "https://coast.example/b.jpg"
        width: 800
        height: 600
        isCached: false
  - title: "Ferries"
    publishedDateTime: 2024-03-04T05:00:00Z
    webUrl: "https://other.example/f"
    type: article
    provider:
      name: Other
      domain: other.example
    quality: 7

secured: "YWJj;ZGVm"
---

The body, with --- in it.
---
)";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const auto at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) out.replace(at, from.size(), to);
    return out;
}

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return out;
}

TEST(Record, EveryFieldIsRead) {
    const auto record = read_record(whole);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(record->title, "Harbour lights go \"green\": what the ferry line plans");
    EXPECT_EQ(record->excerpt, "First paragraph.\r\n\r\nSecond\tparagraph.");
    EXPECT_EQ(record->type, "video");
    EXPECT_EQ(record->heat, -1);
    EXPECT_EQ(record->removed, true);
    EXPECT_EQ(record->render_with_liquid, false);
    EXPECT_EQ(record->provider_images.front().is_cached, std::nullopt);
    EXPECT_EQ(record->topics, (std::vector<std::string>{"Harbours", "2024"}));
    EXPECT_EQ(record->images.front().title, "A ferry, moored");
    ASSERT_EQ(record->related.size(), 2U);
    EXPECT_EQ(record->related[0].excerpt, "");
    EXPECT_EQ(record->related[0].images.front().is_cached, false);
    EXPECT_EQ(record->related[1].excerpt, std::nullopt);
    EXPECT_EQ(record->secured, "YWJj;ZGVm");
    EXPECT_EQ(record->body, "\nThe body, with --- in it.\n---\n");
    EXPECT_TRUE(record->layout == RecordLayout()) << "this is the form in which new records are written";
}

TEST(Record, WritingWhatWasReadGivesTheSameBytes) {
    const std::string minimal =
        replaced(whole, whole.substr(whole.find("\nrelated:"), whole.find("\nsecured") - whole.find("\nrelated:")), "");
    const std::string cases[] = {
        std::string(whole),
        minimal,
        with_crlf(whole),
        "\xEF\xBB\xBF" + std::string(whole),
        replaced(whole, "published: false\nremoved: true", "removed: true\npublished: false"),
        replaced(whole, "ZGVm\"\n---\n\nThe body, with --- in it.\n---\n", "ZGVm\"\n---"),
        replaced(whole, "ZGVm\"\n---\n\nThe body, with --- in it.\n---\n", "ZGVm\"\n---\n"),
        replaced(whole, "ZGVm\"\n---\n", "ZGVm\"\n\n---\n"),
        replaced(whole, "Harbour lights", "Harbour\\u0085 \\u002f \\/ \\xe9 \\ud83d\\ude00 lights"),
        replaced(whole, "title: \"Ferries\"", "title: 'The captain''s ferry'"),
        replaced(whole, "name: Coast Herald", "name: Coast: \"Herald\" #1"),
        replaced(whole, "2024-03-05T05:00:00Z", "2024-03-05 05:00:00 +01:00"),
        replaced(whole, "The body", "\xFF\xFE not text \r\n"),
    };
    for (const auto& bytes : cases) {
        const auto record = read_record(bytes);
        ASSERT_TRUE(record) << record.error().message << '\n' << bytes;
        EXPECT_EQ(write_record(*record), bytes);
    }
}

TEST(Record, AnotherSpellingMeansTheSameStringAndGoesWithIt) {
    auto record = read_record(replaced(whole, "Harbour lights", "Harbour\\u0020lights"));
    ASSERT_TRUE(record);
    EXPECT_TRUE(record->title.starts_with("Harbour lights"));
    EXPECT_THAT(write_record(*record), HasSubstr("Harbour\\u0020lights"));
    record->title = "New";
    EXPECT_THAT(write_record(*record), HasSubstr("title: \"New\"\n"));
}

TEST(Record, ANewRecordHasTheReferenceForm) {
    Record record;
    record.title = "A title";
    record.published_date_time = "2024-03-05T06:07:08Z";
    record.web_url = "https://a.example/";
    record.provider_name = "A";
    record.provider_domain = "a.example";
    EXPECT_EQ(write_record(record), R"(---
category: news
title: "A title"
publishedDateTime: 2024-03-05T06:07:08Z
webUrl: "https://a.example/"
type: article
quality: 0
heat: 0
published: false

provider:
  name: A
  domain: a.example
---

)");
    const auto again = read_record(write_record(record));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, record);
}

TEST(Record, WhatTheLayoutDoesNotHoldIsAnErrorWithItsLine) {
    const struct {
        std::string bytes;
        std::string_view message;
    } cases[] = {
        {"", "line 1: expected ---; the file ends here"},
        {"---\n", "line 2: expected category; the file ends here"},
        {replaced(whole, "type: video", "kind: video"), "line 10: expected type; found \"kind: video\""},
        {replaced(whole, "heat: -1", "heat: hot"), "line 12: a whole number was expected; found \"heat: hot\""},
        {replaced(whole, "heat: -1", "heat: 007"), "line 12: a whole number"},
        {replaced(whole, "heat: -1", "heat: 99999999999"), "line 12: a whole number"},
        {replaced(whole, "published: false", "published: no"), "line 13: true or false was expected"},
        {replaced(whole, "featuredContent", "mood: good\nfeaturedContent"),
         "expected featuredContent, render_with_liquid or a blank line"},
        {replaced(whole, "  domain: ferry.example", "  Domain: ferry.example"), "line 20: expected domain"},
        {replaced(whole, "\ntopics:", "topics:"),
         "line 25: expected isCached, title, attribution, topics, images, related, secured or ---"},
        {replaced(whole, "green\\\"", "green\""), "line 3: a quote inside a quoted string is not escaped"},
        {replaced(whole, "lights", "\\q"), "line 3: an unknown escape"},
        {replaced(whole, "title: \"Harbour", "title: |\n  Harbour"), "line 3: a plain value cannot begin like this"},
        {replaced(whole, "lights", "\xC3("), "line 3: bytes that are not UTF-8"},
        {replaced(whole, "type: video\n", "type: video\r\n"), "line 10: a line end unlike that of the first line"},
        {replaced(whole, "---\n\nThe body, with --- in it.\n---\n", ""), "the file ends here"},
        {replaced(whole, "    - url: \"https://desk", "   - url: \"https://desk"), "line 22: expected"},
    };
    for (const auto& test : cases) {
        const auto record = read_record(test.bytes);
        ASSERT_FALSE(record) << test.message;
        EXPECT_EQ(record.error().code, core::ErrorCode::invalid);
        EXPECT_THAT(record.error().message, HasSubstr(test.message));
    }
}

TEST(Record, EveryTruncationIsAnErrorOrIsWrittenBack) {
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        const auto bytes = whole.substr(0, length);
        const auto record = read_record(bytes);
        if (record) {
            EXPECT_EQ(write_record(*record), bytes);
        }
    }
}

TEST(Record, ABodyRunsInNoGenerator) {
    EXPECT_EQ(body_of("Text."), "\nText.\n");
    EXPECT_EQ(body_of("{{< nosuch >}} {{% x %}} {{ y }}\n"), "\n{{&lt; nosuch >}} {{&#37; x %}} {{ y }}\n");
}

}  // namespace
}  // namespace masthead::record
