// The server over the loopback, by raw sockets: what is sent is exactly what stands here.
#include "serve/server.h"

#include "core/ascii.h"
#include "support/files.h"

#include <arpa/inet.h>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::serve {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// A TCP connection to the server.
class Client {
  public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        EXPECT_EQ(::connect(socket_, generic, sizeof address), 0);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    Client(Client&&) = delete;
    Client& operator=(Client&&) = delete;
    ~Client() { ::close(socket_); }

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    // One answer: the head, and the body that its Content-Length promises unless `has_body` is no.
    enum class Body : std::uint8_t { yes, no };
    std::string receive(Body has_body = Body::yes) {
        std::size_t head = std::string::npos;
        while ((head = pending_.find("\r\n\r\n")) == std::string::npos && read_more()) continue;
        if (head == std::string::npos) return std::exchange(pending_, "");
        std::size_t length = 0;
        if (const auto at = pending_.find("Content-Length: "); has_body == Body::yes && at < head)
            length = std::stoul(pending_.substr(at + 16));
        const std::size_t whole = head + 4 + length;
        while (pending_.size() < whole && read_more()) continue;
        std::string answer = pending_.substr(0, whole);
        pending_.erase(0, whole);
        return answer;
    }

    // True if the server ends the connection within ten seconds.
    bool is_ended() {
        while (read_more()) continue;
        return is_over_;
    }

  private:
    bool read_more() {
        constexpr int patience_ms = 10'000;
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, patience_ms) <= 0) return false;
        char bytes[4096];
        const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) is_over_ = true;
        if (count > 0) pending_.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    }

    int socket_;
    std::string pending_;
    bool is_over_ = false;
};

