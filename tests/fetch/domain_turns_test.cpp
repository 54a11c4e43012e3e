#include "fetch/domain_turns.h"

#include "fetch/credentials.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = DomainTurns::Time;

constexpr Time start{std::chrono::hours(1)};

class DomainTurnsTest : public testing::Test {
  protected:
    DomainTurns::Domain add(std::string_view name, int count = 1) {
        const auto domain = turns_.number_of(name);
        for (int i = 0; i < count; ++i) turns_.add(domain, start);
        return domain;
    }
    // Starts and sends.
    std::optional<DomainTurns::Domain> go(Time now) {
        const auto domain = turns_.next(now);
        if (domain) turns_.sent(*domain, now);
        return domain;
    }

    DomainTurns turns_{2, milliseconds(1000)};
};

TEST_F(DomainTurnsTest, KeepsRequestsApartAndFew) {
    const auto a = add("a.example", 4);
    EXPECT_EQ(go(start), a);
    EXPECT_EQ(go(start + milliseconds(999)), std::nullopt);
    EXPECT_EQ(turns_.next_turn(), start + seconds(1));
    EXPECT_EQ(go(start + seconds(1)), a);
    EXPECT_EQ(go(start + seconds(3)), std::nullopt);  // Two are running.
    EXPECT_EQ(turns_.next_turn(), std::nullopt);
    turns_.finish(a, true, start + seconds(3));
    EXPECT_EQ(go(start + seconds(3)), a);
}

TEST_F(DomainTurnsTest, CountsTheIntervalFromTheMomentARequestWasSent) {
    const auto a = add("a.example", 3);
    EXPECT_EQ(turns_.next(start), a);
    EXPECT_EQ(turns_.next(start + seconds(2)), std::nullopt);  // Its handshake takes long.
    turns_.sent(a, start + seconds(2));
    EXPECT_EQ(go(start + milliseconds(2999)), std::nullopt);
    EXPECT_EQ(turns_.next(start + seconds(3)), a);
    turns_.finish(a, false, start + seconds(8));  // Never connected: that was a visit too.
    EXPECT_EQ(go(start + milliseconds(8999)), std::nullopt);
    EXPECT_EQ(go(start + seconds(9)), a);
}

TEST_F(DomainTurnsTest, LetsDomainsTakeTurns) {
    const auto a = add("a.example", 3);
    const auto b = add("b.example", 3);
    const auto c = add("c.example");
    EXPECT_EQ(go(start), a);
    EXPECT_EQ(go(start), b);
    EXPECT_EQ(go(start), c);
    EXPECT_EQ(go(start), std::nullopt);
    EXPECT_EQ(go(start + seconds(1)), a);
    EXPECT_EQ(go(start + seconds(1)), b);
    EXPECT_EQ(go(start + seconds(1)), std::nullopt);
}

TEST_F(DomainTurnsTest, LeavesADomainAloneThatIsHeldOrSlow) {
    const auto a = add("a.example", 4);
    turns_.hold(a, start + seconds(60));
    EXPECT_EQ(go(start), std::nullopt);
    EXPECT_EQ(go(start + seconds(59)), std::nullopt);
    EXPECT_EQ(go(start + seconds(60)), a);
    turns_.slow_down(a, seconds(10));
    turns_.finish(a, true, start + seconds(60));
    EXPECT_EQ(go(start + seconds(61)), a);
    EXPECT_EQ(go(start + seconds(70)), std::nullopt);
    EXPECT_EQ(go(start + seconds(71)), a);
}

TEST_F(DomainTurnsTest, ForgetsWhatIsDropped) {
    const auto a = add("a.example", 3);
    turns_.drop(a, 3);
    EXPECT_EQ(turns_.next(start), std::nullopt);
    turns_.add(a, start);
    EXPECT_EQ(turns_.next(start), a);
    EXPECT_EQ(turns_.next(start + seconds(5)), std::nullopt);
}

// Whatever happens: never two requests of a domain within the interval, never more than two at once, and all get their
// turn as long as `next_turn` is believed.
TEST_F(DomainTurnsTest, KeepsEveryBudgetInALongRandomRun) {
    std::mt19937 random(7);
    const auto below = [&](unsigned limit) { return static_cast<unsigned>(random()) % limit; };
    constexpr std::size_t domains = 50;
    constexpr std::size_t requests = 600;
    struct Seen {
        std::vector<Time> sent{};
        int running = 0;
    };
    std::vector<Seen> seen(domains);
    std::vector<std::pair<DomainTurns::Domain, bool>> running;  // And whether it was sent.
    for (std::size_t i = 0; i < requests; ++i) add("d" + std::to_string(below(domains)) + ".example");
    Time now = start;
    std::size_t done = 0;
    for (int step = 0; done < requests; ++step) {
        ASSERT_LT(step, 100'000);
        while (const auto domain = turns_.next(now)) {
            ASSERT_LE(++seen[*domain].running, 2);
            running.emplace_back(*domain, false);
        }
        if (running.empty()) {
            ASSERT_TRUE(turns_.next_turn());
            now = std::max(now, *turns_.next_turn());
            continue;
        }
        now += milliseconds(below(300));
        const std::size_t at = below(static_cast<unsigned>(running.size()));
        auto& [domain, was_sent] = running[at];
        if (!was_sent && below(4) != 0) {
            turns_.sent(domain, now);
            was_sent = true;
            seen[domain].sent.push_back(now);
            continue;
        }
        turns_.finish(domain, was_sent, now);
        --seen[domain].running;
        running.erase(running.begin() + static_cast<std::ptrdiff_t>(at));
        ++done;
    }
    for (const auto& domain : seen) {
        for (std::size_t i = 1; i < domain.sent.size(); ++i)
            EXPECT_GE(domain.sent[i] - domain.sent[i - 1], milliseconds(1000));
    }
    EXPECT_EQ(turns_.next_turn(), std::nullopt);
}

TEST(Credentials, AreFoundWhereTheHostIsAndNowhereElse) {
    struct Case {
        std::string url;
        std::string user;
        std::string password;
        std::string shown;
    };
    const std::vector<Case> cases{
        {"https://anna:secret@news.example/feed", "anna", "secret", "https://news.example/feed"},
        {"https://anna@news.example/", "anna", "", "https://news.example/"},
        {"https://a%40b:c%3Ad%2@news.example/", "a@b", "c:d%2", "https://news.example/"},
        {"https:\\\\a:b@news.example\\feed", "a", "b", "https:\\\\news.example\\feed"},
        {"https://a@b:c@news.example/", "a@b", "c", "https://news.example/"},
    };
    for (const auto& [url, user, password, shown] : cases) {
        const auto found = credentials_in(url);
        ASSERT_TRUE(found) << url;
        EXPECT_EQ(found->user, user) << url;
        EXPECT_EQ(found->password, password) << url;
        EXPECT_EQ(without_credentials(url), shown);
    }
    for (const std::string none : {"https://news.example/a@b", "https://news.example?q=a:b@c", "news.example", "",
                                   "https://news.example#a@b", "https:"}) {
        EXPECT_FALSE(credentials_in(none)) << none;
        EXPECT_EQ(without_credentials(none), none);
    }
}

}  // namespace
}  // namespace masthead::fetch
