// What a recorded run's replay answers must be what the live run was answered.
#include "fetch/live.h"
#include "fetch/local_server.h"
#include "support/files.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using test::LocalServer;

std::string answer(const std::string& status, const std::string& headers, const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

// Every kind of answer, by path.
std::string serve(const std::string& head, int) {
    const auto begin = head.find(' ') + 1;
    const std::string path = head.substr(begin, head.find(' ', begin) - begin);
    if (path == "/ok") {
        const bool known = head.contains("If-None-Match: \"a1\"");
        return answer(known ? "304 Not Modified" : "200 OK", "Content-Type: text/html\r\nETag: \"a1\"\r\n",
                      known ? "" : "hello");
    }
    if (path == "/moved") return answer("301 Moved Permanently", "Location: /moved2\r\n", "over there");
    if (path == "/moved2") return answer("308 Permanent Redirect", "Location: ok\r\n", "");
    if (path == "/found") return answer("302 Found", "Location: /moved\r\n", "");
    if (path == "/loop") return answer("302 Found", "Location: /loop\r\n", "");
    if (path == "/lost") return answer("302 Found", "Location: /nothing\r\n", "");
    if (path == "/ftp") return answer("302 Found", "Location: ftp://127.0.0.1/x\r\n", "");
    if (path == "/gone") return answer("410 Gone", "", "bye");
    if (path == "/secret") return answer("401 Unauthorized", "", "");
    if (path == "/wait") return answer("429 Too Many Requests", "Retry-After: 120\r\n", "slower");
    if (path == "/closed") return answer("503 Service Unavailable", "Retry-After: 60\r\n", "");
    if (path == "/broken") return answer("500 Internal Server Error", "", "oops");
    if (path == "/robots.txt") return answer("200 OK", "", "User-agent: masthead\nDisallow: /private\n");
    return answer("404 Not Found", "", "nothing");
}

// An answer as text, to compare.
std::string text_of(const core::Result<Visit>& visit) {
    if (!visit) return "error " + std::to_string(static_cast<int>(visit.error().code)) + ": " + visit.error().message;
    if (std::holds_alternative<NotModified>(*visit)) return "not modified";
    if (std::holds_alternative<Gone>(*visit)) return "gone";
    if (const auto* deferred = std::get_if<Deferred>(&*visit)) return "deferred: " + deferred->reason;
    const auto& fresh = std::get<Fresh>(*visit);
    return fresh.url + " " + fresh.content_type + " " + fresh.etag + (fresh.moved_permanently ? " moved " : " ") +
           core::format_instant(fresh.at) + " " + fresh.body;
}

std::vector<std::string> answers_of(HttpClient& client, const std::vector<Request>& requests) {
    std::vector<std::string> answers(requests.size());
    client.fetch(requests,
                 [&](std::size_t index, const core::Result<Visit>& visit) { answers[index] = text_of(visit); }, {});
    return answers;
}

class RecordingTest : public testing::Test {
  protected:
    RecordingTest() : server_(serve) {
        options_.domain_interval = std::chrono::milliseconds(0);
        options_.allowed_private = {"127.0.0.1/32"};
        options_.allowed_ports = {server_.port()};
        options_.total_timeout = std::chrono::seconds(20);
    }
    [[nodiscard]] std::string path() const { return (folder_.path() / "web.warc.gz").string(); }

    // The live answers; the recording lies at path().
    std::vector<std::string> record(const std::vector<Request>& requests) {
        auto writer = WarcWriter::create(path(), clock_.now());
        if (!writer) return {writer.error().message};
        auto client = make_recording_client(options_, clock_, std::move(*writer));
        if (!client) return {client.error().message};
        return answers_of(**client, requests);
    }
    std::vector<std::string> replay(const std::vector<Request>& requests) {
        auto replay = open_replay(path(), clock_.now());
        if (!replay) return {replay.error().message};
        return answers_of(*replay->client, requests);
    }

    core::FixedClock clock_{core::from_unix(1'700'000'000)};
    LocalServer server_;
    LiveOptions options_;
    test::TempFolder folder_;
};

TEST_F(RecordingTest, ReplaysEveryKindOfAnswerAsItWas) {
    for (const auto* path : {"/ok", "/moved", "/found", "/loop", "/lost", "/ftp", "/gone", "/secret", "/wait",
                             "/closed", "/broken", "/nothing"}) {
        const std::vector<Request> requests{{.url = server_.url(path), .kind = RequestKind::feed}};
        const auto live = record(requests);
        EXPECT_EQ(replay(requests), live) << path;
    }
}

TEST_F(RecordingTest, ReplaysConditionalVisitsInTheirOrder) {
    const Request first{.url = server_.url("/ok"), .kind = RequestKind::feed};
    Request second = first;
    second.etag = "\"a1\"";
    EXPECT_THAT(record({first}), testing::ElementsAre(testing::HasSubstr("hello")));
    EXPECT_THAT(record({second}), testing::ElementsAre("not modified"));
    EXPECT_THAT(replay({second, first}), testing::ElementsAre("not modified", testing::HasSubstr("hello")));
    std::vector<int> statuses;
    ASSERT_TRUE(read_warc(path(), [&](const RecordedResponse& response) {
        statuses.push_back(response.status);
        return true;
    }));
    EXPECT_THAT(statuses, testing::ElementsAre(200, 304));
}

TEST_F(RecordingTest, ReplaysWhatRobotsRefusedAndWhatWasNotReached) {
    const std::vector<Request> pages{{.url = server_.url("/private/x")}, {.url = server_.url("/ok")}};
    const auto live = record(pages);
    EXPECT_THAT(live.front(), testing::HasSubstr("robots.txt"));
    EXPECT_EQ(replay(pages), live);
    EXPECT_THAT(replay({{.url = "http://nowhere.invalid/"}}).front(), testing::HasSubstr("is not in the recorded web"));
}

TEST_F(RecordingTest, KeepsTheBodiesOfErrorsUpToTheirCap) {
    options_.max_error_body_bytes = 3;
    record({{.url = server_.url("/broken"), .kind = RequestKind::feed}});
    std::string body;
    ASSERT_TRUE(read_warc(path(), [&](RecordedResponse response) {
        body = std::move(response.body);
        return true;
    }));
    EXPECT_EQ(body, "oop");
}

// A writer whose disk is full after one record.
class FullDisk final : public WarcWriter {
  public:
    core::Result<void> write(const RecordedResponse&) override {
        if (++records_ == 1) return {};
        return core::fail(core::ErrorCode::io, "the disk is full");
    }
    core::Result<void> close() override { return {}; }

  private:
    int records_ = 0;
};

TEST_F(RecordingTest, AnswersWithTheFirstFailureToWriteFromThenOn) {
    auto client = make_recording_client(options_, clock_, std::make_unique<FullDisk>());
    ASSERT_TRUE(client);
    const auto ask = [&] {
        return answers_of(**client, {{.url = server_.url("/ok"), .kind = RequestKind::feed}}).front();
    };
    EXPECT_THAT(ask(), testing::HasSubstr("hello"));
    EXPECT_THAT(ask(), testing::HasSubstr("the disk is full"));
    EXPECT_THAT(ask(), testing::HasSubstr("the disk is full"));
    const auto writer = WarcWriter::create("/dev/full", clock_.now());
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, core::ErrorCode::io);
}

}  // namespace
}  // namespace masthead::fetch
