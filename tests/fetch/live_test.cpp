#include "fetch/live.h"

#include "fetch/local_server.h"
#include "support/files.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace masthead::fetch {
namespace {

using core::ErrorCode;
using test::LocalServer;
using testing::HasSubstr;

std::string answer(const std::string& status, const std::string& headers, const std::string& body) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

std::string gzip(const std::string& plain) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string path_of(const std::string& head) {
    const auto begin = head.find(' ') + 1;
    return head.substr(begin, head.find(' ', begin) - begin);
}

// Answers by path; redirects stay on this server.
std::string serve(const std::string& head, int) {
    const std::string path = path_of(head);
    if (path == "/ok") return answer("200 OK", "Content-Type: text/html; charset=utf-8\r\nETag: \"a1\"\r\n", "hello");
    if (path == "/cached")
        return head.contains("If-None-Match: \"a1\"") ? answer("304 Not Modified", "", "")
                                                      : answer("200 OK", "", "new");
    if (path == "/always304") return answer("304 Not Modified", "", "");
    if (path == "/gone") return answer("410 Gone", "", "bye");
    if (path == "/wait") return answer("429 Too Many Requests", "Retry-After: 120\r\n", "");
    if (path == "/forbidden") return answer("403 Forbidden", "", "");
    if (path == "/hub") return answer("202 Accepted", "", "");
    if (path == "/moved") return answer("301 Moved Permanently", "Location: /moved2\r\n", "");
    if (path == "/moved2") return answer("308 Permanent Redirect", "Location: ok\r\n", "");
    if (path == "/found") return answer("302 Found", "Location: /moved\r\n", "");
    if (path == "/loop") return answer("302 Found", "Location: /loop\r\n", "");
    if (path == "/ftp") return answer("302 Found", "Location: ftp://127.0.0.1/x\r\n", "");
    if (path == "/inside")
        return answer("302 Found",
                      "Location: http://127.0.0.2:" + head.substr(head.find("127.0.0.1:") + 10, 5) + "/ok\r\n", "");
    if (path == "/port") return answer("302 Found", "Location: http://127.0.0.1:22/\r\n", "");
    if (path == "/bomb")
        return answer("200 OK", "Content-Encoding: gzip\r\n", gzip(std::string(std::size_t{32} << 20U, '\0')));
    if (path == "/big") return answer("200 OK", "", std::string(300'000, 'x'));
    if (path == "/part") {
        if (head.find("Range: bytes=0-99\r\n") == std::string::npos) return answer("400 Bad Request", "", "no range");
        return answer("206 Partial Content", "Content-Range: bytes 0-99/300000\r\n", std::string(100, 'p'));
    }
    if (path == "/twice") return answer("200 OK", "Content-Encoding: gzip, gzip\r\n", gzip(gzip("x")));
    if (path == "/zipped") return answer("200 OK", "Content-Encoding: gzip\r\n", gzip("unpacked"));
    if (path == "/robots.txt")
        return answer("200 OK", "", "User-agent: *\nDisallow: /\n\nUser-agent: masthead\nDisallow: /private\n");
    return answer("404 Not Found", "", "nothing");
}

class LiveTest : public testing::Test {
  protected:
    LiveTest() : server_(serve) {
        options_.domain_interval = std::chrono::milliseconds(0);
        options_.allowed_private = {"127.0.0.1/32"};
        options_.allowed_ports = {server_.port()};
        options_.total_timeout = std::chrono::seconds(20);
    }

    std::vector<core::Result<Visit>> fetch(const std::vector<Request>& requests, std::stop_token stop = {}) {
        std::vector<core::Result<Visit>> visits(requests.size(), core::fail(ErrorCode::invalid, "not answered"));
        auto client = make_live_client(options_, clock_);
        EXPECT_TRUE(client);
        (*client)->fetch(
            requests, [&](std::size_t index, core::Result<Visit> visit) { visits[index] = std::move(visit); }, stop);
        return visits;
    }
    core::Result<Visit> visit(const std::string& path, RequestKind kind = RequestKind::feed, std::string etag = {}) {
        return fetch({{server_.url(path), kind, std::move(etag), {}}}).front();
    }
    core::Error error(const std::string& path) {
        auto answer = visit(path);
        return answer ? core::Error{ErrorCode::invalid, "no error"} : answer.error();
    }

    core::FixedClock clock_{core::from_unix(1'700'000'000)};
    LocalServer server_;
    LiveOptions options_;
};

TEST_F(LiveTest, TakesABeginningWhereThatIsEnough) {
    for (const std::string path : {"/part", "/big"}) {  // With a server that gives parts, and with one that does not.
        const auto answer = fetch({{.url = server_.url(path), .kind = RequestKind::image, .first_bytes = 100}}).front();
        ASSERT_TRUE(answer) << path << ": " << answer.error().message;
        EXPECT_EQ(std::get<Fresh>(*answer).body.size(), 100U) << path;
    }
    const auto whole = visit("/big", RequestKind::image);
    ASSERT_TRUE(whole);
    EXPECT_EQ(std::get<Fresh>(*whole).body.size(), 300'000U);
}

TEST_F(LiveTest, GivesTheBodyWithItsTypeAndValidators) {
    const auto answer = visit("/ok");
    ASSERT_TRUE(answer) << answer.error().message;
    const auto& fresh = std::get<Fresh>(*answer);
    EXPECT_EQ(fresh.body, "hello");
    EXPECT_EQ(fresh.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(fresh.etag, "\"a1\"");
    EXPECT_EQ(fresh.at, clock_.now());
    EXPECT_FALSE(fresh.moved_permanently);
    EXPECT_EQ(std::get<Fresh>(*visit("/zipped")).body, "unpacked");
}

TEST_F(LiveTest, TellsOrdinaryEndsApart) {
    EXPECT_TRUE(std::holds_alternative<NotModified>(*visit("/cached", RequestKind::feed, "\"a1\"")));
    EXPECT_TRUE(std::holds_alternative<Fresh>(*visit("/cached", RequestKind::feed, "\"b2\"")));
    EXPECT_TRUE(std::holds_alternative<Gone>(*visit("/gone")));
    EXPECT_EQ(error("/missing").code, ErrorCode::not_found);
    const auto deferred = std::get<Deferred>(*visit("/wait"));
    EXPECT_EQ(deferred.status, 429);
    EXPECT_EQ(deferred.retry_at, clock_.now() + std::chrono::seconds(120));
    EXPECT_EQ(std::get<Deferred>(*visit("/forbidden")).retry_at, std::nullopt);
    EXPECT_EQ(error("/always304").code, ErrorCode::network);
}

TEST_F(LiveTest, FollowsRedirectsAndSaysWhetherAllWerePermanent) {
    const auto permanent = std::get<Fresh>(*visit("/moved"));
    EXPECT_EQ(permanent.url, server_.url("/ok"));
    EXPECT_TRUE(permanent.moved_permanently);
    EXPECT_FALSE(std::get<Fresh>(*visit("/found")).moved_permanently);
    EXPECT_EQ(error("/loop").code, ErrorCode::refused);
    EXPECT_THAT(error("/loop").message, HasSubstr("more than 5 times"));
}

TEST_F(LiveTest, RefusesAddressesPortsAndSchemesThatAreNotAllowed) {
    EXPECT_EQ(error("/inside").code, ErrorCode::refused);
    EXPECT_THAT(error("/inside").message, HasSubstr("127.0.0.2 is not in the public net"));
    EXPECT_EQ(error("/port").code, ErrorCode::refused);
    EXPECT_EQ(error("/ftp").code, ErrorCode::refused);
    options_.allowed_private.clear();
    const std::size_t before = server_.heads().size();
    for (const std::string host :
         {"127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "localhost"}) {
        const std::string url = "http://" + host + ":" + std::to_string(server_.port()) + "/ok";
        const auto refused = fetch({{url, RequestKind::feed, {}, {}}}).front();
        ASSERT_FALSE(refused) << host;
        EXPECT_EQ(refused.error().code, ErrorCode::refused) << host << ": " << refused.error().message;
    }
    EXPECT_EQ(server_.heads().size(), before);  // Not one byte reached the server.
}

TEST_F(LiveTest, StopsAtTheCapsAndAtBombs) {
    EXPECT_EQ(error("/bomb").code, ErrorCode::too_large);
    EXPECT_EQ(error("/twice").code, ErrorCode::refused);
    options_.max_feed_bytes = 200'000;
    EXPECT_EQ(error("/big").code, ErrorCode::too_large);
}

TEST_F(LiveTest, ObeysRobotsForPagesAndSitemapsOnly) {
    EXPECT_TRUE(visit("/ok", RequestKind::page));
    const auto refused = visit("/private/x", RequestKind::page);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::refused);
    EXPECT_THAT(refused.error().message, HasSubstr("robots.txt"));
    EXPECT_FALSE(visit("/private/x", RequestKind::sitemap));
    EXPECT_EQ(visit("/private/x", RequestKind::feed).error().code, ErrorCode::not_found);
}

TEST_F(LiveTest, AsksForRobotsOnceForManyPages) {
    std::vector<Request> requests(12, Request{server_.url("/ok"), RequestKind::page, {}, {}});
    for (const auto& visit : fetch(requests)) EXPECT_TRUE(visit);
    EXPECT_EQ(std::ranges::count_if(server_.heads(), [](const auto& head) { return path_of(head) == "/robots.txt"; }),
              1);
}

TEST_F(LiveTest, PostsAFormToAHubAndFollowsNoRedirectWithIt) {
    const auto post = [&](const std::string& path) {
        return fetch({{.url = server_.url(path), .kind = RequestKind::hub, .form = "hub.mode=subscribe&a=b%20c"}})
            .front();
    };
    const auto accepted = post("/hub");
    ASSERT_TRUE(accepted) << accepted.error().message;
    EXPECT_TRUE(std::holds_alternative<Fresh>(*accepted));
    EXPECT_THAT(server_.heads().back(), testing::StartsWith("POST /hub "));
    EXPECT_THAT(server_.heads().back(), HasSubstr("Content-Type: application/x-www-form-urlencoded"));
    EXPECT_THAT(server_.heads().back(), HasSubstr("Content-Length: 26"));
    const std::size_t before = server_.heads().size();
    EXPECT_FALSE(post("/moved2"));
    EXPECT_EQ(server_.heads().size(), before + 1);
}

TEST_F(LiveTest, KeepsAHeaderValueFromStartingAHeader) {
    EXPECT_TRUE(visit("/ok", RequestKind::feed, "\"a\"\r\nX-Injected: 1"));
    EXPECT_THAT(server_.heads().back(), testing::Not(HasSubstr("X-Injected")));
}

TEST_F(LiveTest, EndsAtOnceWhenStoppedInsideABody) {
    std::stop_source stop;
    LocalServer slow([&](const std::string&, int socket) {
        LocalServer::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nfirst bytes");
        stop.request_stop();
        LocalServer::wait_for_close(socket);
        return std::string();
    });
    options_.allowed_ports.push_back(slow.port());
    const auto begun = std::chrono::steady_clock::now();
    const auto visits = fetch(
        {{slow.url("/a"), RequestKind::feed, {}, {}}, {slow.url("/b"), RequestKind::feed, {}, {}}}, stop.get_token());
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
    for (const auto& visit : visits) EXPECT_EQ(visit.error().code, ErrorCode::cancelled);
}

TEST_F(LiveTest, CutsOffAServerThatIsTooSlow) {
    LocalServer slow([](const std::string&, int socket) {
        LocalServer::wait_for_close(socket);
        return std::string();
    });
    options_.allowed_ports.push_back(slow.port());
    options_.total_timeout = std::chrono::seconds(1);
    EXPECT_EQ(fetch({{slow.url("/"), RequestKind::feed, {}, {}}}).front().error().code, ErrorCode::timeout);
}

}  // namespace
}  // namespace masthead::fetch