class ServerTest : public testing::Test {
  protected:
    ServerTest() {
        write("index.html", "<h1>Front</h1>");
        write("stories/abc/index.html", "<h1>Story</h1>");
        write("api/news/index.json", "{\"page\":1}");
        write("assets/logo.png", "PNG");
        write("assets/style.css", "body{}");
        write("feed.xml", "<rss/>");
        write(".secret", "no");
        write("big.txt", std::string(700'000, 'x'));
        test::write_file(folder_.path() / "outside.txt", "outside");
        std::filesystem::create_symlink(folder_.path() / "outside.txt", root() / "link.txt");
        std::filesystem::create_symlink("index.html", root() / "inner.html");
        options_.folder = root();
        options_.port = 0;
    }

    [[nodiscard]] std::filesystem::path root() const { return folder_.path() / "site"; }
    void write(std::string_view name, std::string_view bytes) {
        const auto path = root() / name;
        std::filesystem::create_directories(path.parent_path());
        test::write_file(path, bytes);
    }
    void start(std::vector<Route> routes = {}) {
        auto server = Server::start(options_, std::move(routes), *log_);
        ASSERT_TRUE(server) << server.error().message;
        server_ = std::move(*server);
    }
    std::string ask(std::string_view request, Client::Body has_body = Client::Body::yes) {
        Client client(server_->port());
        client.send(request);
        return client.receive(has_body);
    }
    std::string get(std::string_view path, std::string_view headers = "") {
        return ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: desk\r\n" + std::string(headers) + "\r\n");
    }
    static std::string header(const std::string& answer, std::string_view name) {
        const auto at = answer.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos) return "";
        const auto begin = at + name.size() + 4;
        return answer.substr(begin, answer.find("\r\n", begin) - begin);
    }

    test::TempFolder folder_;
    std::unique_ptr<core::Logger> log_ = core::make_null_logger();
    ServerOptions options_;
    std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, FilesComeWithTypeLengthAndEtag) {
    start();
    const auto answer = get("/");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n<h1>Front</h1>"));
    EXPECT_EQ(header(answer, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(answer, "Content-Length"), "14");
    EXPECT_THAT(header(answer, "ETag"), testing::MatchesRegex("\"[0-9a-f]+-14\""));
    EXPECT_THAT(header(answer, "Date"), EndsWith(" GMT"));
    EXPECT_EQ(header(get("/assets/logo.png"), "Content-Type"), "image/png");
    EXPECT_EQ(header(get("/assets/style.css"), "Content-Type"), "text/css; charset=utf-8");
    EXPECT_EQ(header(get("/feed.xml"), "Content-Type"), "application/rss+xml; charset=utf-8");
    EXPECT_THAT(get("/stories/abc/"), EndsWith("<h1>Story</h1>"));
    const auto json = get("/api/news/");
    EXPECT_THAT(json, EndsWith("{\"page\":1}"));
    EXPECT_EQ(header(json, "Content-Type"), "application/json; charset=utf-8");
    EXPECT_EQ(get("/big.txt").size() - get("/big.txt").find("\r\n\r\n") - 4, 700'000U);
    EXPECT_THAT(get("/inner.html"), EndsWith("<h1>Front</h1>"));
}

TEST_F(ServerTest, AnUnchangedFileIsNotSentAgain) {
    start();
    const auto etag = header(get("/"), "ETag");
    Client client(server_->port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: W/" + etag + "\r\n\r\n");
    const auto answer = client.receive();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 304 "));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
    EXPECT_EQ(header(answer, "ETag"), etag);
    client.send("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"other\"\r\n\r\n");
    EXPECT_THAT(client.receive(), EndsWith("<h1>Front</h1>")) << "the connection lives on after a 304";
    write("index.html", "<h1>Newer</h1>");
    client.send("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + etag + "\r\n\r\n");
    EXPECT_THAT(client.receive(), EndsWith("<h1>Newer</h1>"));
}

TEST_F(ServerTest, HeadHasTheHeadersOfGetAndNoBody) {
    start();
    Client client(server_->port());
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto head = client.receive(Client::Body::no);
    EXPECT_EQ(header(head, "Content-Length"), "14");
    EXPECT_THAT(head, EndsWith("\r\n\r\n"));
    EXPECT_THAT(client.receive(), EndsWith("<h1>Front</h1>")) << "pipelined";
}

TEST_F(ServerTest, FoldersAreRedirectedToTheirSlash) {
    start();
    const auto answer = get("/stories/abc");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 301 "));
    EXPECT_EQ(header(answer, "Location"), "/stories/abc/");
    EXPECT_EQ(header(get("//stories/abc"), "Location"), "/stories/abc/") << "never to another host";
}

TEST_F(ServerTest, NothingOutsideTheFolderIsServed) {
    start();
    for (const std::string_view path :
         {"/../outside.txt", "/%2e%2e/outside.txt", "/stories/..%2f..%2foutside.txt", "/a\\..\\outside.txt",
          "/link.txt", "/.secret", "/stories/.git/config", "//etc/passwd", "/etc/passwd", "/%2fetc%2fpasswd"}) {
        const auto answer = get(path);
        EXPECT_THAT(answer, testing::AnyOf(StartsWith("HTTP/1.1 404 "), StartsWith("HTTP/1.1 400 "))) << path;
        EXPECT_THAT(answer, Not(HasSubstr("outside")));
    }
}

TEST_F(ServerTest, EveryAnswerIsGuardedAndErrorsEchoNothing) {
    start({{"/api/boom", [](const HttpRequest&) -> HttpResponse { throw std::runtime_error("evilmark"); }}});
    const std::string requests[] = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /<script>evilmark</script> HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /evilmark?evilmark HTTP/1.1\r\nHost: evilmark\r\nX-Evil: evilmark\r\n\r\n",
        "POST /evilmark HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nevilmark",
        "GET /%zz-evilmark HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "evilmark\r\n\r\n",
        "GET /stories HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/boom HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nCookie: " + std::string(20'000, 'c') + "\r\n\r\n",
    };
    for (const auto& request : requests) {
        const auto answer = ask(request);
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 ")) << request.substr(0, 60);
        EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("default-src 'self'"))
            << request.substr(0, 60);
        EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
        EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff");
        EXPECT_NE(header(answer, "Referrer-Policy"), "");
        EXPECT_THAT(answer, Not(HasSubstr("evilmark")));
    }
}

TEST_F(ServerTest, WrongRequestsGetTheirStatus) {
    options_.max_body_bytes = 100;
    start();
    EXPECT_THAT(get("/nothing"), StartsWith("HTTP/1.1 404 "));
    const auto post = ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_THAT(post, StartsWith("HTTP/1.1 405 "));
    EXPECT_EQ(header(post, "Allow"), "GET, HEAD");
    EXPECT_THAT(ask("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"),
                StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask("GET / HTTP/3.0\r\nHost: a\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(get("/", "X: " + std::string(17'000, 'x') + "\r\n"), StartsWith("HTTP/1.1 431 "));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), EndsWith("<h1>Front</h1>"))
        << "a small body is thrown away";
}

TEST_F(ServerTest, TheFoldersOwn404IsShown) {
    write("404.html", "<h1>Not in this paper</h1>");
    start();
    const auto answer = get("/nothing");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(answer, EndsWith("<h1>Not in this paper</h1>"));
}

TEST_F(ServerTest, TheLongestRouteWins) {
    const auto say = [](std::string_view word) {
        return [word](const HttpRequest& request) {
            HttpResponse response;
            response.body = std::string(word) + " " + request.path;
            for (const auto& [name, value] : request.query) response.body += " " + name + "=" + value;
            return response;
        };
    };
    start({{"/api", say("api")}, {"/api/explain", say("explain")}, {"/healthz", say("well")}});
    EXPECT_THAT(get("/api/explain?url=a%26b"), EndsWith("\r\n\r\nexplain /api/explain url=a&b"));
    EXPECT_THAT(get("/api/explain/x"), EndsWith("explain /api/explain/x"));
    EXPECT_THAT(get("/api/explained"), EndsWith("api /api/explained"));
    EXPECT_THAT(get("/healthz"), EndsWith("well /healthz"));
    EXPECT_THAT(get("/healthzz"), StartsWith("HTTP/1.1 404 "));
    const auto etag = header(get("/healthz"), "ETag");
    EXPECT_THAT(get("/healthz", "If-None-Match: " + etag + "\r\n"), StartsWith("HTTP/1.1 304 "));
}

TEST_F(ServerTest, ConnectionsLiveForSeveralRequestsUnlessAskedNotTo) {
    start();
    Client client(server_->port());
    for (int i = 0; i < 5; ++i) {
        client.send("GET /assets/style.css HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_THAT(client.receive(), EndsWith("body{}"));
    }
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(header(client.receive(), "Connection"), "close");
    EXPECT_TRUE(client.is_ended());
    Client old(server_->port());
    old.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old.receive(), EndsWith("<h1>Front</h1>"));
    EXPECT_TRUE(old.is_ended());
}

TEST_F(ServerTest, SlowHeadersAndIdleConnectionsAreEnded) {
    options_.header_timeout = options_.idle_timeout = std::chrono::seconds{1};
    start();
    Client half(server_->port());
    half.send("GET / HTTP/1.1\r\nHo");
    Client silent(server_->port());
    Client idle(server_->port());
    idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    idle.receive();
    EXPECT_TRUE(half.is_ended());
    EXPECT_TRUE(silent.is_ended());
    EXPECT_TRUE(idle.is_ended());
}

TEST_F(ServerTest, HalfOpenConnectionsHoldNobodyUp) {
    start();
    std::vector<std::unique_ptr<Client>> half;
    for (int i = 0; i < 200; ++i) {
        half.push_back(std::make_unique<Client>(server_->port()));
        half.back()->send("GET / HTTP/1.1\r\n");
    }
    EXPECT_THAT(get("/"), EndsWith("<h1>Front</h1>"));
}

TEST_F(ServerTest, MoreConnectionsThanTheLimitAreTurnedAway) {
    options_.max_connections = 2;
    start();
    Client first(server_->port());
    first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    first.receive();
    {
        Client second(server_->port());
        second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        second.receive();
        Client third(server_->port());
        EXPECT_TRUE(third.is_ended());
    }
    // A place is free again as soon as the server has seen the second one go.
    std::string answer;
    for (int attempt = 0; attempt < 1000 && !answer.starts_with("HTTP/1.1 200"); ++attempt) answer = get("/");
    EXPECT_THAT(answer, EndsWith("<h1>Front</h1>"));
}

TEST_F(ServerTest, ATakenPortSaysSoAndShowsTheWayOut) {
    start();
    options_.port = server_->port();
    const auto second = Server::start(options_, {}, *log_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, core::ErrorCode::held);
    EXPECT_EQ(second.error().message, "port " + std::to_string(options_.port) +
                                          " on 127.0.0.1 is taken by another program; choose another with --port");
}

TEST_F(ServerTest, WrongOptionsAreNamed) {
    options_.address = "localhorst";
    auto server = Server::start(options_, {}, *log_);
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, core::ErrorCode::invalid);
    options_.folder = root() / "nowhere";
    server = Server::start(options_, {}, *log_);
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, core::ErrorCode::not_found);
}

// A route that takes bodies of so many bytes under /in, but for /in/closed.
Route taking(std::size_t most, std::vector<std::string>& bodies) {
    return {"/in",
            [&bodies](const HttpRequest& request) {
                bodies.push_back(request.method + " " + request.body);
                return HttpResponse{.status = 202,
                                    .content_type = "text/plain",
                                    .body = request.content_type + "|" + request.hub_signature};
            },
            [most](const HttpRequest& request) {
                return request.path == "/in/closed" ? BodyRoom{.refusal = 410} : BodyRoom{.bytes = most};
            }};
}

TEST_F(ServerTest, APostIsTakenWhereARouteWantsIt) {
    std::vector<std::string> bodies;
    start({taking(5'000'000, bodies)});
    const std::string large(3'000'000, 'x');
    Client client(server_->port());
    client.send(
        "POST /in HTTP/1.1\r\nHost: a\r\nContent-Type: application/atom+xml\r\nX-Hub-Signature: sha1=0a\r\n"
        "Content-Length: 3\r\n\r\nabc");
    EXPECT_THAT(client.receive(), EndsWith("\r\n\r\napplication/atom+xml|sha1=0a"));
    client.send("POST /in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n");
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 202 "));
    client.send("POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n" + large);
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 202 ")) << "larger than what is thrown away of a GET";
    client.send("POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 202 "));
    client.send("GET /in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 202 "));
    EXPECT_THAT(bodies, testing::ElementsAre("POST abc", "POST def", "POST " + large, "POST ", "GET "));
}

TEST_F(ServerTest, AClientThatAsksBeforeItSendsIsToldToGoOn) {
    std::vector<std::string> bodies;
    start({taking(10, bodies)});
    Client client(server_->port());
    client.send("POST /in HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(client.receive(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 202 "));
    client.send("POST /in HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    EXPECT_THAT(client.receive(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, ABodyThatNobodyWantsIsNotWaitedFor) {
    std::vector<std::string> bodies;
    start({taking(100, bodies)});
    const std::string head = " HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    // None of these sends the body that it promises.
    EXPECT_THAT(ask("POST /in/closed" + head + "90\r\n\r\n"), StartsWith("HTTP/1.1 410 "));
    EXPECT_THAT(ask("POST /in/../elsewhere" + head + "90\r\n\r\n"), StartsWith("HTTP/1.1 4"));
    EXPECT_THAT(ask("POST /" + head + "90\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
    EXPECT_THAT(ask("POST /in" + head + "101\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(ask("POST /in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"),
                StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(bodies, testing::IsEmpty());
}

TEST_F(ServerTest, BodiesInMemoryAtOneTimeAreCapped) {
    std::vector<std::string> bodies;
    options_.max_posted_bytes = 150;
    options_.threads = 1;
    start({taking(100, bodies)});
    const std::string head = "POST /in HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n";
    Client first(server_->port());
    first.send(head);
    EXPECT_THAT(first.receive(), StartsWith("HTTP/1.1 100 ")) << "its place is taken";
    EXPECT_THAT(ask(head), StartsWith("HTTP/1.1 503 "));
    first.send(std::string(100, 'a'));
    EXPECT_THAT(first.receive(), StartsWith("HTTP/1.1 202 "));
    first.send(head);
    EXPECT_THAT(first.receive(), StartsWith("HTTP/1.1 100 ")) << "and free again";
}

TEST_F(ServerTest, AHandlerThatFailsBeforeTheBodyIsAnError) {
    start({{"/in", [](const HttpRequest&) { return HttpResponse{}; },
            [](const HttpRequest&) -> BodyRoom { throw std::runtime_error("evilmark"); }}});
    EXPECT_THAT(ask("POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), StartsWith("HTTP/1.1 500 "));
}

TEST_F(ServerTest, AStopEndsIdleConnectionsAndLetsAnswersFinish) {
    std::mutex mutex;
    std::condition_variable changed;
    bool is_running = false;
    bool may_end = false;
    start({{"/api/slow", [&](const HttpRequest&) {
                std::unique_lock lock(mutex);
                is_running = true;
                changed.notify_all();
                changed.wait(lock, [&] { return may_end; });
                HttpResponse response;
                response.body = "done";
                return response;
            }}});
    Client idle(server_->port());
    idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    idle.receive();
    Client busy(server_->port());
    busy.send("GET /api/slow HTTP/1.1\r\nHost: a\r\n\r\n");
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return is_running; });
    }
    const auto port = server_->port();
    std::thread stopping([this] { server_->stop(); });
    EXPECT_TRUE(idle.is_ended());
    {
        const std::lock_guard lock(mutex);
        may_end = true;
        changed.notify_all();
    }
    const auto answer = busy.receive();
    EXPECT_THAT(answer, EndsWith("done"));
    EXPECT_EQ(header(answer, "Connection"), "close");
    stopping.join();
    server_->stop();
    options_.port = port;
    start();  // The port is free again.
    EXPECT_THAT(get("/"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, ManyReadersAtOnceGetWholeAnswers) {
    start();
    std::atomic<int> good = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 8; ++i) {
        readers.emplace_back([&] {
            Client client(server_->port());
            for (int round = 0; round < 50; ++round) {
                client.send("GET /big.txt HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
                if (client.receive().size() > 700'000 && client.receive().ends_with("<h1>Front</h1>")) ++good;
            }
        });
    }
    for (auto& reader : readers) reader.join();
    EXPECT_EQ(good, 400);
}

}  // namespace
}  // namespace masthead::serve
