// The live client's manners and patience: domains that want to be left alone, hosts that do not answer, slow servers,
// passwords. Names are resolved by LiveOptions::resolve.
#include "fetch/live.h"
#include "fetch/local_server.h"

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using core::ErrorCode;
using test::LocalServer;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string answer(const std::string& status, const std::string& headers = {}, const std::string& body = {}) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

bool asks(const std::string& head, const std::string& host) {
    return head.contains("Host: " + host + ":");
}

class MannersTest : public testing::Test {
  protected:
    MannersTest() {
        options_.domain_interval = std::chrono::milliseconds(0);
        options_.allowed_private = {"127.0.0.1/32"};
        options_.total_timeout = std::chrono::seconds(20);
    }

    void serve(LocalServer::Handler handler) {
        server_ = std::make_unique<LocalServer>(std::move(handler));
        options_.allowed_ports = {server_->port()};
    }
    std::string url(const std::string& host, const std::string& path = "/") {
        options_.resolve.push_back(host + ":" + std::to_string(server_->port()) + ":127.0.0.1");
        return "http://" + host + ":" + std::to_string(server_->port()) + path;
    }
    std::vector<core::Result<Visit>> fetch(const std::vector<Request>& requests) {
        std::vector<core::Result<Visit>> visits(requests.size(), core::fail(ErrorCode::invalid, "not answered"));
        if (!client_) client_ = *make_live_client(options_, clock_);
        client_->fetch(requests,
                       [&](std::size_t index, core::Result<Visit> visit) { visits[index] = std::move(visit); }, {});
        return visits;
    }
    static Request feed(std::string address) { return {.url = std::move(address), .kind = RequestKind::feed}; }
    static Request page(std::string address) { return {.url = std::move(address), .kind = RequestKind::page}; }

