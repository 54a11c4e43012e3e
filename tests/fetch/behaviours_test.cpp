// A client meets every behaviour of the test web (TRUST rows 5 to 8, 10, 23 and 24).
#include "fetch/behaviours.h"

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
        for (const auto& row : rows)
            requests.push_back({.url = web_.url(row.path), .kind = RequestKind::feed, .etag = row.etag});
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

}  // namespace
}  // namespace masthead::fetch
