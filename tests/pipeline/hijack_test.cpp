// A feed that fell into other hands: it is held back until a person says so, and what it brings meanwhile waits.
#include "fake_web.h"
#include "pipeline/sources.h"

#include <gmock/gmock.h>

namespace masthead::pipeline {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;

const std::string feed_url = "https://a.example/feed";

std::string of_channel(const std::string& title, const std::string& site, const std::string& language,
                       const std::string& item, const std::string& words) {
    return "<rss version='2.0'><channel><title>" + title + "</title><link>" + site + "</link><language>" + language +
           "</language><item><title>" + item + "</title><link>" + site + item.substr(0, item.find(' ')) +
           "</link><description>" + words + "</description></item></channel></rss>";
}

class HijackTest : public RunTest {
  protected:
    HijackTest() {
        answer(feed_url, of_channel("Strait Observer", "https://a.example/", "en", "Ferry resumes its service",
                                    "The ferry between the two towns on the strait will run again from Monday, the "
                                    "operator said after the storm had passed and the pier was repaired."));
        EXPECT_EQ(run().articles, 1U);
        pass(2h);
    }
    const std::string hijacked_ =
        of_channel("Beste Wetten Heute", "https://wetten.example/", "de", "Jetzt wetten und gewinnen",
                   "Die besten Wetten des Tages mit hohen Quoten und schnellen Auszahlungen finden Sie nur bei uns, "
                   "melden Sie sich noch heute an und sichern Sie sich Ihren Bonus.");
    const std::string own_again_ =
        of_channel("Strait Observer", "https://a.example/", "en", "Harbour dredged at last",
                   "After years of delay the harbour was dredged this week, and larger ships can call at the quay "
                   "again from the end of the month.");
};

TEST_F(HijackTest, IsHeldBackUntilAPersonSaysSo) {
    answer(feed_url, hijacked_);
    EXPECT_EQ(run().articles, 0U);
    EXPECT_THAT(state_of().quarantine, HasSubstr("may have fallen into other hands"));
    EXPECT_THAT(reasons(feed_url), Contains(HasSubstr("until `masthead source trust https://a.example/feed`")));
    pass(2h);
    EXPECT_EQ(run().articles, 0U);
    ASSERT_TRUE(trust_source(*store_, feed_url, web_.now));
    EXPECT_EQ(run(Schedule::when_due).articles, 1U);
    EXPECT_EQ(state_of().quarantine, "");
    EXPECT_EQ(state_of().title, "Beste Wetten Heute");
}

TEST_F(HijackTest, IsBelievedAgainOnceItIsWhatItWas) {
    answer(feed_url, hijacked_);
    run();
    pass(2h);
    answer(feed_url, own_again_);
    EXPECT_EQ(run().articles, 1U);
    EXPECT_EQ(state_of().quarantine, "");
}

TEST_F(HijackTest, ANewNameOrANewSiteAloneIsNone) {
    for (const auto& [title, site] : {std::pair{"The Daily Herring", "https://a.example/"},
                                      {"Strait Observer", "https://observer.example/"},
                                      {"Something Else Entirely", "https://else.example/"}}) {
        answer(feed_url, of_channel(title, site, "en", std::string(title).substr(0, 5) + " item of the day",
                                    "The ferry between the two towns on the strait will run again from Monday, the "
                                    "operator said after the storm had passed and the pier was repaired. " +
                                        std::string(title)));
        run();
        EXPECT_EQ(state_of().quarantine, "") << title;
        EXPECT_EQ(state_of().title, title);
        pass(2h);
    }
}

// As the live web is read: with what waits in the store.
class HeldBackTest : public HijackTest {
  protected:
    RunReport run_live() {
        const PushSettings push{"", [] { return std::string(); }};
        const core::FixedClock clock(web_.now);
        const World world{.http = &web_,
                          .store = store_.get(),
                          .clock = &clock,
                          .log = log_.get(),
                          .progress = &progress_,
                          .push = &push};
        auto report = run_once(desk_, world, Schedule::at_once);
        EXPECT_TRUE(report) << report.error().message;
        return report.value_or(RunReport{});
    }
    std::size_t waiting() const {
        constexpr std::size_t plenty = 1U << 20U;
        return store_->deliveries(plenty).value().size();
    }
};

TEST_F(HeldBackTest, WhatLeftTheFeedMeanwhileIsTakenInOnTrust) {
    const auto wetten = [](const std::string& title) {
        return of_channel("Beste Wetten Heute", "https://wetten.example/", "de", title,
                          "Die besten Wetten des Tages mit hohen Quoten und schnellen Auszahlungen finden Sie nur bei "
                          "uns, melden Sie sich noch heute an und sichern Sie sich Ihren Bonus: " +
                              title);
    };
    for (const char* title : {"Erste Wette des Tages", "Zweite Partie am Abend", "Dritter Lauf der Pferde"}) {
        answer(feed_url, wetten(title));
        EXPECT_EQ(run_live().articles, 0U);
        pass(2h);
    }
    EXPECT_FALSE(store_->has_deliveries().value());  // They wait, but not for the next run.
    ASSERT_TRUE(trust_source(*store_, feed_url, web_.now));
    EXPECT_EQ(waiting(), 3U);
    EXPECT_EQ(run_live().articles, 3U);
    EXPECT_FALSE(store_->has_deliveries().value());
}

TEST_F(HeldBackTest, TheSameBodyWaitsOnce) {
    answer(feed_url, hijacked_);
    for (int visit = 0; visit < 3; ++visit) {
        EXPECT_EQ(run_live().articles, 0U);
        pass(2h);
    }
    ASSERT_TRUE(trust_source(*store_, feed_url, web_.now));
    EXPECT_EQ(waiting(), 1U);
}

TEST_F(HeldBackTest, OfManyBodiesTheLatestWait) {
    for (int visit = 0; visit < 40; ++visit) {
        answer(feed_url, hijacked_ + "<!-- " + std::to_string(visit) + " -->");
        EXPECT_EQ(run_live().articles, 0U);
        pass(2h);
    }
    ASSERT_TRUE(trust_source(*store_, feed_url, web_.now));
    EXPECT_EQ(waiting(), 32U);
    EXPECT_THAT(store_->deliveries(1U << 20U).value().back().body, HasSubstr("<!-- 39 -->"));
}

TEST_F(HeldBackTest, WhatIsBelievedAgainForgetsWhatItBroughtMeanwhile) {
    answer(feed_url, hijacked_);
    run_live();
    pass(2h);
    answer(feed_url, own_again_);
    EXPECT_EQ(run_live().articles, 1U);
    EXPECT_EQ(state_of().quarantine, "");
    EXPECT_EQ(waiting(), 0U);
}

}  // namespace
}  // namespace masthead::pipeline
