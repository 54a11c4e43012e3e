#include "encode/encoder.h"

#include "encode/service.h"
#include "fake_endpoint.h"

#include <array>
#include <atomic>
#include <chrono>

#include <gtest/gtest.h>

namespace masthead::encode {
namespace {

using std::chrono::seconds;
using test::FakeEndpoint;

class SteppedClock final : public core::Clock {
  public:
    [[nodiscard]] core::Instant now() const override { return now_; }
    void step(seconds length) { now_ += length; }

  private:
    core::Instant now_ = core::from_unix(1792238400);
};

class EncoderAt {
  public:
    explicit EncoderAt(const std::string& url, std::string key = "", std::size_t batch = 32,
                       seconds timeout = seconds(20))
        : client_(make_service_client({.url = url, .timeout = timeout}, clock).value()),
          encoder_({.url = url, .model = "fake", .key = std::move(key), .batch = batch}, *client_, clock) {}

    Encoded encode(const std::vector<std::string>& texts) { return encoder_.encode(texts, {}); }
    SteppedClock clock;

  private:
    std::unique_ptr<fetch::HttpClient> client_;
    Encoder encoder_;
};

const std::vector<std::string> three_texts = {"a", "bb", "ccc"};

TEST(Encoder, AsksInBatchesAndKeepsTheOrder) {
    const FakeEndpoint endpoint;
    EncoderAt encoder(endpoint.url(), "", 2);
    const auto encoded = encoder.encode(three_texts);
    EXPECT_EQ(encoded.problem, "");
    EXPECT_EQ(encoded.vectors, (std::vector<Vector>{{127, 127}, {127, 64}, {127, 42}}));
    EXPECT_EQ(endpoint.batches(), (std::vector<std::size_t>{2, 1}));
}

TEST(Encoder, SendsTheKeyOnlyWhereThereIsOne) {
    const FakeEndpoint endpoint;
    EncoderAt(endpoint.url(), "s3cret").encode({"a"});
    EncoderAt(endpoint.url()).encode({"a"});
    const auto heads = endpoint.heads();
    ASSERT_EQ(heads.size(), 2U);
    EXPECT_NE(heads[0].find("POST /v1/embeddings"), std::string::npos);
    EXPECT_NE(heads[0].find("Authorization: Bearer s3cret\r\n"), std::string::npos);
    EXPECT_EQ(heads[1].find("Authorization"), std::string::npos);
}

TEST(Encoder, TakesEveryFailureForMissingVectorsAndSaysWhy) {
    struct Case {
        std::string answer;
        const char* reason;
    };
    const std::array cases = {
        Case{FakeEndpoint::http("401 Unauthorized", "{}"), "401"},
        Case{FakeEndpoint::http("500 Internal Server Error", "{}"), "500"},
        Case{FakeEndpoint::http("429 Too Many Requests", "{}", "Retry-After: 120\r\n"), "429"},
        Case{FakeEndpoint::http("503 Service Unavailable", "{}"), "503"},
        Case{FakeEndpoint::http("307 Temporary Redirect", "", "Location: http://127.0.0.1:1/\r\n"), "307"},
        Case{FakeEndpoint::http("200 OK", "what?"), "no JSON"},
        Case{FakeEndpoint::http("200 OK", R"({"data":[]})"), "0 vectors for 3 texts"},
        Case{FakeEndpoint::http("200 OK", R"({"data":[{"embedding":[NaN]},{},{}]})"), "no JSON"},
        Case{"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n{", "127.0.0.1"},
        Case{"not HTTP at all\r\n\r\n", "127.0.0.1"}};
    for (const auto& one : cases) {
        const FakeEndpoint endpoint([&](std::size_t) { return one.answer; });
        EncoderAt encoder(endpoint.url(), "s3cret");
        const auto encoded = encoder.encode(three_texts);
        EXPECT_EQ(encoded.vectors, std::vector<Vector>(3)) << one.answer;
        EXPECT_NE(encoded.problem.find(one.reason), std::string::npos) << encoded.problem;
        EXPECT_EQ(encoded.problem.find("s3cret"), std::string::npos) << encoded.problem;
        EXPECT_EQ(endpoint.batches().size(), 1U) << one.answer;
    }
}

TEST(Encoder, KeepsWhatCameBeforeAFailure) {
    const FakeEndpoint endpoint(
        [](std::size_t n) { return n == 1 ? FakeEndpoint::http("500 Internal Server Error", "{}") : std::string(); });
    EncoderAt encoder(endpoint.url(), "", 1);
    const auto encoded = encoder.encode(three_texts);
    EXPECT_FALSE(encoded.vectors[0].empty());
    EXPECT_TRUE(encoded.vectors[1].empty());
    EXPECT_TRUE(encoded.vectors[2].empty());
    EXPECT_NE(encoded.problem, "");
    EXPECT_EQ(endpoint.batches().size(), 2U);
}

TEST(Encoder, LeavesAFailingServiceAloneForLongerAndLongerAndSaysItOnce) {
    std::atomic<bool> fails = true;
    const FakeEndpoint endpoint(
        [&](std::size_t) { return fails ? FakeEndpoint::http("500 Internal Server Error", "{}") : std::string(); });
    EncoderAt encoder(endpoint.url());
    EXPECT_NE(encoder.encode({"a"}).problem, "");
    encoder.clock.step(seconds(59));
    EXPECT_EQ(encoder.encode({"a"}).problem, "");
    EXPECT_EQ(endpoint.batches().size(), 1U);
    encoder.clock.step(seconds(1));
    EXPECT_NE(encoder.encode({"a"}).problem, "");
    encoder.clock.step(seconds(119));
    EXPECT_EQ(encoder.encode({"a"}).problem, "");
    EXPECT_EQ(endpoint.batches().size(), 2U);
    encoder.clock.step(seconds(1));
    fails = false;
    EXPECT_FALSE(encoder.encode({"a"}).vectors[0].empty());
    EXPECT_FALSE(encoder.encode({"a"}).vectors[0].empty());
    EXPECT_EQ(endpoint.batches().size(), 4U);
}

TEST(Encoder, RefusesVectorsThatChangeTheirLength) {
    const FakeEndpoint endpoint([](std::size_t n) {
        return n == 1 ? FakeEndpoint::http("200 OK", R"({"data":[{"embedding":[1,2,3]}]})") : std::string();
    });
    EncoderAt encoder(endpoint.url());
    EXPECT_EQ(encoder.encode({"a"}).problem, "");
    EXPECT_NE(encoder.encode({"a"}).problem.find("3 dimensions, and 2 before"), std::string::npos);
}

TEST(Encoder, RefusesAnAnswerPastItsLimit) {
    const FakeEndpoint endpoint([](std::size_t) { return FakeEndpoint::http("200 OK", std::string(200'000, ' ')); });
    SteppedClock clock;
    const auto client = make_service_client({.url = endpoint.url(), .max_answer_bytes = 100'000}, clock).value();
    Encoder encoder({.url = endpoint.url(), .model = "fake"}, *client, clock);
    const auto encoded = encoder.encode(three_texts, {});
    EXPECT_TRUE(encoded.vectors[0].empty());
    EXPECT_NE(encoded.problem, "");
}

TEST(Encoder, GivesUpOnAServiceThatDoesNotAnswer) {
    // A server that takes the request and never speaks.
    const test::LocalServer silent([](const std::string&, int socket) {
        test::LocalServer::wait_for_close(socket);
        return std::string();
    });
    EncoderAt encoder(silent.url("/v1/embeddings"), "", 32, seconds(1));
    EXPECT_NE(encoder.encode({"a"}).problem, "");
}

TEST(ServiceClient, ReachesNoPortAndNoLinkLocalAddressBesides) {
    const FakeEndpoint endpoint;
    SteppedClock clock;
    const auto client = make_service_client({.url = endpoint.url()}, clock).value();
    for (const char* url : {"http://127.0.0.1:1/v1/embeddings", "http://169.254.169.254/latest/meta-data/"}) {
        Encoder encoder({.url = url, .model = "fake"}, *client, clock);
        EXPECT_NE(encoder.encode(three_texts, {}).problem.find("port"), std::string::npos);
    }
    const auto inside = make_service_client({.url = "http://169.254.169.254/v1/embeddings"}, clock).value();
    Encoder encoder({.url = "http://169.254.169.254/v1/embeddings", .model = "fake"}, *inside, clock);
    EXPECT_NE(encoder.encode(three_texts, {}).problem, "");
    EXPECT_FALSE(make_service_client({.url = "ftp://example.org/"}, clock));
}

}  // namespace
}  // namespace masthead::encode
