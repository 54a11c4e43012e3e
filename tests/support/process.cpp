#include "support/process.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

namespace masthead::test {

namespace {

std::string read_all(int descriptor) {
    std::string out;
    std::string buffer(65536, '\0');
    for (ssize_t size = 0; (size = ::read(descriptor, buffer.data(), buffer.size())) > 0;)
        out.append(buffer.data(), static_cast<std::size_t>(size));
    return out;
}

}  // namespace

RunningProcess::RunningProcess(const std::vector<std::string>& words) {
    int out[2];
    int err[2];
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) {
        ADD_FAILURE() << "no pipes to be had";
        return;
    }
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(err[1], STDERR_FILENO);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
}

RunningProcess::~RunningProcess() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (out_ >= 0) ::close(out_);
    if (err_ >= 0) ::close(err_);
}

std::string RunningProcess::read_line() const {
    std::string line;
    constexpr int longest_wait_ms = 30000;  // A program that says nothing fails its test instead of holding it.
    pollfd ready{out_, POLLIN, 0};
    for (char c = 0; ::poll(&ready, 1, longest_wait_ms) == 1 && ::read(out_, &c, 1) == 1 && c != '\n';) line += c;
    return line;
}

void RunningProcess::send(int signal) const {
    ::kill(pid_, signal);
}

ProcessResult RunningProcess::wait() {
    const auto began = std::chrono::steady_clock::now();
    ProcessResult result;
    std::thread errors([&] { result.errors = read_all(err_); });
    result.output = read_all(out_);
    errors.join();
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.wall = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    return result;
}

ProcessResult run_process(const std::vector<std::string>& words) {
    return RunningProcess(words).wait();
}

}  // namespace masthead::test
