// How well the live client stands hostile servers (TRUST rows 5 and 7), on loopback addresses and with the limits users
// have: the wait that 200 slow sources mean for 50 healthy ones, and the time until a bomb is broken off.
#include "fetch/live.h"
#include "fetch/net_witness.h"
#include "fetch/packed.h"
#include "fetch/process_memory.h"
#include "fetch/test_web.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::bench {

namespace {

using test::Answer;
using test::TestWeb;
using test::WebRequest;
using Clock = std::chrono::steady_clock;

constexpr int slow_sources = 200;
constexpr int healthy_sources = 50;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

fetch::LiveOptions options_for(const TestWeb& web) {
    fetch::LiveOptions options;
    options.allowed_private = {std::string(test::public_address)};
    options.allowed_ports = {web.port()};
    return options;
}

// A third never answers, a third drips its head, a third its body.
Answer serve(const WebRequest& request) {
    if (request.host.starts_with("healthy")) return test::respond("200 OK", "", "<rss/>");
    Answer answer;
    answer.end = Answer::End::hold;
    const int kind = request.host[4] % 3;
    if (kind == 0) return answer;
    answer.steps.push_back({kind == 1 ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 200 OK\r\n\r\n<"});
    answer.repeated = kind == 1 ? "X: y\r\n" : "x";
    answer.every = std::chrono::seconds(1);
    return answer;
}

struct Times {
    double last_healthy = 0;
    double all = 0;
    int fresh = 0;
};

Times fetch_sources(int slow) {
    const TestWeb web(serve);
    const core::SystemClock clock;
    std::vector<fetch::Request> requests;
    for (int i = 0; i < slow; ++i)
        requests.push_back(
            {.url = web.url("/", "slow" + std::to_string(i) + ".test"), .kind = fetch::RequestKind::feed});
    for (int i = 0; i < healthy_sources; ++i)
        requests.push_back(
            {.url = web.url("/", "healthy" + std::to_string(i) + ".test"), .kind = fetch::RequestKind::feed});
    const auto client = make_live_client(options_for(web), clock);
    Times times;
    const auto begin = Clock::now();
    const auto note = [&](std::size_t index, const core::Result<fetch::Visit>& visit) {
        if (index < static_cast<std::size_t>(slow)) return;
        times.last_healthy = seconds_since(begin);
        times.fresh += visit ? 1 : 0;
    };
    if (client) (*client)->fetch(requests, note, {});
    times.all = seconds_since(begin);
    return times;
}

void report_slow_sources() {
    const Times alone = fetch_sources(0);
    const Times among = fetch_sources(slow_sources);
    std::printf("%d healthy sources alone: the last after %.3f s\n", healthy_sources, alone.last_healthy);
    std::printf("%d healthy sources behind %d slow ones: the last after %.3f s (%d read); all over after %.1f s\n",
                healthy_sources, slow_sources, among.last_healthy, among.fresh, among.all);
}

void report_bomb(std::string_view coding) {
    constexpr std::size_t gibibyte = 1024;
    const std::string body = test::bomb(coding, gibibyte);
    const std::string header = "Content-Encoding: " + std::string(coding) + "\r\n";
    const TestWeb web([&](const WebRequest&) { return test::respond("200 OK", header, body); });
    const core::SystemClock clock;
    const auto client = make_live_client(options_for(web), clock);
    if (!client) return;
    std::string outcome = "read";
    const std::vector<fetch::Request> request{{.url = web.url("/", "bomb.test"), .kind = fetch::RequestKind::feed}};
    const test::PeakMemory memory;
    const auto begin = Clock::now();
    (*client)->fetch(request,
                     [&](std::size_t, const core::Result<fetch::Visit>& visit) {
                         if (!visit) outcome = visit.error().message;
                     },
                     {});
    std::printf("1 GiB as %s (%zu bytes): %.1f ms from request to answer, %.1f MiB more memory; %s\n",
                std::string(coding).c_str(), body.size(), seconds_since(begin) * 1000, memory.grown_mebibytes(),
                outcome.c_str());
}

}  // namespace

}  // namespace masthead::bench

int main() {
    const masthead::test::NetWitness witness(
        [](std::string_view) { return std::vector{std::string(masthead::test::public_address)}; });
    for (const std::string_view coding : {"gzip", "deflate", "br", "zstd"}) masthead::bench::report_bomb(coding);
    masthead::bench::report_slow_sources();
}
