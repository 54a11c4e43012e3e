// 2,000 sources polled over TLS, once, half of them unchanged: masthead's live client against a bare libcurl multi loop
// over the same server, each a process of its own, by CPU seconds. The server's log is held against the budgets: a
// request that came too early ends the program with an error. That the bare loop, which keeps no budget, does break
// them shows that the check can see it.
#include "core/domain.h"
#include "measure.h"
#include "poll_sources.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace masthead::bench {

namespace {

constexpr std::int64_t interval_us = 1'000'000;  // LiveOptions::domain_interval.
constexpr std::int64_t tolerance_us = 50'000;    // The server may read a request this much later than it came.

std::string part_path() {
    std::error_code code;
    return (std::filesystem::read_symlink("/proc/self/exe", code).parent_path() / "poll_part").string();
}

// The server, for as long as this lives.
class ServerProcess {
  public:
    explicit ServerProcess(const std::string& folder) : folder_(folder), process_(::fork()) {
        if (process_ == 0) {
            ::execl(part_path().c_str(), "poll_part", "serve", folder.c_str(), nullptr);
            ::_exit(127);
        }
        constexpr int most_waits = 1000;
        for (int i = 0; i < most_waits && !std::filesystem::exists(folder + "/port"); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ServerProcess(ServerProcess&&) = delete;
    ServerProcess& operator=(ServerProcess&&) = delete;
    ~ServerProcess() { stop(); }

    void stop() {
        if (process_ <= 0) return;
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
        process_ = -1;
    }

  private:
    std::string folder_;
    pid_t process_;
};

struct LogCheck {
    std::size_t requests = 0;
    std::size_t early = 0;
    std::int64_t closest_us = 0;  // Two requests to one domain.
};

LogCheck check_log(const std::string& path) {
    std::map<std::string, std::vector<std::int64_t>> by_domain;
    LogCheck check{.closest_us = std::int64_t{3600} * 1'000'000};
    std::ifstream file(path);
    std::int64_t at = 0;
    std::string host;
    while (file >> at >> host) {
        by_domain[core::registrable_domain(host)].push_back(at);
        ++check.requests;
    }
    for (auto& [domain, times] : by_domain) {
        std::ranges::sort(times);
        for (std::size_t i = 1; i < times.size(); ++i) {
            const std::int64_t apart = times[i] - times[i - 1];
            check.closest_us = std::min(check.closest_us, apart);
            if (apart < interval_us - tolerance_us) ++check.early;
        }
    }
    return check;
}

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "bench poll: {}\n", why);
    std::exit(1);
}

void poll_once(benchmark::State& state, const std::string& role, bool keeps_budgets) {
    ProgramRun run;
    LogCheck check;
    for (auto round : state) {
        static_cast<void>(round);
        const TempFolder folder;
        ServerProcess server(folder.path());
        run = run_program({part_path(), role, folder.path()});
        server.stop();
        if (run.status != 0) give_up(fmt::format("{} did not fetch all sources: {}", role, run.output));
        check = check_log(folder.path() + "/log");
        state.SetIterationTime(run.cpu_seconds);
        if (check.requests != poll_sources)
            give_up(fmt::format("the server saw {} requests of {}, not {}", check.requests, role, poll_sources));
        if (keeps_budgets && check.early > 0)
            give_up(
                fmt::format("{} requests came earlier than their domain's budget allows; the closest two were {} us "
                            "apart",
                            check.early, check.closest_us));
        if (!keeps_budgets && check.early == 0)
            give_up("the bare loop broke no budget, so the check of the log shows nothing");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(poll_sources));
    state.counters["items"] = static_cast<double>(poll_sources);
    state.counters["wall_seconds"] = run.wall_seconds;
    state.counters["peak_mib"] = run.peak_mib;
    state.counters["closest_seconds"] = static_cast<double>(check.closest_us) / 1e6;
    state.counters["early"] = static_cast<double>(check.early);
}

void masthead(benchmark::State& state) {
    poll_once(state, "masthead", true);
}
void bare_loop(benchmark::State& state) {
    poll_once(state, "bare", false);
}

BENCHMARK(masthead)->Name("poll/masthead")->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);
BENCHMARK(bare_loop)
    ->Name("poll/a bare libcurl multi loop (limit)")
    ->Unit(benchmark::kMillisecond)
    ->UseManualTime()
    ->Iterations(1);

}  // namespace

}  // namespace masthead::bench
