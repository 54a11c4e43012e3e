// The signals are blocked in every thread and read from a signalfd by one: no code runs in a signal handler.
#include "app/interrupts.h"

#include "app/console.h"

#include <csignal>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace masthead::app {

Interrupts::Interrupts() : wake_(::eventfd(0, EFD_CLOEXEC)) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const int descriptor = ::signalfd(-1, &signals, SFD_CLOEXEC);
    watcher_ = std::thread([this, descriptor] {
        bool asked = false;
        while (true) {
            pollfd ends[2] = {{descriptor, POLLIN, 0},
                              {wake_, POLLIN, 0}};  // NOLINT(cppcoreguidelines-avoid-c-arrays): poll's interface.
            if (::poll(ends, 2, -1) < 0) continue;
            if ((ends[1].revents & POLLIN) != 0) break;
            signalfd_siginfo info{};
            if (::read(descriptor, &info, sizeof info) != sizeof info) continue;
            if (asked) ::_exit(130);
            asked = true;
            print_note("masthead: stopping; what is done is kept (again to stop at once)");
            stop_.request_stop();
        }
        ::close(descriptor);
    });
}

Interrupts::~Interrupts() {
    const std::uint64_t one = 1;
    if (::write(wake_, &one, sizeof one) == sizeof one) watcher_.join();
    ::close(wake_);
}

}  // namespace masthead::app
