// Ctrl-C and SIGTERM as a stop token: the first asks for an orderly end, the second ends the process.
#pragma once

#include <stop_token>
#include <thread>

namespace masthead::app {

class Interrupts {
  public:
    Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    Interrupts(Interrupts&&) = delete;
    Interrupts& operator=(Interrupts&&) = delete;
    ~Interrupts();
    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

  private:
    std::stop_source stop_;
    int wake_ = -1;  // Written to end the watcher.
    std::thread watcher_;
};

}  // namespace masthead::app
