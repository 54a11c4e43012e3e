#include "fetch/warc.h"

#include "support/files.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using core::ErrorCode;
using core::from_unix;
using testing::HasSubstr;

constexpr std::int64_t noon = 1'700'000'000;

RecordedResponse page(std::string url, std::int64_t at, std::string body) {
    return {std::move(url), from_unix(at), 200, {{"content-type", "text/html"}}, std::move(body)};
}

// Writes the responses to `path` and says so if that failed.
void record(const std::string& path, const std::vector<RecordedResponse>& responses) {
    auto writer = WarcWriter::create(path, from_unix(noon));
    ASSERT_TRUE(writer) << writer.error().message;
    for (const auto& response : responses) ASSERT_TRUE((*writer)->write(response));
    ASSERT_TRUE((*writer)->close());
}

struct Reading {
    core::Result<WarcSummary> summary;
    std::vector<RecordedResponse> responses;
};

Reading read_all(const std::string& path) {
    Reading reading;
    reading.summary = read_warc(path, [&](RecordedResponse response) {
        reading.responses.push_back(std::move(response));
        return true;
    });
    return reading;
}

// A WARC record with its two trailing line ends, as another crawler would write it.
std::string raw_record(const std::string& type, const std::string& url, const std::string& block) {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: <" + url +
           ">\r\nWARC-Date: 2020-02-01T10:00:00Z\r\n" + "Content-Type: application/http; msgtype=" + type +
           "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

class WarcTest : public testing::Test {
  protected:
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  private:
    test::TempFolder folder_;
};

TEST_F(WarcTest, GivesBackWhatWasWrittenGzippedAndPlain) {
    for (const std::string name : {"a.warc", "a.warc.gz"}) {
        record(path(name), {page("https://one.example/", noon, "first"),
                            page("https://two.example/x?y=1", noon + 5, std::string(200'000, 'z'))});
        const auto reading = read_all(path(name));
        ASSERT_TRUE(reading.summary);
        EXPECT_EQ(reading.summary->responses, 2U);
        EXPECT_EQ(reading.summary->skipped, 1U);  // warcinfo
        EXPECT_FALSE(reading.summary->truncated);
        EXPECT_EQ(reading.responses[0].url, "https://one.example/");
        EXPECT_EQ(reading.responses[0].body, "first");
        EXPECT_EQ(reading.responses[1].at, from_unix(noon + 5));
        EXPECT_EQ(reading.responses[1].body.size(), 200'000U);
    }
}

TEST_F(WarcTest, WritesTheSameBytesForTheSameResponses) {
    record(path("a.warc.gz"), {page("https://one.example/", noon, "body")});
    record(path("b.warc.gz"), {page("https://one.example/", noon, "body")});
    EXPECT_EQ(test::read_file(path("a.warc.gz")), test::read_file(path("b.warc.gz")));
}

TEST_F(WarcTest, KeepsTheWholeRecordsOfATruncatedFile) {
    for (const std::string name : {"t.warc", "t.warc.gz"}) {
        record(path(name), {page("https://one.example/", noon, "first"),
                            page("https://two.example/", noon, std::string(5000, 'q'))});
        const std::string bytes = test::read_file(path(name));
        test::write_file(path(name), bytes.substr(0, bytes.size() - 20));
        const auto reading = read_all(path(name));
        ASSERT_TRUE(reading.summary) << name;
        EXPECT_TRUE(reading.summary->truncated) << name;
        EXPECT_EQ(reading.summary->responses, 1U) << name;
    }
}

TEST_F(WarcTest, NamesTheFileThatIsNoRecording) {
    test::write_file(path("page.html"), "<html>hello</html>");
    test::write_file(path("empty.warc"), "");
    for (const std::string name : {"page.html", "empty.warc"}) {
        const auto reading = read_all(path(name));
        ASSERT_FALSE(reading.summary);
        EXPECT_EQ(reading.summary.error().code, ErrorCode::invalid);
        EXPECT_EQ(reading.summary.error().message,
                  "no WARC record in " + path(name) + ": is it a .warc or .warc.gz file?");
    }
    EXPECT_EQ(read_all(path("missing.warc")).summary.error().code, ErrorCode::not_found);
}

TEST_F(WarcTest, ReadsChunkedBodiesAndSkipsOtherRecordTypes) {
    const std::string chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\n\r\n";
    test::write_file(path("c.warc"), raw_record("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n") +
                                         raw_record("response", "http://a.example/", chunked) +
                                         raw_record("revisit", "http://a.example/", "HTTP/1.1 200 OK\r\n\r\n"));
    const auto reading = read_all(path("c.warc"));
    ASSERT_TRUE(reading.summary);
    EXPECT_EQ(reading.summary->skipped, 2U);
    ASSERT_EQ(reading.responses.size(), 1U);
    EXPECT_EQ(reading.responses[0].url, "http://a.example/");
    EXPECT_EQ(reading.responses[0].body, "hello world");
}

Request ask(std::string url) {
    return {std::move(url), RequestKind::page, {}, {}};
}

core::Result<Visit> fetch_one(HttpClient& client, const Request& request, std::stop_token stop = {}) {
    core::Result<Visit> answer = core::fail(ErrorCode::invalid, "not answered");
    client.fetch(
        std::span(&request, 1), [&](std::size_t, core::Result<Visit> visit) { answer = std::move(visit); }, stop);
    return answer;
}

class ReplayTest : public WarcTest {
  protected:
    core::Result<Visit> visit(const Request& request, std::int64_t now) {
        auto replay = open_replay(path("web.warc.gz"), from_unix(now));
        if (!replay) return std::unexpected(replay.error());
        return fetch_one(*replay->client, request);
    }
    std::string body(const std::string& url, std::int64_t now = noon) {
        auto answer = visit(ask(url), now);
        if (!answer) return "error: " + answer.error().message;
        const auto* fresh = std::get_if<Fresh>(&*answer);
        return fresh != nullptr ? fresh->body : "no body";
    }
};

TEST_F(ReplayTest, ChoosesTheNewestRecordingAtOrBeforeNow) {
    record(path("web.warc.gz"),
           {page("https://a.example/", noon + 100, "late"), page("https://a.example/", noon - 100, "early"),
            page("https://a.example/", noon, "middle")});
    EXPECT_EQ(body("https://a.example/", noon + 99), "middle");
    EXPECT_EQ(body("https://a.example/", noon + 100), "late");
    EXPECT_EQ(body("https://a.example/", noon - 1000), "early");
}

TEST_F(ReplayTest, FindsAnAddressUnderTheOtherSchemeAndWithoutItsFragment) {
    record(path("web.warc.gz"), {page("http://a.example/x", noon, "plain")});
    EXPECT_EQ(body("https://A.example:443/x#part"), "plain");
    EXPECT_EQ(body("https://a.example/y"), "error: https://a.example/y is not in the recorded web");
}

TEST_F(ReplayTest, FollowsRecordedRedirectsUpToFive) {
    std::vector<RecordedResponse> chain{page("https://a.example/6", noon, "end")};
    for (int i = 0; i < 6; ++i) {
        chain.push_back({"https://a.example/" + std::to_string(i),
                         from_unix(noon),
                         301,
                         {{"location", std::to_string(i + 1)}},
                         {}});
    }
    record(path("web.warc.gz"), chain);
    EXPECT_EQ(body("https://a.example/1"), "end");
    EXPECT_THAT(body("https://a.example/0"), HasSubstr("more than 5 times"));
    const auto answer = visit(ask("https://a.example/5"), noon);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(std::get<Fresh>(*answer).moved_permanently);
    EXPECT_EQ(std::get<Fresh>(*answer).url, "https://a.example/6");
}

TEST_F(ReplayTest, HonoursValidatorsAndMapsStatuses) {
    auto tagged = page("https://a.example/", noon, "body");
    tagged.headers.emplace_back("etag", "W/\"1\"");
    std::vector<RecordedResponse> all{tagged};
    for (const int status : {401, 404, 410, 503}) {
        all.push_back({"https://a.example/" + std::to_string(status), from_unix(noon), status, {}, {}});
    }
    record(path("web.warc.gz"), all);
    EXPECT_TRUE(
        std::holds_alternative<NotModified>(*visit({"https://a.example/", RequestKind::feed, "W/\"1\"", {}}, noon)));
    EXPECT_TRUE(std::holds_alternative<Fresh>(*visit({"https://a.example/", RequestKind::feed, "\"2\"", {}}, noon)));
    EXPECT_EQ(visit(ask("https://a.example/404"), noon).error().code, ErrorCode::not_found);
    EXPECT_EQ(visit(ask("https://a.example/401"), noon).error().code, ErrorCode::refused);
    EXPECT_EQ(std::get<Deferred>(*visit(ask("https://a.example/503"), noon)).status, 503);
    EXPECT_TRUE(std::holds_alternative<Gone>(*visit(ask("https://a.example/410"), noon)));
}

TEST_F(ReplayTest, GivesAFeedsEarlierVisitsThatWereNotSeenYet) {
    record(path("web.warc.gz"),
           {page("https://a.example/feed", noon - 200, "one"), page("https://a.example/feed", noon - 100, "two"),
            page("https://a.example/feed", noon, "three"), page("https://a.example/feed", noon, "four")});
    const auto bodies = [&](std::optional<core::Instant> since) {
        auto answer = visit({.url = "https://a.example/feed", .kind = RequestKind::feed, .since = since}, noon);
        const auto* fresh = answer ? std::get_if<Fresh>(&*answer) : nullptr;
        std::string out;
        if (fresh == nullptr) return out;
        for (const auto& earlier : fresh->earlier) out += earlier.body + " ";
        return out + fresh->body;
    };
    EXPECT_EQ(bodies(std::nullopt), "one two three four");
    EXPECT_EQ(bodies(from_unix(noon - 200)), "two three four");
    EXPECT_EQ(bodies(from_unix(noon)), "");  // NotModified
}

TEST_F(ReplayTest, GivesAPageAsItStoodAtAnInstant) {
    record(path("web.warc.gz"),
           {page("https://a.example/", noon - 100, "before"), page("https://a.example/", noon, "after")});
    const auto answer = visit({.url = "https://a.example/", .as_of = from_unix(noon - 1)}, noon);
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<Fresh>(*answer).body, "before");
}

TEST_F(ReplayTest, AnswersCancelledAfterAStopRequest) {
    record(path("web.warc.gz"), {page("https://a.example/", noon, "body")});
    auto replay = open_replay(path("web.warc.gz"), from_unix(noon));
    ASSERT_TRUE(replay);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(fetch_one(*replay->client, ask("https://a.example/"), stop.get_token()).error().code,
              ErrorCode::cancelled);
}

}  // namespace
}  // namespace masthead::fetch
