// Running a program as a user would: arguments in, exit code and output back.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace masthead::test {

struct ProcessResult {
    int exit_code = -1;  // 128 + the signal for a process that was killed.
    std::string output;  // Standard output.
    std::string errors;  // Standard error.
    std::chrono::milliseconds wall{0};
};

// Runs `words` (the program first) to its end.
[[nodiscard]] ProcessResult run_process(const std::vector<std::string>& words);

// A process that is still running; killed when the object dies.
class RunningProcess {
  public:
    explicit RunningProcess(const std::vector<std::string>& words);
    RunningProcess(const RunningProcess&) = delete;
    RunningProcess& operator=(const RunningProcess&) = delete;
    RunningProcess(RunningProcess&&) = delete;
    RunningProcess& operator=(RunningProcess&&) = delete;
    ~RunningProcess();

    [[nodiscard]] int pid() const { return pid_; }
    // The next line of its standard output, without the newline; empty at the end.
    [[nodiscard]] std::string read_line() const;
    void send(int signal) const;
    // Waits for the end; output holds what was not read yet.
    [[nodiscard]] ProcessResult wait();

  private:
    int pid_ = -1;
    int out_ = -1;
    int err_ = -1;
};

}  // namespace masthead::test
