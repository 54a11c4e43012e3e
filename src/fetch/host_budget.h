// Manners towards one host: how many requests at once, and how far apart. Time is handed in.
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace masthead::fetch {

class HostBudget {
  public:
    using Time = std::chrono::steady_clock::time_point;

    HostBudget(int at_once, std::chrono::milliseconds interval) : at_once_(at_once), interval_(interval) {}

    // May a request to `host` start now? If so it counts as started.
    [[nodiscard]] bool try_start(const std::string& host, Time now) {
        auto& use = uses_[host];
        if (use.running >= at_once_ || now < use.next) return false;
        ++use.running;
        use.next = now + interval_;
        return true;
    }
    void finish(const std::string& host) { --uses_[host].running; }

  private:
    struct Use {
        int running = 0;
        Time next{};
    };
    int at_once_;
    std::chrono::milliseconds interval_;
    std::map<std::string, Use> uses_;
};

}  // namespace masthead::fetch