    core::FixedClock clock_{core::from_unix(1'700'000'000)};
    LiveOptions options_;
    std::unique_ptr<LocalServer> server_;
    std::unique_ptr<HttpClient> client_;
};

TEST_F(MannersTest, LeavesAWholeDomainAloneThatAsksForIt) {
    for (const std::string status : {"429 Too Many Requests", "503 Service Unavailable"}) {
        client_.reset();
        serve([&](const std::string& head, int) {
            return asks(head, "www.busy.example") ? answer(status, "Retry-After: 600\r\n") : answer("200 OK");
        });
        options_.max_transfers_per_domain = 1;
        const std::vector<Request> requests{feed(url("www.busy.example", "/1")), feed(url("feeds.busy.example", "/2")),
                                            feed(url("calm.example")), feed(url("busy.example", "/3"))};
        const auto visits = fetch(requests);
        for (const std::size_t i : {0U, 1U, 3U}) {
            ASSERT_TRUE(visits[i]) << visits[i].error().message;
            const auto& deferred = std::get<Deferred>(*visits[i]);
            EXPECT_EQ(std::to_string(deferred.status), status.substr(0, 3));
            EXPECT_EQ(deferred.retry_at, clock_.now() + std::chrono::minutes(10));
            EXPECT_THAT(deferred.reason, HasSubstr("www.busy.example"));
        }
        EXPECT_TRUE(std::holds_alternative<Fresh>(*visits[2]));
        // Also later, and a page, whose robots.txt is not asked for either.
        EXPECT_TRUE(std::holds_alternative<Deferred>(*fetch({page(url("blog.busy.example"))}).front()));
        EXPECT_EQ(server_->heads().size(), 2U);
    }
}

TEST_F(MannersTest, DefersPagesWhoseRobotsAsksForAPause) {
    serve([](const std::string&, int) { return answer("503 Service Unavailable", "Retry-After: 600\r\n"); });
    for (const auto& visit : fetch({page(url("a.example", "/1")), page(url("a.example", "/2"))})) {
        ASSERT_TRUE(visit) << visit.error().message;
        EXPECT_EQ(std::get<Deferred>(*visit).retry_at, clock_.now() + std::chrono::minutes(10));
    }
    EXPECT_EQ(server_->heads().size(), 1U);
}

TEST_F(MannersTest, WaitsWhenThePauseIsShort) {
    std::atomic<int> count = 0;
    serve([&](const std::string&, int) {
        return ++count == 1 ? answer("503 Service Unavailable", "Retry-After: 1\r\n") : answer("200 OK");
    });
    options_.max_transfers_per_domain = 1;
    const auto visits = fetch({feed(url("a.example", "/1")), feed(url("a.example", "/2"))});
    EXPECT_TRUE(std::holds_alternative<Deferred>(*visits[0]));
    EXPECT_TRUE(std::holds_alternative<Fresh>(*visits[1]));
}

TEST_F(MannersTest, StopsAskingAHostThatDoesNotAnswerAndOnlyThat) {
    serve([](const std::string& head, int socket) {
        if (asks(head, "good.mixed.example")) return answer("200 OK");
        LocalServer::wait_for_close(socket);
        return std::string();
    });
    options_.total_timeout = std::chrono::seconds(1);
    options_.max_transfers_per_domain = 1;  // Of two at once the first to end could let a third one begin.
    std::vector<Request> requests;
    for (int i = 0; i < 20; ++i) requests.push_back(feed(url("dead.mixed.example", "/" + std::to_string(i))));
    requests.push_back(feed(url("good.mixed.example")));
    const auto visits = fetch(requests);
    for (std::size_t i = 0; i < 20; ++i) {
        ASSERT_FALSE(visits[i]);
        EXPECT_EQ(visits[i].error().code, i < 2 ? ErrorCode::timeout : ErrorCode::network) << i;
    }
    EXPECT_THAT(visits[19].error().message, HasSubstr("did not answer 2 times in a row"));
    EXPECT_TRUE(visits[20]) << visits[20].error().message;
    EXPECT_EQ(server_->heads().size(), 3U);
}

TEST_F(MannersTest, LetsHealthyServersPassTheSlowOnes) {
    serve([](const std::string& head, int socket) {
        if (head.contains("Host: healthy")) return answer("200 OK", {}, "news");
        LocalServer::wait_for_close(socket);
        return std::string();
    });
    options_.max_transfers = 2;
    options_.slow_after = std::chrono::milliseconds(10);
    std::vector<Request> requests;
    for (int i = 0; i < 20; ++i) requests.push_back(feed(url("slow" + std::to_string(i) + ".example")));
    for (int i = 0; i < 5; ++i) requests.push_back(feed(url("healthy" + std::to_string(i) + ".example")));
    std::stop_source stop;
    std::vector<std::string> order;
    client_ = *make_live_client(options_, clock_);
    client_->fetch(
        requests,
        [&](std::size_t index, const core::Result<Visit>& visit) {
            order.emplace_back(index < 20 ? "slow" : "healthy");
            EXPECT_EQ(visit.has_value(), index >= 20);
            if (order.size() == 5) stop.request_stop();
        },
        stop.get_token());
    ASSERT_EQ(order.size(), requests.size());
    EXPECT_EQ(std::vector(order.begin(), order.begin() + 5), std::vector<std::string>(5, "healthy"));
}

TEST_F(MannersTest, KeepsToTheTransfersThatItMayHaveAtOnce) {
    std::atomic<int> open = 0;
    std::atomic<int> most = 0;
    serve([&](const std::string&, int) {
        const int now = ++open;
        int before = most;
        while (now > before && !most.compare_exchange_weak(before, now)) {
        }
        std::this_thread::yield();
        --open;
        return answer("200 OK");
    });
    options_.max_transfers = 3;
    std::vector<Request> requests;
    for (int i = 0; i < 100; ++i) requests.push_back(feed(url("a" + std::to_string(i) + ".example")));
    for (const auto& visit : fetch(requests)) EXPECT_TRUE(visit);
    EXPECT_LE(most, 3);
}

TEST_F(MannersTest, SendsASourcesPasswordToItsOriginAlone) {
    // "/N" leads to N.other.example, "/same" back to the same origin.
    serve([&](const std::string& head, int) {
        const std::string target = head.substr(5, head.find(' ', 5) - 5);
        if (target == "end") return answer("200 OK");
        const std::string place = target == "same" ? "/end" : target + "/end";
        return answer("302 Found", "Location: " + place + "\r\n");
    });
    const std::string port = ":" + std::to_string(server_->port());
    LocalServer other([](const std::string&, int) { return answer("200 OK"); });
    options_.allowed_ports.push_back(other.port());
    const auto with_password = [&](const std::string& path) {
        return feed("http://anna:secret@news.example" + port + "/" + path);
    };
    static_cast<void>(url("news.example"));
    static_cast<void>(url("www.news.example"));
    options_.obey_robots = false;
    ASSERT_TRUE(fetch({with_password("same")}).front());
    ASSERT_EQ(server_->heads().size(), 2U);
    for (const auto& head : server_->heads()) EXPECT_THAT(head, HasSubstr("Authorization: Basic YW5uYTpzZWNyZXQ="));
    std::vector<Request> leaving;
    const std::string foreign = "127.0.0.1:" + std::to_string(other.port());
    for (const std::string user : {"", "anna@", "anna:secret@", "x:y@", ":@"}) {
        for (const std::string start : {"http://", "//", "http:\\\\", "HTTP://"})
            leaving.push_back(with_password(start + user + foreign));
    }
    ASSERT_EQ(leaving.size(), 20U);
    for (const auto& visit : fetch(leaving)) EXPECT_TRUE(visit) << visit.error().message;
    EXPECT_EQ(other.heads().size(), 20U);
    EXPECT_THAT(other.heads(), Not(Contains(HasSubstr("Authorization"))));
    // Another host of the same domain and another scheme are other origins, and a page's link is nobody's word.
    EXPECT_TRUE(fetch({with_password("http://www.news.example" + port)}).front());
    EXPECT_THAT(server_->heads().back(), Not(HasSubstr("Authorization")));
    EXPECT_TRUE(fetch({page("http://anna:secret@news.example" + port + "/end")}).front());
    EXPECT_THAT(server_->heads().back(), Not(HasSubstr("Authorization")));
}

TEST_F(MannersTest, NeverShowsAPassword) {
    serve([](const std::string&, int) { return answer("302 Found", "Location: /again\r\n"); });
    const std::string host = "anna:secret@news.example:" + std::to_string(server_->port());
    static_cast<void>(url("news.example"));
    std::stop_source stop;
    stop.request_stop();
    std::vector<std::string> sentences;
    const auto keep = [&](std::size_t, const core::Result<Visit>& visit) {
        sentences.push_back(visit.error().message);
    };
    client_ = *make_live_client(options_, clock_);
    const std::vector<Request> requests{feed("http://" + host + "/"), feed("ftp://" + host + "/"),
                                        feed("http://anna:secret@news.example:99999/"),
                                        feed("http://anna:secret@news.example:22/")};
    client_->fetch(requests, keep, {});
    client_->fetch(requests, keep, stop.get_token());
    ASSERT_EQ(sentences.size(), 8U);
    EXPECT_THAT(sentences, Not(Contains(HasSubstr("secret"))));
}

TEST_F(MannersTest, GuardsTheAddressOfANameThatWasHandedIn) {
    serve([](const std::string&, int) { return answer("200 OK"); });
    const std::string address = url("inside.example");
    options_.allowed_private.clear();
    const auto visit = fetch({feed(address)}).front();
    ASSERT_FALSE(visit);
    EXPECT_EQ(visit.error().code, ErrorCode::refused);
    EXPECT_EQ(server_->heads().size(), 0U);
}

TEST_F(MannersTest, GoesOnToTheNextAddressOfANameAfterOneThatIsDeniedOrRefuses) {
    const std::string body(std::size_t{2} << 20U, 'x');
    serve([&](const std::string&, int) { return answer("200 OK", {}, body); });
    const std::string port = std::to_string(server_->port());
    options_.allowed_private = {"127.0.0.1/32", "127.0.0.3/32"};
    options_.resolve = {"denied.example:" + port + ":127.0.0.2,127.0.0.1",
                        "refusing.example:" + port + ":127.0.0.3,127.0.0.1"};
    for (const auto& visit :
         fetch({feed("http://denied.example:" + port + "/"), feed("http://refusing.example:" + port + "/")})) {
        ASSERT_TRUE(visit) << visit.error().message;
        EXPECT_EQ(std::get<Fresh>(*visit).body.size(), body.size());
    }
}

}  // namespace
}  // namespace masthead::fetch
