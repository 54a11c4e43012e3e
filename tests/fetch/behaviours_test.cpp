// A client meets every behaviour of the test web (TRUST rows 5 to 8, 10, 23 and 24).
#include "fetch/behaviours.h"

#include "fetch/net_witness.h"
#include "fetch/web_client.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using test::Behaviour;
using test::TestWeb;
using test::WebRequest;
using testing::HasSubstr;

class BehavioursTest : public testing::Test {
  protected:
    // All rows at once, as feeds.
    void expect_answers(const std::vector<Behaviour>& rows) {
        std::vector<Request> requests;
        // A host each, so that no manners towards one row's host touch another's.
        for (const auto& row : rows) {
            const std::string host = "row" + std::to_string(requests.size()) + ".test";
            requests.push_back({.url = web_.url(row.path, host), .kind = RequestKind::feed, .etag = row.etag});
        }
        const auto visits = test::fetch_all(options_, requests);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            SCOPED_TRACE(rows[i].path);
            EXPECT_EQ(test::outcome_of(visits[i]), rows[i].outcome) << test::words_of(visits[i]).substr(0, 200);
            if (rows[i].outcome == "fresh") {
                EXPECT_EQ(test::words_of(visits[i]), rows[i].words);
            } else {
                EXPECT_THAT(test::words_of(visits[i]), HasSubstr(rows[i].words));
            }
        }
    }
    Fresh fresh(std::string_view path) {
        auto visit = test::fetch_one(options_, {.url = web_.url(path), .kind = RequestKind::feed});
        EXPECT_EQ(test::outcome_of(visit), "fresh") << path << ": " << test::words_of(visit);
        return visit && std::holds_alternative<Fresh>(*visit) ? std::get<Fresh>(*visit) : Fresh{};
    }

    test::NetWitness witness_{[](std::string_view) { return std::vector{std::string(test::public_address)}; }};
    TestWeb web_{test::behave};
    LiveOptions options_ = test::web_options(web_);
};

TEST_F(BehavioursTest, EachGetsTheAnswerOfItsRow) {
    options_.max_feed_bytes = std::int64_t{2} << 20U;
    std::set<std::string> paths;
    for (const auto& row : test::behaviours()) EXPECT_TRUE(paths.insert(row.path).second) << row.path;
    EXPECT_GE(paths.size(), 40U);
    expect_answers(test::behaviours());
}

TEST_F(BehavioursTest, EachThatTakesForeverIsCutOff) {
    options_.total_timeout = std::chrono::seconds(1);
    expect_answers(test::slow_behaviours());
}

TEST_F(BehavioursTest, ASlowAnswerIsCutOffLongBeforeItsTimeIsUp) {
    options_.low_speed_time = std::chrono::seconds(1);
    options_.total_timeout = std::chrono::seconds(600);  // Past the time limit of the test itself.
    expect_answers(test::slow_behaviours());
}

TEST_F(BehavioursTest, APermanentMoveIsToldWhenEveryStepWasOne) {
    for (const std::string path : {"/301", "/308", "/chain-5"}) EXPECT_TRUE(fresh(path).moved_permanently) << path;
    for (const std::string path : {"/plain", "/302", "/303", "/307", "/relative"})
        EXPECT_FALSE(fresh(path).moved_permanently) << path;
    EXPECT_EQ(fresh("/chain-5").url, web_.url("/plain"));
    EXPECT_EQ(fresh("/fragment").url, web_.url("/plain#middle"));
}

TEST_F(BehavioursTest, ValidatorsAreThoseOfTheLastHeadVerbatim) {
    EXPECT_EQ(fresh("/weak-etag").etag, "W/\"a\"");
    EXPECT_EQ(fresh("/etag-without-quotes").etag, "abc-123");
    EXPECT_EQ(fresh("/half-quoted-etag").etag, "\"abc");
    EXPECT_EQ(fresh("/etag-with-odd-bytes").etag, "\"\xc3\xa4 b;c,d\"");
    EXPECT_EQ(fresh("/early-hints").etag, "");
    EXPECT_EQ(fresh("/trailers").etag, "");
}

// A cookie that is set is forgotten; a user and password in an address, ours or a redirect's, go nowhere.
TEST_F(BehavioursTest, NoSecretLeaksInTwentyRedirects) {
    TestWeb web([](const WebRequest& request) {
        if (!request.target.starts_with("/from")) return test::respond("200 OK", "Set-Cookie: b=2\r\n", "hello");
        const std::string port = test::header_of(request, "host").substr(request.host.size());
        const std::string user = request.target.ends_with("0") ? "user:secret@" : "";
        return test::respond("302 Found", "Set-Cookie: secret=1; Path=/\r\nLocation: http://" + user + "other" +
                                              request.target.substr(5) + ".test" + port + "/to\r\n");
    });
    options_ = test::web_options(web);
    std::vector<Request> requests;
    for (int i = 0; i < 20; ++i) {
        const std::string host = "user:secret@from" + std::to_string(i) + ".test";
        requests.push_back({.url = web.url("/from" + std::to_string(i), host), .kind = RequestKind::feed});
    }
    for (const auto& visit : test::fetch_all(options_, requests)) EXPECT_EQ(test::outcome_of(visit), "fresh");
    int redirected = 0;
    for (const auto& request : web.requests()) {
        EXPECT_EQ(test::header_of(request, "cookie"), "");
        EXPECT_EQ(test::header_of(request, "referer"), "");
        EXPECT_THAT(request.head, testing::Not(HasSubstr("secret")));
        if (request.target != "/to") continue;
        ++redirected;
        EXPECT_EQ(test::header_of(request, "authorization"), "");
    }
    EXPECT_EQ(redirected, 20);
}

}  // namespace
}  // namespace masthead::fetch
