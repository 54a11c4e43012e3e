#include "fetch/multi_loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <span>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <curl/curl.h>

namespace masthead::fetch {

using std::chrono::milliseconds;

struct MultiLoop::State {
    CURLM* multi = nullptr;
    int epoll = -1;
    int event = -1;             // Written by `wake`.
    std::optional<Time> timer;  // When libcurl wants to be called though no socket has anything.

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;
    ~State() {
        curl_multi_cleanup(multi);
        if (event >= 0) ::close(event);
        if (epoll >= 0) ::close(epoll);
    }
};

// What libcurl calls back; the signatures are its own.
struct LoopCallbacks {
    static int on_socket(CURL*, curl_socket_t socket, int what, void* data, void*) {
        const int epoll = static_cast<MultiLoop::State*>(data)->epoll;
        if (what == CURL_POLL_REMOVE) {
            ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nullptr);
            return 0;
        }
        epoll_event event{};
        event.data.fd = socket;
        if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) event.events |= EPOLLIN;
        if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) event.events |= EPOLLOUT;
        if (::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0 || errno != ENOENT) return 0;
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
        return 0;
    }
    static int on_timer(CURLM*, long timeout_ms, void* data) {
        auto& state = *static_cast<MultiLoop::State*>(data);
        state.timer.reset();
        if (timeout_ms >= 0) state.timer = std::chrono::steady_clock::now() + milliseconds(timeout_ms);
        return 0;
    }
};

core::Result<std::unique_ptr<MultiLoop>> MultiLoop::make(long idle_connections) {
    auto state = std::make_unique<State>();
    state->multi = curl_multi_init();
    state->epoll = ::epoll_create1(EPOLL_CLOEXEC);
    state->event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = state->event;
    const bool ready = state->multi != nullptr && state->epoll >= 0 && state->event >= 0 &&
                       ::epoll_ctl(state->epoll, EPOLL_CTL_ADD, state->event, &event) == 0;
    if (!ready) return core::fail(core::ErrorCode::network, "the loop that fetches could not be made");
    curl_multi_setopt(state->multi, CURLMOPT_SOCKETFUNCTION, &LoopCallbacks::on_socket);
    curl_multi_setopt(state->multi, CURLMOPT_SOCKETDATA, state.get());
    curl_multi_setopt(state->multi, CURLMOPT_TIMERFUNCTION, &LoopCallbacks::on_timer);
    curl_multi_setopt(state->multi, CURLMOPT_TIMERDATA, state.get());
    curl_multi_setopt(state->multi, CURLMOPT_MAXCONNECTS, idle_connections);
    auto loop = std::unique_ptr<MultiLoop>(new MultiLoop);
    loop->state_ = std::move(state);
    return loop;
}

MultiLoop::~MultiLoop() = default;

bool MultiLoop::add(void* easy) {
    return curl_multi_add_handle(state_->multi, easy) == CURLM_OK;
}

void MultiLoop::remove(void* easy) {
    curl_multi_remove_handle(state_->multi, easy);
}

// The only way that libcurl offers: the end of a pause makes a transfer due at once.
void MultiLoop::nudge(void* easy) {
    curl_easy_pause(easy, CURLPAUSE_RECV);
    curl_easy_pause(easy, CURLPAUSE_CONT);
}

void MultiLoop::wake() {
    const std::uint64_t one = 1;
    static_cast<void>(::write(state_->event, &one, sizeof one) == sizeof one);
}

void MultiLoop::run(std::optional<Time> until, const Done& done) {
    using Clock = std::chrono::steady_clock;
    constexpr milliseconds longest{60'000};
    Time end = Clock::now() + longest;
    if (until) end = std::min(end, *until);
    if (state_->timer) end = std::min(end, *state_->timer);
    const auto wait = std::chrono::ceil<milliseconds>(end - Clock::now());
    std::array<epoll_event, 256> events{};
    const int count = ::epoll_wait(state_->epoll, events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(std::max(wait, milliseconds(0)).count()));
    int active = 0;
    for (const auto& event : std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
        if (event.data.fd == state_->event) {
            std::uint64_t ignored = 0;
            static_cast<void>(::read(state_->event, &ignored, sizeof ignored) == sizeof ignored);
            continue;
        }
        int what = 0;
        if ((event.events & EPOLLIN) != 0) what |= CURL_CSELECT_IN;
        if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
        if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) what |= CURL_CSELECT_ERR;
        curl_multi_socket_action(state_->multi, event.data.fd, what, &active);
    }
    if (state_->timer && *state_->timer <= Clock::now()) {
        state_->timer.reset();
        curl_multi_socket_action(state_->multi, CURL_SOCKET_TIMEOUT, 0, &active);
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(state_->multi, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        void* easy = message->easy_handle;
        const int code = message->data.result;
        curl_multi_remove_handle(state_->multi, easy);
        done(easy, code);
    }
}

}  // namespace masthead::fetch
