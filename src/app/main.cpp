#include "app/command_line.h"

#include <csignal>
#include <cstdio>

int main(int count, char** words) {
    std::signal(
        SIGPIPE,
        SIG_IGN);  // NOLINT(cert-err33-c): a reader that leaves is an error of the write, not the end of the process.
    const auto code = masthead::app::run_command_line(count, words);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return static_cast<int>(code);
    std::fputs("masthead: the output could not be written to its end\n", stderr);
    return static_cast<int>(code == masthead::app::ExitCode::done ? masthead::app::ExitCode::failed : code);
}
