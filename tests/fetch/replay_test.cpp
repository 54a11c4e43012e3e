// What a recorded web answers beyond single bodies: "not modified", errors between visits, robots.txt, large files.
#include "core/time.h"
#include "fetch/warc.h"
#include "fetch/warc_making.h"
#include "support/files.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using core::ErrorCode;
using test::gzip;
using test::http_message;
using test::page_record;
using test::response_fields;
using test::warc_record;
using testing::HasSubstr;

const std::string day_one = "2020-02-01T10:00:00Z";
const std::string day_two = "2020-02-02T10:00:00Z";
const std::string day_three = "2020-02-03T10:00:00Z";

std::string answered(const std::string& url, const std::string& date, const std::string& status,
                     const std::string& headers, const std::string& body = {}) {
    return warc_record(response_fields(url, date), http_message(headers, body, status));
}

// A visit in words.
std::string words_of(const core::Result<Visit>& visit) {
    if (!visit) return "error: " + visit.error().message;
    if (std::holds_alternative<NotModified>(*visit)) return "not modified";
    if (std::holds_alternative<Gone>(*visit)) return "gone";
    if (const auto* deferred = std::get_if<Deferred>(&*visit)) return "deferred " + std::to_string(deferred->status);
    const auto& fresh = std::get<Fresh>(*visit);
    std::string words;
    for (const auto& earlier : fresh.earlier) words += earlier.body + ", ";
    return words + fresh.body;
}

class RecordedWeb : public testing::Test {
  protected:
    void hold(const std::string& bytes) { test::write_file(path(), bytes); }
    [[nodiscard]] std::string path() const { return (folder_.path() / "web.warc").string(); }

    std::string visit(const Request& request) {
        auto replay = open_replay(path(), *core::parse_instant("2020-03-01"));
        if (!replay) return "no replay: " + replay.error().message;
        std::string words;
        replay->client->fetch(std::span(&request, 1),
                              [&](std::size_t, const core::Result<Visit>& answer) { words = words_of(answer); }, {});
        return words;
    }
    std::string page(const std::string& url) { return visit({.url = url}); }
    std::string feed(std::optional<std::string> since = {}, const std::string& etag = {}) {
        Request request{.url = "http://a.example/feed", .kind = RequestKind::feed, .etag = etag};
        if (since) request.since = core::parse_instant(*since);
        return visit(request);
    }

  private:
    test::TempFolder folder_;
};

constexpr const char* feed_url = "http://a.example/feed";

TEST_F(RecordedWeb, ANotModifiedStandsForTheVisitBeforeIt) {
    hold(answered(feed_url, day_one, "200 OK", "ETag: \"1\"\r\n", "one") +
         answered(feed_url, day_two, "500 Internal Server Error", "") +
         answered(feed_url, day_three, "304 Not Modified", "ETag: \"1\"\r\n"));
    EXPECT_EQ(feed(), "one");
    EXPECT_EQ(page(feed_url), "one");
    EXPECT_EQ(feed({}, "\"1\""), "not modified");
    EXPECT_EQ(feed({}, "\"0\""), "one");
    EXPECT_EQ(feed(day_one), "not modified");
}

TEST_F(RecordedWeb, ANotModifiedWithoutABodyAnswersOnlyThoseWhoHaveOne) {
    hold(answered(feed_url, day_one, "304 Not Modified", ""));
    EXPECT_EQ(feed({}, "\"1\""), "not modified");
    EXPECT_EQ(feed("2020-01-01"), "not modified");
    EXPECT_EQ(feed(),
              "error: http://a.example/feed is recorded only as not modified since an earlier visit, without a body");
}

