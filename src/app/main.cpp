#include "app/command_line.h"

#include <csignal>

int main(int count, char** words) {
    std::signal(
        SIGPIPE,
        SIG_IGN);  // NOLINT(cert-err33-c): a reader that leaves is an error of the write, not the end of the process.
    return static_cast<int>(masthead::app::run_command_line(count, words));
}
