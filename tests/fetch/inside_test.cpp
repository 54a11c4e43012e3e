// No way of writing an address, no redirect and no trick of a name server leads inside (TRUST rows 8 and 9). The proof
// is the list of connections that libcurl tried: none but to the one public address.
#include "fetch/address_guard.h"
#include "fetch/inside_spellings.h"
#include "fetch/net_witness.h"
#include "fetch/web_client.h"

#include <atomic>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using core::ErrorCode;
using test::inside_spellings;
using test::NetWitness;
using test::public_address;
using test::TestWeb;
using test::WebRequest;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr std::array doors{RequestKind::feed, RequestKind::page, RequestKind::image};

// /to/N redirects to spelling N; the robots.txt of rN.test does, too.
test::Answer lead_inside(const TestWeb& web, const WebRequest& request) {
    const auto spelling = [&](std::string_view digits) {
        const auto index = std::stoul(std::string(digits));
        return test::with_port(inside_spellings()[index].text, web.port());
    };
    if (request.target == "/robots.txt") {
        if (!request.host.starts_with('r')) return test::respond("404 Not Found");
        return test::respond("302 Found", "Location: " + spelling(request.host.substr(1)) + "\r\n");
    }
    if (request.target.starts_with("/to/"))
        return test::respond("302 Found", "Location: " + spelling(request.target.substr(4)) + "\r\n");
    return test::respond("200 OK", "", "a public page");
}

class InsideTest : public testing::Test {
  protected:
    // Every spelling was refused with the sentence it should have, and nothing was connected to but the public web.
    void expect_refusals(const std::vector<core::Result<Visit>>& visits, std::string_view front = "could not fetch") {
        for (std::size_t i = 0; i < visits.size(); ++i) {
            const auto& spelling = inside_spellings()[i % inside_spellings().size()];
            SCOPED_TRACE(spelling.text);
            ASSERT_FALSE(visits[i]) << test::words_of(visits[i]);
            EXPECT_THAT(visits[i].error().message, HasSubstr(spelling.answer));
            EXPECT_THAT(visits[i].error().message, HasSubstr(front));
        }
        EXPECT_EQ(web_.inside_connections(), 0);
        EXPECT_THAT(NetWitness::connections_except(public_address), IsEmpty());
        for (const auto& request : web_.requests()) EXPECT_THAT(request.target, testing::Not(HasSubstr("secret")));
    }

    NetWitness witness_{test::inside_names};
    TestWeb web_{[this](const WebRequest& request) { return lead_inside(web_, request); }};
    LiveOptions options_ = test::web_options(web_);
};

TEST_F(InsideTest, NoRedirectLeadsThereThroughAnyDoor) {
    ASSERT_GE(inside_spellings().size(), 60U);
    for (const auto door : doors) {
        std::vector<Request> requests;
        for (std::size_t i = 0; i < inside_spellings().size(); ++i)
            requests.push_back({.url = web_.url("/to/" + std::to_string(i)), .kind = door});
        const auto visits = test::fetch_all(options_, requests);
        for (const auto& visit : visits) EXPECT_EQ(test::outcome_of(visit), "error: refused") << test::words_of(visit);
        expect_refusals(visits, "");
    }
    EXPECT_GE(web_.requests().size(), 3 * inside_spellings().size());
}

TEST_F(InsideTest, NoSourceLeadsThereThroughAnyDoor) {
    for (const auto door : doors) {
        std::vector<Request> requests;
        for (const auto& spelling : inside_spellings())
            requests.push_back({.url = test::with_port(spelling.text, web_.port()), .kind = door});
        options_.obey_robots = false;
        expect_refusals(test::fetch_all(options_, requests));
    }
    EXPECT_EQ(web_.public_connections(), 0);
}

TEST_F(InsideTest, NoRobotsFileLeadsThere) {
    std::vector<Request> requests;
    for (std::size_t i = 0; i < inside_spellings().size(); ++i)
        requests.push_back({.url = web_.url("/page", "r" + std::to_string(i) + ".test"), .kind = RequestKind::page});
    expect_refusals(test::fetch_all(options_, requests), "could not be read, so its pages are left alone");
    for (const auto& request : web_.requests()) EXPECT_EQ(request.target, "/robots.txt");
}

TEST_F(InsideTest, NoSpecialRangeIsConnectedTo) {
    std::vector<Request> requests;
    for (const auto& range : test::special_ranges()) {
        for (const std::string_view address : {range.first, range.last}) {
            const bool v6 = address.contains(':');
            const std::string host = v6 ? "[" + std::string(address) + "]" : std::string(address);
            requests.push_back({.url = "http://" + host + "/", .kind = RequestKind::feed});
        }
    }
    for (const auto& visit : test::fetch_all(options_, requests)) {
        EXPECT_EQ(test::outcome_of(visit), "error: refused");
        EXPECT_THAT(test::words_of(visit), HasSubstr("is not in the public net"));
    }
    EXPECT_THAT(NetWitness::connections_except(public_address), IsEmpty());
}

