// WebSub end to end: a feed and a hub of our own on the loopback, the run, and the server with its callback. Only the
// time is ours.
#include "app/program.h"
#include "app/websub_route.h"
#include "config/load.h"
#include "fetch/live.h"
#include "fetch/local_server.h"
#include "pipeline/run.h"
#include "serve/server.h"
#include "store/data_folder.h"
#include "support/files.h"
#include "websub/subscription.h"

#include <csignal>
#include <map>
#include <openssl/hmac.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::LocalServer;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr std::int64_t noon = 1792238400;  // 2026-10-17T12:00:00Z

class SteppedClock final : public core::Clock {
  public:
    [[nodiscard]] core::Instant now() const override { return core::from_unix(seconds_); }
    void pass(std::chrono::seconds span) { seconds_ += span.count(); }
    void set(core::Instant instant) { seconds_ = core::to_unix(instant); }

  private:
    std::atomic<std::int64_t> seconds_{noon};
};

class SilentProgress final : public pipeline::Progress {
  public:
    void begin(std::string_view /*stage*/, std::size_t /*total*/) override {}
    void advance(std::size_t /*count*/) override {}
    void end() override {}
};

// One request, one answer, as a hub sends it.
std::string exchange(std::uint16_t port, const std::string& request) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    LocalServer::send_all(socket, request);
    std::string answer;
    char bytes[4096];
    for (ssize_t count = 0; (count = ::recv(socket, bytes, sizeof bytes, 0)) > 0;)
        answer.append(bytes, static_cast<std::size_t>(count));
    ::close(socket);
    return answer;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            out += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        char code[4];
        std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += code;
    }
    return out;
}

// Feed and hub on one server.
class Publisher {
  public:
    using Form = std::map<std::string, std::string>;

    Publisher() : server_([this](const std::string& head, int socket) { return answer(head, socket); }) {}

