// libcurl's multi interface driven by epoll: what one round costs depends on what happened, not on how many transfers
// are under way (curl_multi_poll and curl_multi_perform walk over all of them).
//   https://curl.se/libcurl/c/libcurl-multi.html ("multi_socket")
#pragma once

#include "core/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace masthead::fetch {

class MultiLoop {
  public:
    using Time = std::chrono::steady_clock::time_point;
    // An easy handle whose transfer ended with a CURLcode; it has left the loop and may be added again.
    using Done = std::function<void(void* easy, int code)>;

    // `idle_connections`: how many are kept open for reuse. Errors: network (no memory, no file descriptors).
    [[nodiscard]] static core::Result<std::unique_ptr<MultiLoop>> make(long idle_connections);
    MultiLoop(const MultiLoop&) = delete;
    MultiLoop& operator=(const MultiLoop&) = delete;
    MultiLoop(MultiLoop&&) = delete;
    MultiLoop& operator=(MultiLoop&&) = delete;
    ~MultiLoop();

    // False if libcurl does not take it. Nothing happens to it before `run`.
    [[nodiscard]] bool add(void* easy);
    // Breaks its transfer off.
    void remove(void* easy);

    // Has libcurl look at a transfer in the next `run` though nothing happened to it.
    void nudge(void* easy);

    // Sleeps until something happens, `until` has come or `wake` is called; does what is to be done.
    void run(std::optional<Time> until, const Done& done);
    // From any thread: `run` returns soon.
    void wake();

  private:
    MultiLoop() = default;
    struct State;
    friend struct LoopCallbacks;
    std::unique_ptr<State> state_;
};

}  // namespace masthead::fetch