TEST_F(InsideTest, APortThatIsNotAllowedIsNotConnectedTo) {
    for (const std::string port : {"22", "25", "6379", "11211", "65535", "0"}) {
        const auto visit = test::fetch_one(
            options_, {.url = "http://" + std::string(public_address) + ":" + port + "/", .kind = RequestKind::feed});
        EXPECT_EQ(test::outcome_of(visit), "error: refused") << port;
        EXPECT_THAT(test::words_of(visit), HasSubstr("the port " + port + " is not among the allowed ones"));
    }
    EXPECT_EQ(web_.public_connections(), 0);
}

// A name that is public when it is looked at and inside when it is connected to.
TEST(Rebinding, NeverConnectsInsideInAHundredTrials) {
    std::atomic<int> turn{0};
    const NetWitness witness([&](std::string_view) -> std::vector<std::string> {
        const int now = turn++;
        if (now % 50 == 1) return {"127.0.0.1", "10.0.0.1", std::string(public_address)};  // The public one behind.
        if (now % 50 == 3) return {"::ffff:127.0.0.1", "::1"};
        return {now % 2 == 1 ? "127.0.0.2" : std::string(public_address)};
    });
    TestWeb web([](const WebRequest& request) {
        // Sends the client on to the same name, so that it is looked up again in the middle of one visit.
        if (request.target == "/") return test::respond("302 Found", "Location: /next\r\n");
        return test::respond("200 OK", "", "public");
    });
    auto options = test::web_options(web);
    options.obey_robots = false;
    int fresh = 0;
    int refused = 0;
    for (std::size_t trial = 0; trial < 100; ++trial) {
        const auto visit =
            test::fetch_one(options, {.url = web.url("/", "rebind.test"), .kind = doors[trial % doors.size()]});
        const std::string outcome = test::outcome_of(visit);
        fresh += outcome == "fresh" ? 1 : 0;
        refused += outcome == "error: refused" ? 1 : 0;
        EXPECT_TRUE(outcome == "fresh" || outcome == "error: refused") << test::words_of(visit);
    }
    EXPECT_EQ(web.inside_connections(), 0);
    EXPECT_THAT(NetWitness::connections_except(public_address), IsEmpty());
    EXPECT_GE(NetWitness::lookups(), 100);
    EXPECT_GE(fresh, 20);  // Both answers were met.
    EXPECT_GE(refused, 20);
}

// The trick as it is played within one client: the name's first answer is kept and used, its second is never trusted.
TEST(Rebinding, IsSeenByAClientThatLooksTheNameUpAgain) {
    std::atomic<bool> inside{false};
    const NetWitness witness([&](std::string_view) -> std::vector<std::string> {
        return {inside ? "127.0.0.2" : std::string(public_address)};
    });
    TestWeb web([](const WebRequest&) { return test::respond("200 OK", "", "public"); });
    const core::FixedClock clock(test::web_now());
    const auto client = make_live_client(test::web_options(web), clock);
    ASSERT_TRUE(client);
    for (int trial = 0; trial < 20; ++trial) {
        inside = trial % 2 == 1;
        const std::vector<Request> request{
            {.url = web.url("/", "turn" + std::to_string(trial / 2) + ".test"), .kind = RequestKind::feed}};
        (*client)->fetch(request, [](std::size_t, const core::Result<Visit>&) {}, {});
    }
    EXPECT_EQ(web.inside_connections(), 0);
    EXPECT_THAT(NetWitness::connections_except(public_address), IsEmpty());
}

TEST(AddressGuard, RefusesBothEndsAndTheMiddleOfEverySpecialRange) {
    const auto guard = *AddressGuard::make({});
    for (const auto& range : test::special_ranges()) {
        SCOPED_TRACE(range.name);
        const auto first = parse_address(range.first);
        const auto last = parse_address(range.last);
        ASSERT_TRUE(first && last);
        AddressBytes middle = *first;
        for (std::size_t i = 0; i < middle.size(); ++i)
            middle[i] = static_cast<std::uint8_t>(((*first)[i] + (*last)[i]) / 2);
        EXPECT_FALSE(guard.allows(*first));
        EXPECT_FALSE(guard.allows(*last));
        EXPECT_FALSE(guard.allows(middle));
    }
}

TEST(AddressGuard, AllowsTheNeighboursOfSpecialRanges) {
    const auto guard = *AddressGuard::make({});
    for (const std::string address :
         {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",   "100.128.0.0",
          "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",      "172.15.255.255",
          "172.32.0.0",      "191.255.255.255", "192.0.1.0",       "192.0.3.0",        "192.31.195.255",
          "192.31.197.0",    "192.52.192.255",  "192.52.194.0",    "192.88.98.255",    "192.88.100.0",
          "192.167.255.255", "192.169.0.0",     "192.175.47.255",  "192.175.49.0",     "198.17.255.255",
          "198.20.0.0",      "198.51.99.255",   "198.51.101.0",    "203.0.112.255",    "203.0.114.0",
          "223.255.255.255", "168.63.129.15",   "168.63.129.17",   "2000::",           "2001:200::",
          "2001:db7:ffff::", "2001:db9::",      "2001:ffff::",     "2003::",           "2620:4f:7fff::",
          "2620:4f:8001::",  "3ffe:ffff::",     "3fff:1000::",     "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"}) {
        const auto bytes = parse_address(address);
        ASSERT_TRUE(bytes) << address;
        EXPECT_TRUE(guard.allows(*bytes)) << address;
    }
}

}  // namespace
}  // namespace masthead::fetch