TEST_F(RecordedWeb, AFeedsVisitsAreNotLostBehindAFailureOrAMove) {
    const std::string one = answered(feed_url, day_one, "200 OK", "", "one");
    hold(one + answered(feed_url, day_two, "503 Service Unavailable", ""));
    EXPECT_EQ(feed(), "one");
    EXPECT_EQ(feed(day_one), "deferred 503");
    hold(one + answered(feed_url, day_two, "410 Gone", ""));
    EXPECT_EQ(feed(), "one");
    EXPECT_EQ(feed(day_one), "gone");
    hold(one + answered(feed_url, day_two, "301 Moved Permanently", "Location: /new\r\n") +
         answered("http://a.example/new", day_two, "200 OK", "", "two"));
    EXPECT_EQ(feed(), "one, two");
    EXPECT_EQ(feed(day_one), "two");
    EXPECT_EQ(feed(day_two), "not modified");
}

TEST_F(RecordedWeb, ARedirectToNowhereIsAnAnswerOfItsOwn) {
    hold(answered("http://a.example/1", day_one, "302 Found", "") +
         answered("http://a.example/2", day_one, "302 Found", "Location: mailto:a@a.example\r\n") +
         answered("http://a.example/3", day_one, "302 Found", "Location: /4\r\n"));
    EXPECT_THAT(page("http://a.example/1"), HasSubstr("302"));
    EXPECT_THAT(page("http://a.example/2"), HasSubstr("redirects to what is no web address"));
    EXPECT_EQ(page("http://a.example/3"), "error: http://a.example/4 is not in the recorded web");
}

TEST_F(RecordedWeb, RobotsTellWhyAPageWasNotRecorded) {
    hold(answered("http://a.example/robots.txt", day_one, "200 OK", "", "User-agent: *\nDisallow: /private\n") +
         page_record("http://a.example/private/kept", "another crawler came here"));
    EXPECT_EQ(page("http://a.example/private/x"),
              "error: robots.txt of http://a.example does not allow http://a.example/private/x");
    EXPECT_EQ(page("http://a.example/public"), "error: http://a.example/public is not in the recorded web");
    EXPECT_EQ(page("http://a.example/private/kept"), "another crawler came here");
    EXPECT_EQ(visit({.url = "http://a.example/private/x", .kind = RequestKind::image}),
              "error: http://a.example/private/x is not in the recorded web");
}

TEST_F(RecordedWeb, FilesPackedAsAWholeAreReadInAnyOrder) {
    std::string all;
    std::string text;
    for (unsigned i = 0; text.size() < 400'000; ++i) text += std::to_string(i * 2654435761U) + "\n";
    for (int i = 0; i < 8; ++i) all += page_record("http://a.example/" + std::to_string(i), std::to_string(i) + text);
    hold(gzip(all) + gzip(page_record("http://a.example/last", "last")));
    auto replay = open_replay(path(), *core::parse_instant("2020-03-01"));
    ASSERT_TRUE(replay);
    EXPECT_EQ(replay->summary.responses, 9U);
    for (const char* name : {"7", "0", "last", "3", "7", "1"}) {
        const Request request{.url = std::string("http://a.example/") + name};
        replay->client->fetch(std::span(&request, 1),
                              [&](std::size_t, const core::Result<Visit>& answer) {
                                  const std::string words = words_of(answer);
                                  EXPECT_EQ(words.substr(0, std::string_view(name).size()), name);
                                  EXPECT_EQ(words.size() > 1000, words != "last");
                              },
                              {});
    }
}

TEST_F(RecordedWeb, WhatIsTooLargeOrCannotBeUnpackedIsSaid) {
    hold(page_record("http://a.example/film", std::string((std::size_t{64} << 20U) + 1, 'x')) +
         answered("http://a.example/bomb", day_one, "200 OK", "Content-Encoding: gzip\r\n",
                  gzip(std::string(std::size_t{4} << 20U, '\0'))));
    EXPECT_THAT(page("http://a.example/film"), HasSubstr("is larger than 67108864 bytes"));
    EXPECT_THAT(page("http://a.example/bomb"), HasSubstr("unpacks to more than 200 times its size"));
}

}  // namespace
}  // namespace masthead::fetch
