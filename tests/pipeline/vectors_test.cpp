#include "pipeline/vectors.h"

#include "encode/fake_endpoint.h"
#include "encode/service.h"
#include "fake_web.h"
#include "pipeline/grouping.h"
#include "store/vector_cache.h"

#include <algorithm>

namespace masthead::pipeline {
namespace {

using test::FakeEndpoint;

// Keeps what was warned of.
class HearingLogger final : public core::Logger {
  public:
    void log(core::LogLevel level, std::string_view /*message*/,
             std::initializer_list<core::LogField> /*fields*/) override {
        if (level == core::LogLevel::warning) ++warnings;
    }
    int warnings = 0;
};

class VectorsTest : public RunTest {
  protected:
    VectorsTest()
        : cache_(store::open_vector_cache((folder_.path() / "vectors.db").string()).value()), clock_(web_.now) {
        desk_.encoder.url = "http://127.0.0.1/";
        desk_.encoder.model = "fake";
    }

    static std::vector<model::Article> articles_of(std::initializer_list<const char*> titles) {
        std::vector<model::Article> out;
        for (const char* title : titles) {
            model::Article article;
            article.id = title;
            article.title = title;
            out.push_back(std::move(article));
        }
        return out;
    }

    // With an encoder of its own, as after a restart; an empty address: none.
    ArticleVectors found(const std::string& url, const std::vector<model::Article>& known,
                         const std::vector<model::Article>& fresh) {
        auto all = world(clock_);
        all.log = &heard_;
        all.vectors = cache_.get();
        if (url.empty()) return vectors_of(desk_, all, known, fresh);
        const auto client = encode::make_service_client({.url = url}, clock_).value();
        encode::Encoder encoder({.url = url, .model = "fake", .batch = 2}, *client, clock_);
        all.encoder = &encoder;
        return vectors_of(desk_, all, known, fresh);
    }

    HearingLogger heard_;
    std::unique_ptr<store::VectorCache> cache_;
    core::FixedClock clock_;
};

TEST_F(VectorsTest, AreAskedForOnceAndThenComeFromTheCache) {
    const FakeEndpoint endpoint;
    const auto fresh = articles_of({"a", "bb", "ccc"});
    const auto first = found(endpoint.url(), {}, fresh);
    EXPECT_EQ(first.size(), 3U);
    EXPECT_EQ(endpoint.batches(), (std::vector<std::size_t>{2, 1}));
    EXPECT_EQ(found(endpoint.url(), fresh, fresh), first);
    EXPECT_EQ(endpoint.batches().size(), 2U);
    EXPECT_EQ(found("", fresh, {}), first) << "a replay has what the cache holds";
    desk_.encoder.model = "another";
    EXPECT_TRUE(found("", fresh, {}).empty()) << "another model's vectors say nothing";
    EXPECT_EQ(heard_.warnings, 0);
}

TEST_F(VectorsTest, AreNotAskedForOfArticlesThatHaveTheirStories) {
    const FakeEndpoint endpoint;
    EXPECT_TRUE(found(endpoint.url(), articles_of({"a"}), {}).empty());
    EXPECT_TRUE(endpoint.batches().empty());
}

TEST_F(VectorsTest, AreMissingWhereTheServiceFailsWhichIsSaidOnce) {
    const FakeEndpoint endpoint([](std::size_t) { return FakeEndpoint::http("500 Internal Server Error", "{}"); });
    EXPECT_TRUE(found(endpoint.url(), {}, articles_of({"a", "bb", "ccc"})).empty());
    EXPECT_EQ(heard_.warnings, 1);
    EXPECT_EQ(endpoint.batches().size(), 1U);
}

TEST_F(VectorsTest, AreKeptUpToALimitTheOldestGoFirst) {
    const FakeEndpoint endpoint;
    desk_.encoder.keep = 2;
    const auto fresh = articles_of({"a", "bb", "ccc"});
    EXPECT_EQ(found(endpoint.url(), {}, fresh).size(), 3U);
    const auto left = found("", fresh, {});
    EXPECT_EQ(left.size(), 2U);
    EXPECT_FALSE(left.contains("a"));
}

TEST_F(VectorsTest, ADeskWithoutAnEndpointHasNone) {
    desk_.encoder.url.clear();
    const FakeEndpoint endpoint;
    EXPECT_TRUE(found(endpoint.url(), {}, articles_of({"a"})).empty());
    EXPECT_TRUE(endpoint.batches().empty());
}

TEST_F(VectorsTest, HaveTheirTermInTheExplanationOfAPair) {
    answer("https://a.example/feed",
           atom({{.link = "https://a.example/1",
                  .title = "Freighter Marten Oake loses forty containers off Port Lisel",
                  .content = "Divers look for the containers at Port Lisel. " + long_text(1)},
                 {.link = "https://a.example/2",
                  .title = "Port Lisel closed after Marten Oake loses containers",
                  .content = "The harbour stays shut while divers are at work. " + long_text(2)}}));
    const FakeEndpoint endpoint;
    const auto client = encode::make_service_client({.url = endpoint.url()}, clock_).value();
    encode::Encoder encoder({.url = endpoint.url(), .model = "fake"}, *client, clock_);
    auto all = world(clock_);
    all.vectors = cache_.get();
    all.encoder = &encoder;
    ASSERT_TRUE(run_once(desk_, all, Schedule::at_once));
    all.encoder = nullptr;
    const auto ids = articles();
    ASSERT_EQ(ids.size(), 2U);
    const auto has_vectors = [&] {
        const auto pair = explain_pair(desk_, all, ids[0].id, ids[1].id).value();
        EXPECT_FALSE(pair.terms.empty());
        return std::ranges::find(pair.terms, "vectors", &model::ScoreTerm::name) != pair.terms.end();
    };
    EXPECT_TRUE(has_vectors());
    desk_.encoder.url.clear();
    EXPECT_FALSE(has_vectors());
    EXPECT_FALSE(explain_pair(desk_, all, ids[0].id, "nobody"));
}

// The whole way: the same run with a service that is down gives the stories of a run without one.
TEST_F(VectorsTest, ARunWithAServiceThatIsDownTellsTheSameStories) {
    answer("https://a.example/feed", atom({{.link = "https://a.example/1",
                                            .title = "Freighter Marten Oake loses forty containers off Port Lisel",
                                            .content = long_text(1)},
                                           {.link = "https://a.example/2",
                                            .title = "Port Lisel closed after Marten Oake loses containers",
                                            .content = long_text(2)}}));
    const FakeEndpoint endpoint([](std::size_t) { return FakeEndpoint::http("503 Service Unavailable", "{}"); });
    const auto client = encode::make_service_client({.url = endpoint.url()}, clock_).value();
    encode::Encoder encoder({.url = endpoint.url(), .model = "fake"}, *client, clock_);
    auto all = world(clock_);
    all.log = &heard_;
    all.vectors = cache_.get();
    all.encoder = &encoder;
    const auto report = run_once(desk_, all, Schedule::at_once);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->articles, 2U);
    EXPECT_EQ(store_->memberships().value().size(), 2U);
    EXPECT_EQ(heard_.warnings, 1);
}

}  // namespace
}  // namespace masthead::pipeline
