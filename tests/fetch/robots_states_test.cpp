// robots.txt in every state a server can have it in (RFC 9309 2.3.1), as a page meets it.
#include "fetch/behaviours.h"
#include "fetch/net_witness.h"
#include "fetch/packed.h"
#include "fetch/web_client.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace masthead::fetch {
namespace {

using test::Answer;
using test::respond;
using test::TestWeb;
using test::WebRequest;
using testing::HasSubstr;

enum class Rule : std::uint8_t {
    obeyed,      // The file was read: /open is fresh, /closed is not fetched.
    all_open,    // No rules: both are.
    left_alone,  // The file could not be read: neither is fetched.
};

struct State {
    std::string what;
    Answer answer;  // To /robots.txt of the first host.
    Rule rule = Rule::obeyed;
};

const std::string rules = "User-agent: *\nDisallow: /closed\n";

Answer to(std::string_view status, const std::string& location) {
    return respond(status, "Location: " + location + "\r\n");
}

Answer endless(std::string head, std::string repeated) {
    Answer answer = test::raw(std::move(head));
    answer.repeated = std::move(repeated);
    return answer;
}

std::vector<State> statuses() {
    std::vector<State> states{
        {"an empty file", respond("200 OK"), Rule::all_open},
        {"a page of HTML", respond("200 OK", "", "<!doctype html><title>Welcome</title>\n"), Rule::all_open},
        {"no content", test::raw("HTTP/1.1 204 No Content\r\n\r\n"), Rule::all_open},
    };
    for (const int status : {400, 401, 403, 404, 410, 418, 451})
        states.push_back({fmt::format("status {}", status), respond(fmt::format("{} No", status)), Rule::all_open});
    for (const int status : {500, 501, 502, 503, 504, 599})
        states.push_back({fmt::format("status {}", status), respond(fmt::format("{} No", status)), Rule::left_alone});
    return states;
}

std::vector<State> files() {
    const std::string early = rules + std::string(700'000, '#') + "\nDisallow: /\n";
    std::string late;
    while (late.size() < 600'000) late += "Disallow: /some/other/place\n";
    const std::string chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    return {
        {"rules", respond("200 OK", "", rules)},
        {"rules behind a byte order mark", respond("200 OK", "", "\xef\xbb\xbf" + rules)},
        {"rules in lines of CR and LF", respond("200 OK", "", "User-agent: *\r\nDisallow: /closed\r\n")},
        {"rules in lines of CR", respond("200 OK", "", "User-agent: *\rDisallow: /closed\r")},
        {"rules with wildcards", respond("200 OK", "", "User-agent: *\nDisallow: /*ose*d$\n")},
        {"rules in two groups",
         respond("200 OK", "", "User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /clo\n")},
        {"rules that another group has for others",
         respond("200 OK", "", "User-agent: *\nDisallow: /\n\nUser-agent: masthead\nDisallow: /closed\n")},
        {"rules called HTML", respond("200 OK", "Content-Type: text/html\r\n", rules)},
        {"rules packed", respond("200 OK", "Content-Encoding: gzip\r\n", test::pack("gzip", rules))},
        {"a huge file, rules first", respond("200 OK", "", early)},
        {"a huge file, rules last", respond("200 OK", "", "User-agent: *\n" + late + "Disallow: /\n"), Rule::all_open},
        {"a file without end, rules first", endless(chunks + fmt::format("{:x}\r\n{}\r\n", rules.size(), rules),
                                                    "1000\r\n" + std::string(0x1000, '#') + "\r\n")},
        {"ten announced gigabytes, rules first",
         endless("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n" + rules, std::string(65'536, '#'))},
        {"a bomb", respond("200 OK", "Content-Encoding: gzip\r\n", test::bomb("gzip", 256)), Rule::all_open},
        {"a file cut short", test::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-ag"), Rule::left_alone},
        {"a reset", test::raw("", Answer::End::reset), Rule::left_alone},
        {"nothing", test::raw(""), Rule::left_alone},
        {"bytes that are not HTTP", test::raw("+OK POP3 ready\r\n"), Rule::left_alone},
    };
}

std::vector<State> redirects() {
    return {
        {"a redirect", to("301 Moved Permanently", "/rules")},
        {"a redirect to another host", to("302 Found", "http://other.test:{P}/rules")},
        {"five redirects", to("302 Found", "/hop4")},
        {"six redirects", to("302 Found", "/hop5"), Rule::left_alone},
        {"a loop", to("302 Found", "/robots.txt"), Rule::left_alone},
        {"a redirect to no file", to("302 Found", "/no-such-file"), Rule::all_open},
        {"a redirect inside", to("302 Found", "http://127.0.0.2:{P}/rules"), Rule::left_alone},
        {"a redirect to another scheme", to("302 Found", "file:///rules"), Rule::left_alone},
        {"a redirect to nowhere", respond("302 Found"), Rule::all_open},
    };
}

std::vector<State> all_states() {
    std::vector<State> states;
    for (auto part : {statuses(), files(), redirects()}) std::ranges::move(part, std::back_inserter(states));
    return states;
}

class RobotsStates : public testing::Test {
  protected:
    // Host sN.test has state N.
    Answer serve(const WebRequest& request) const {
        if (request.target == "/robots.txt" && request.host.starts_with('s')) {
            Answer answer = states_[std::stoul(request.host.substr(1))].answer;
            for (auto& step : answer.steps) {
                if (const auto at = step.bytes.find("{P}"); at != std::string::npos)
                    step.bytes.replace(at, 3, std::to_string(web_.port()));
            }
            return answer;
        }
        if (request.target == "/rules") return respond("200 OK", "", rules);
        if (request.target == "/hop1") return to("302 Found", "/rules");
        if (request.target.starts_with("/hop")) {
            const int left = request.target.back() - '0';
            return to("302 Found", fmt::format("/hop{}", left - 1));
        }
        if (request.target == "/open" || request.target == "/closed") return respond("200 OK", "", "a page");
        return respond("404 Not Found");
    }

    std::vector<State> states_ = all_states();
    test::NetWitness witness_{[](std::string_view) { return std::vector{std::string(test::public_address)}; }};
    TestWeb web_{[this](const WebRequest& request) { return serve(request); }};
    LiveOptions options_ = test::web_options(web_);
};

TEST_F(RobotsStates, EachDecidesAsTheStandardHasIt) {
    std::vector<Request> requests;
    for (std::size_t i = 0; i < states_.size(); ++i) {
        for (const std::string path : {"/open", "/closed"})
            requests.push_back({.url = web_.url(path, fmt::format("s{}.test", i)), .kind = RequestKind::page});
    }
    const auto visits = test::fetch_all(options_, requests);
    for (std::size_t i = 0; i < states_.size(); ++i) {
        SCOPED_TRACE(states_[i].what);
        const auto& open = visits[2 * i];
        const auto& closed = visits[2 * i + 1];
        const Rule rule = states_[i].rule;
        EXPECT_EQ(test::outcome_of(open) == "fresh", rule != Rule::left_alone) << test::words_of(open);
        EXPECT_EQ(test::outcome_of(closed) == "fresh", rule == Rule::all_open) << test::words_of(closed);
        if (rule == Rule::all_open) continue;
        const std::string why = rule == Rule::obeyed ? "does not allow" : "its pages are left alone";
        EXPECT_THAT(test::words_of(closed), HasSubstr(why));
    }
    EXPECT_EQ(web_.inside_connections(), 0);
}

TEST_F(RobotsStates, AreAskedForByPagesAndNotByFeedsAndPictures) {
    states_.assign(1, {"closed to all", respond("200 OK", "", "User-agent: *\nDisallow: /\n")});
    for (const auto kind : {RequestKind::feed, RequestKind::image, RequestKind::hub})
        EXPECT_EQ(test::outcome_of(test::fetch_one(options_, {.url = web_.url("/open", "s0.test"), .kind = kind})),
                  "fresh");
    for (const auto& request : web_.requests()) EXPECT_NE(request.target, "/robots.txt");
}

TEST_F(RobotsStates, ASlowOneLeavesItsPagesAlone) {
    Answer silent;
    silent.end = Answer::End::hold;
    states_.assign(1, {"silence", silent});
    options_.total_timeout = std::chrono::seconds(1);
    const auto visit = test::fetch_one(options_, {.url = web_.url("/open", "s0.test"), .kind = RequestKind::page});
    EXPECT_EQ(test::outcome_of(visit), "error: network");
    EXPECT_THAT(test::words_of(visit), HasSubstr("its pages are left alone"));
}

// A clock that the test sets.
class SetClock final : public core::Clock {
  public:
    [[nodiscard]] core::Instant now() const override { return now_; }
    void pass(std::chrono::seconds time) { now_ += time; }

  private:
    core::Instant now_ = test::web_now();
};

TEST_F(RobotsStates, AreKeptForADayAndFailuresForTenMinutes) {
    states_.assign(2, {"rules", respond("200 OK", "", rules)});
    states_[1].answer = respond("500 Internal Server Error");
    SetClock clock;
    const auto client = make_live_client(options_, clock);
    ASSERT_TRUE(client);
    const auto asked_after = [&](std::string_view host, std::chrono::seconds time) {
        clock.pass(time);
        const std::vector<Request> request{{.url = web_.url("/open", host), .kind = RequestKind::page}};
        (*client)->fetch(request, [](std::size_t, const core::Result<Visit>&) {}, {});
        const auto seen = web_.requests();
        return std::ranges::count_if(seen,
                                     [&](const auto& one) { return one.target == "/robots.txt" && one.host == host; });
    };
    using namespace std::chrono_literals;
    EXPECT_EQ(asked_after("s0.test", 0s), 1);
    EXPECT_EQ(asked_after("s0.test", 23h + 59min), 1);
    EXPECT_EQ(asked_after("s0.test", 1min), 2);
    EXPECT_EQ(asked_after("s1.test", 0s), 1);
    EXPECT_EQ(asked_after("s1.test", 9min), 1);
    EXPECT_EQ(asked_after("s1.test", 1min), 2);
}

}  // namespace
}  // namespace masthead::fetch