    // Asks the callback of the last request whether it is meant; the status line and the body of the answer.
    std::string verify(const std::string& mode, const std::string& lease = "86400") {
        const Form form = last();
        return exchange(callback_port(form), "GET " + callback_path(form) + "?hub.mode=" + mode +
                                                 "&hub.topic=" + encoded(form.at("hub.topic")) +
                                                 "&hub.challenge=ch%26allenge&hub.lease_seconds=" + lease +
                                                 " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
    std::string deny() {
        const Form form = last();
        return exchange(callback_port(form),
                        "GET " + callback_path(form) + "?hub.mode=denied&hub.reason=no%20room&hub.topic=" +
                            encoded(form.at("hub.topic")) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
    std::string deliver(const std::string& body, std::string secret = "") {
        const Form form = first_of("subscribe");
        if (secret.empty()) secret = form.at("hub.secret");
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int size = 0;
        HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
             reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest, &size);
        std::string hex;
        for (unsigned int i = 0; i < size; ++i) {
            char code[3];
            std::snprintf(code, sizeof code, "%02x", static_cast<unsigned>(digest[i]));
            hex += code;
        }
        return exchange(callback_port(form), "POST " + callback_path(form) +
                                                 " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
                                                 "application/atom+xml\r\nX-Hub-Signature: sha256=" +
                                                 hex + "\r\nContent-Length: " + std::to_string(body.size()) +
                                                 "\r\n\r\n" + body);
    }

    [[nodiscard]] std::string url(const std::string& path) const { return server_.url(path); }
    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    [[nodiscard]] std::vector<Form> forms() const {
        const std::scoped_lock lock(mutex_);
        return forms_;
    }
    [[nodiscard]] Form last() const { return forms().back(); }
    [[nodiscard]] Form first_of(const std::string& mode) const {
        for (const auto& form : forms()) {
            if (form.at("hub.mode") == mode) return form;
        }
        return {};
    }
    // How often the feed was polled.
    [[nodiscard]] long polls() const {
        const auto heads = server_.heads();
        return std::ranges::count_if(heads, [](const auto& head) { return head.starts_with("GET /feed "); });
    }
    void set_feed(const std::string& body) {
        const std::scoped_lock lock(mutex_);
        feed_ = body;
    }
    // Told of the subscription before the hub has answered it.
    std::function<void()> on_request;

  private:
    static std::uint16_t callback_port(const Form& form) {
        const std::string& callback = form.at("hub.callback");
        return static_cast<std::uint16_t>(std::stoul(callback.substr(callback.find(':', 8) + 1)));
    }
    static std::string callback_path(const Form& form) {
        const std::string& callback = form.at("hub.callback");
        return callback.substr(callback.find('/', 8));
    }
    std::string answer(const std::string& head, int socket) {
        if (head.starts_with("GET /feed ")) {
            const std::scoped_lock lock(mutex_);
            return "HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\nContent-Length: " +
                   std::to_string(feed_.size()) + "\r\nConnection: close\r\n\r\n" + feed_;
        }
        if (!head.starts_with("POST /hub ")) return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        std::string body(std::stoul(head.substr(head.find("Content-Length: ") + 16)), '\0');
        ::recv(socket, body.data(), body.size(), MSG_WAITALL);
        Form form;
        for (std::size_t at = 0; at < body.size();) {
            const auto equals = body.find('=', at);
            const auto end = std::min(body.find('&', at), body.size());
            form[body.substr(at, equals - at)] = decoded(body.substr(equals + 1, end - equals - 1));
            at = end + 1;
        }
        {
            const std::scoped_lock lock(mutex_);
            forms_.push_back(form);
        }
        if (on_request) on_request();
        return "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    mutable std::mutex mutex_;
    std::string feed_;
    std::vector<Form> forms_;
    LocalServer server_;
};

// Long enough to count as a full text, so that no page is asked for; each title gives other words.
std::string entry(const std::string& title) {
    std::string text;
    for (int i = 0; i < 220; ++i) {
        const auto word = std::hash<std::string>{}(title) % 9973 + static_cast<std::size_t>(i * i) * 31;
        text += "word" + std::to_string(word % 5003) + (i % 12 == 11 ? ". " : " ");
    }
    return "<entry><id>urn:" + title + "</id><title>" + title + "</title><link href=\"https://a.example/" + title +
           "\"/><published>2026-10-17T10:00:00Z</published><content>" + text + "</content></entry>";
}

std::string feed_of(const std::vector<std::string>& titles, const std::string& hub, const std::string& self) {
    std::string out = R"(<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title>)";
    if (!hub.empty()) out += "<link rel=\"hub\" href=\"" + hub + "\"/><link rel=\"self\" href=\"" + self + "\"/>";
    for (const auto& title : titles) out += entry(title);
    return out + "</feed>";
}

class WebsubTest : public testing::Test {
  protected:
    WebsubTest() : desk_(config::default_desk()) {
        std::filesystem::create_directories(folder_.path() / "site");
        auto store = store::open_sqlite_store(database_, store::Access::read_write);
        EXPECT_TRUE(store) << store.error().message;
        store_ = std::move(*store);
        serve::ServerOptions serving;
        serving.port = 0;
        serving.folder = folder_.path() / "site";
        auto server = serve::Server::start(serving, {websub_route(database_, clock_, *log_)}, *log_);
        EXPECT_TRUE(server) << server.error().message;
        server_ = std::move(*server);
        push_.callback_base = callback_base("http://127.0.0.1:" + std::to_string(server_->port()));
        fetching_.allowed_private = {"127.0.0.1/32"};
        fetching_.allowed_ports = {publisher_.port()};
        fetching_.domain_interval = std::chrono::milliseconds(0);
        desk_.sources.push_back({.url = publisher_.url("/feed")});
        publish({"first"});
    }
    ~WebsubTest() override { server_->stop(); }

    void publish(const std::vector<std::string>& titles) {
        publisher_.set_feed(feed_of(titles, publisher_.url("/hub"), "https://a.example/topic?x=1&amp;y=2"));
    }
    pipeline::RunReport run() {
        auto client = fetch::make_live_client(fetching_, clock_).value();
        const pipeline::World world{.http = client.get(),
                                    .store = store_.get(),
                                    .clock = &clock_,
                                    .log = log_.get(),
                                    .progress = &progress_,
                                    .push = &push_};
        const auto report = pipeline::run_once(desk_, world, pipeline::Schedule::when_due);
        EXPECT_TRUE(report) << report.error().message;
        return report.value_or(pipeline::RunReport{});
    }
    std::vector<std::string> titles() {
        std::vector<std::string> out;
        const auto articles =
            store_->articles(core::Instant::min(), core::Instant::max(), store::TextPart::without).value();
        for (const auto& article : articles) out.push_back(article.title);
        return out;
    }
    model::Subscription subscription() {
        const auto all = store_->subscriptions().value();
        return all.empty() ? model::Subscription{} : all.front();
    }
    model::SourceState source() { return store_->sources().value().front(); }
    std::vector<std::string> reasons() {
        std::vector<std::string> out;
        const auto decisions = store_->decisions(desk_.sources[0].url).value();
        for (const auto& decision : decisions) {
            if (decision.stage == "websub") out.push_back(decision.reason);
        }
        return out;
    }
    // Asked for and confirmed, and one delivery read.
    void begin(const std::string& lease = "864000") {
        run();
        ASSERT_THAT(publisher_.forms(), SizeIs(1));
        EXPECT_THAT(publisher_.verify("subscribe", lease), StartsWith("HTTP/1.1 200 "));
        clock_.pass(minutes(1));
        EXPECT_THAT(publisher_.deliver(feed_of({"second"}, "", "")), StartsWith("HTTP/1.1 202 "));
        run();
        EXPECT_THAT(titles(), UnorderedElementsAre("first", "second"));
    }

    test::TempFolder folder_;
    std::string database_ = (folder_.path() / "masthead.db").string();
    SteppedClock clock_;
    SilentProgress progress_;
    Publisher publisher_;
    config::Desk desk_;
    std::unique_ptr<core::Logger> log_ = core::make_null_logger();
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<serve::Server> server_;
    pipeline::PushSettings push_{.callback_base = "", .random = websub::random_text};
    fetch::LiveOptions fetching_;
};

TEST_F(WebsubTest, ADeliveryBecomesAnArticleWithoutAPoll) {
    run();
    ASSERT_THAT(publisher_.forms(), SizeIs(1));
    const auto form = publisher_.last();
    EXPECT_EQ(form.at("hub.mode"), "subscribe");
    EXPECT_EQ(form.at("hub.topic"), "https://a.example/topic?x=1&y=2");
    EXPECT_THAT(form.at("hub.callback"), StartsWith(push_.callback_base));
    EXPECT_EQ(form.at("hub.secret").size(), 64U);
    EXPECT_THAT(form.at("hub.callback"), Not(HasSubstr(form.at("hub.secret"))));
    const auto answer = publisher_.verify("subscribe");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nch&allenge"));
    EXPECT_THAT(answer, HasSubstr("Content-Type: application/octet-stream\r\n"));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
    clock_.pass(minutes(1));
    EXPECT_THAT(publisher_.deliver(feed_of({"pushed"}, "", "")), StartsWith("HTTP/1.1 202 "));
    EXPECT_THAT(titles(), ElementsAre("first"));
    EXPECT_EQ(run().articles, 1U);
    EXPECT_THAT(titles(), UnorderedElementsAre("first", "pushed"));
    EXPECT_EQ(publisher_.polls(), 1);
    EXPECT_FALSE(store_->has_deliveries().value());
    EXPECT_EQ(run().articles, 0U);
    EXPECT_THAT(publisher_.deliver(feed_of({"pushed"}, "", "")), StartsWith("HTTP/1.1 202 ")) << "sent again";
    EXPECT_EQ(run().articles, 0U);
    EXPECT_EQ(reasons().back(), publisher_.url("/hub") + " pushes it until 2026-10-18T12:00:00Z");
}

TEST_F(WebsubTest, AForgedDeliveryIsAnsweredWellAndIgnored) {
    begin();
    EXPECT_THAT(publisher_.deliver(feed_of({"forged"}, "", ""), "another secret"), StartsWith("HTTP/1.1 202 "));
    run();
    EXPECT_THAT(titles(), Not(Contains("forged")));
}

TEST_F(WebsubTest, AHubThatVerifiesBeforeItAnswersIsBelieved) {
    publisher_.on_request = [this] { EXPECT_THAT(publisher_.verify("subscribe"), StartsWith("HTTP/1.1 200 ")); };
    run();
    publisher_.on_request = nullptr;
    EXPECT_EQ(websub::state_of(subscription()), websub::State::active);
    EXPECT_EQ(subscription().problem, "");
    clock_.pass(hours(1));
    run();
    EXPECT_THAT(publisher_.forms(), SizeIs(1)) << "it is not asked again";
}

TEST_F(WebsubTest, APushedSourceIsPolledSeldomUntilItsLeaseEnds) {
    begin("864000");
    publish({"first", "second"});
    clock_.set(*source().next_fetch_at);
    run();
    EXPECT_EQ(publisher_.polls(), 2);
    EXPECT_GE(*source().next_fetch_at - clock_.now(), hours(6));
    EXPECT_THAT(source().next_fetch_reason,
                HasSubstr(publisher_.url("/hub") + " pushes it until 2026-10-27T12:00:00Z"));
    clock_.set(core::from_unix(noon) + hours(24 * 11));  // It was not renewed.
    run();
    EXPECT_THAT(source().next_fetch_reason, Not(HasSubstr("pushes it")));
}

TEST_F(WebsubTest, AHubThatDidNotPushWhatAPollFoundIsNoLongerRelied) {
    begin();
    publish({"first", "second", "kept back"});
    clock_.set(*source().next_fetch_at);
    run();
    EXPECT_THAT(titles(), Contains("kept back"));
    EXPECT_THAT(reasons().back(), HasSubstr("did not push what a poll found"));
    EXPECT_THAT(source().next_fetch_reason, Not(HasSubstr("pushes it")));
    clock_.pass(minutes(5));
    EXPECT_THAT(publisher_.deliver(feed_of({"pushed again"}, "", "")), StartsWith("HTTP/1.1 202 "));
    run();
    EXPECT_THAT(reasons().back(), HasSubstr("pushes it until")) << "one that delivers again is";
}

TEST_F(WebsubTest, ALeaseIsRenewedBeforeItEnds) {
    begin("864000");
    clock_.set(core::from_unix(noon) + hours(24 * 9));
    run();
    ASSERT_THAT(publisher_.forms(), SizeIs(2));
    EXPECT_EQ(publisher_.last(), publisher_.forms().front()) << "the same callback and secret";
    EXPECT_THAT(publisher_.verify("subscribe", "864000"), StartsWith("HTTP/1.1 200 "));
    EXPECT_EQ(subscription().lease_until, clock_.now() + hours(240));
}

TEST_F(WebsubTest, ADenialIsShownWithItsReason) {
    run();
    EXPECT_THAT(publisher_.deny(), StartsWith("HTTP/1.1 200 "));
    clock_.pass(hours(1));
    run();
    EXPECT_THAT(publisher_.forms(), SizeIs(1));
    EXPECT_EQ(reasons().back(), publisher_.url("/hub") + " denied the subscription: no room");
}

TEST_F(WebsubTest, ASourceThatIsFollowedNoMoreIsUnsubscribed) {
    begin();
    desk_.sources.clear();
    run();
    ASSERT_THAT(publisher_.forms(), SizeIs(2));
    EXPECT_EQ(publisher_.last().at("hub.mode"), "unsubscribe");
    EXPECT_EQ(publisher_.last().at("hub.callback"), publisher_.forms().front().at("hub.callback"));
    EXPECT_THAT(publisher_.verify("subscribe"), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(publisher_.verify("unsubscribe"), StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(publisher_.deliver(feed_of({"late"}, "", "")), StartsWith("HTTP/1.1 410 "));
    run();
    EXPECT_THAT(titles(), Not(Contains("late")));
}

TEST_F(WebsubTest, ADeliveryOfASourceThatIsFollowedNoMoreIsDropped) {
    begin();
    EXPECT_THAT(publisher_.deliver(feed_of({"late"}, "", "")), StartsWith("HTTP/1.1 202 "));
    desk_.sources.clear();
    run();
    EXPECT_THAT(titles(), Not(Contains("late")));
    EXPECT_FALSE(store_->has_deliveries().value());
}

TEST_F(WebsubTest, ADeliveryThatIsNoFeedIsDroppedAndSaysSo) {
    begin();
    EXPECT_THAT(publisher_.deliver("this is no feed"), StartsWith("HTTP/1.1 202 "));
    run();
    EXPECT_FALSE(store_->has_deliveries().value());
    EXPECT_THAT(reasons(), Contains(HasSubstr("delivered what could not be read")));
    EXPECT_EQ(source().failures, 0) << "the source itself is well";
}

TEST_F(WebsubTest, AHubInsideIsNeverConnectedTo) {
    fetching_.allowed_private.clear();  // From here on the loopback is what it is for everybody: inside.
    const auto before = publisher_.forms().size();
    for (const std::string host : {"127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"}) {
        store_.reset();
        std::filesystem::remove(database_);
        store_ = store::open_sqlite_store(database_, store::Access::read_write).value();
        // The document is there already; only its hub is asked.
        store::ChangeSet changes;
        changes.subscriptions = {{.source_url = desk_.sources[0].url,
                                  .hub = "http://" + host + ":" + std::to_string(publisher_.port()) + "/hub",
                                  .topic = "https://a.example/topic",
                                  .callback = push_.callback_base + std::string(64, 'a'),
                                  .token = std::string(64, 'a'),
                                  .secret = "s"}};
        ASSERT_TRUE(store_->apply(changes, store::Durability::normal));
        run();
        EXPECT_THAT(subscription().problem, HasSubstr("is not in the public net")) << host;
        EXPECT_THAT(reasons(), Contains(HasSubstr("could not be asked for a subscription"))) << host;
    }
    EXPECT_EQ(publisher_.forms().size(), before);
    EXPECT_EQ(publisher_.polls(), 0);
}

TEST_F(WebsubTest, WithoutAPublicAddressNothingIsAskedAndTheReasonIsShown) {
    push_.callback_base.clear();
    run();
    EXPECT_THAT(publisher_.forms(), IsEmpty());
    EXPECT_THAT(store_->subscriptions().value(), IsEmpty());
    EXPECT_THAT(reasons(), ElementsAre(publisher_.url("/hub") +
                                       " offers to push it; serve.public_url is not set, so it cannot be asked to"));
}

TEST_F(WebsubTest, DeliveriesBeyondWhatARunTakesAtOnceAreAllRead) {
    begin();
    std::vector<std::string> wanted{"first", "second"};
    for (int i = 0; i < 20; ++i) {
        wanted.push_back("pushed" + std::to_string(i));
        ASSERT_THAT(publisher_.deliver(feed_of({wanted.back()}, "", "")), StartsWith("HTTP/1.1 202 "));
    }
    run();
    EXPECT_THAT(titles(), testing::UnorderedElementsAreArray(wanted));
    EXPECT_FALSE(store_->has_deliveries().value());
}

// The program itself: `serve` and `run` side by side on one data folder, either of them killed.
TEST(WebsubProcesses, ADeliveryWakesTheRunAndSurvivesAKill) {
    Publisher publisher;
    const test::TempFolder folder;
    const std::string desk = (folder.path() / "desk.yaml").string();
    const auto write_desk = [&](const std::string& source, const std::string& public_url) {
        test::write_file(desk, "desk:\n  title: Pushed\nfetch:\n  allowed_private: [127.0.0.1/32]\n  allowed_ports: [" +
                                   std::to_string(publisher.port()) + "]\n  images: false\n" +
                                   (public_url.empty() ? "" : "serve:\n  public_url: " + public_url + "\n") +
                                   "sources:\n  - url: " + source + "\n");
    };
    publisher.set_feed(feed_of({"first"}, publisher.url("/hub"), "https://a.example/topic"));
    write_desk(publisher.url("/nothing-there"), "");
    // Makes the store and an edition to serve; its one source is not there.
    EXPECT_EQ(test::masthead({"run", "--once", "--desk", desk, "--quiet"}).exit_code, 1);
    test::RunningProcess serve({MASTHEAD_PROGRAM, "serve", "--desk", desk, "--port", "0", "--quiet"});
    const std::string address = serve.read_line();
    ASSERT_THAT(address, StartsWith("http://127.0.0.1:"));

    write_desk(publisher.url("/feed"), address);
    {
        test::RunningProcess run({MASTHEAD_PROGRAM, "run", "--desk", desk, "--quiet", "--json"});
        EXPECT_THAT(run.read_line(), HasSubstr("\"articles\":1"));
        ASSERT_THAT(publisher.forms(), SizeIs(1));
        EXPECT_THAT(publisher.verify("subscribe"), StartsWith("HTTP/1.1 200 "));
        EXPECT_THAT(publisher.deliver(feed_of({"pushed"}, "", "")), StartsWith("HTTP/1.1 202 "));
        EXPECT_THAT(run.read_line(), HasSubstr("\"articles\":1")) << "the next round came before any source was due";
        EXPECT_THAT(publisher.deliver(feed_of({"survivor"}, "", "")), StartsWith("HTTP/1.1 202 "));
        run.send(SIGKILL);
        serve.send(SIGKILL);
        EXPECT_EQ(run.wait().exit_code, 128 + SIGKILL);
        EXPECT_EQ(serve.wait().exit_code, 128 + SIGKILL);
    }
    EXPECT_EQ(test::masthead({"run", "--once", "--desk", desk, "--quiet"}).exit_code, 0);
    const auto articles = test::masthead({"export", "articles", "--desk", desk}).output;
    for (const auto* title : {"first", "pushed", "survivor"})
        EXPECT_THAT(articles, HasSubstr("\"title\":\"" + std::string(title) + "\""));
    EXPECT_EQ(publisher.polls(), 1);
    EXPECT_THAT(test::masthead({"explain", "--desk", desk, publisher.url("/feed")}).output,
                HasSubstr(publisher.url("/hub") + " pushes it until "));
}

}  // namespace
}  // namespace masthead::app
