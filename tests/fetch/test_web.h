// A small and wicked web for tests: one thread, one port, several loopback addresses. What each request gets is a
// script of bytes, pauses and a way to end, so a behaviour of a server is a value in a table.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace masthead::test {

// Clients may fetch from this address alone (LiveOptions::allowed_private); everything else stands for "inside".
inline constexpr std::string_view public_address = "127.9.9.9";

struct WebRequest {
    std::string target;  // "/path?query"
    std::string host;    // Of the Host header, without its port.
    std::string head;    // The whole head, as it came.
};

struct Step {
    std::string bytes;
    std::chrono::milliseconds pause{0};  // Before the bytes.
};

struct Answer {
    // How the connection goes on after the last byte.
    enum class End : std::uint8_t {
        close,
        reset,       // RST instead of FIN.
        hold,        // Nothing more until the other side closes.
        keep_alive,  // The next request is read.
    };
    std::vector<Step> steps;
    std::string repeated{};              // After the steps: again and again, until the other side closes.
    std::chrono::milliseconds every{0};  // Before each repetition.
    End end = End::close;
};

// "HTTP/1.1 STATUS", the header lines ("A: b\r\n"), a length and the body. The connection is closed after it.
[[nodiscard]] Answer respond(std::string_view status, std::string_view headers = {}, std::string_view body = {});
// These bytes and nothing else.
[[nodiscard]] Answer raw(std::string bytes, Answer::End end = Answer::End::close);
// The value of a header in a request's head, "" if it has none. `name` in lower case.
[[nodiscard]] std::string header_of(const WebRequest& request, std::string_view name);

class TestWeb {
  public:
    // Called on the server's thread for every request, whole or not, that reaches the public address or an inside one.
    using Handler = std::function<Answer(const WebRequest& request)>;

    explicit TestWeb(Handler handler);
    TestWeb(const TestWeb&) = delete;
    TestWeb& operator=(const TestWeb&) = delete;
    TestWeb(TestWeb&&) = delete;
    TestWeb& operator=(TestWeb&&) = delete;
    ~TestWeb();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    // http://HOST:PORT/PATH
    [[nodiscard]] std::string url(std::string_view path, std::string_view host = public_address) const;
    // Those of the public address, in the order they came.
    [[nodiscard]] std::vector<WebRequest> requests() const;
    [[nodiscard]] int public_connections() const { return public_connections_; }
    // Connections to 127.0.0.1, 127.0.0.2 and ::1.
    [[nodiscard]] int inside_connections() const { return inside_connections_; }

  private:
    using Clock = std::chrono::steady_clock;
    struct Connection {
        bool inside = false;
        std::string head;
        bool answering = false;
        Answer answer;
        std::size_t step = 0;    // The next one, or past the last while repeating.
        std::size_t offset = 0;  // Within the step.
        Clock::time_point due{};
    };
    struct Listener {
        int socket = -1;
        bool inside = false;
    };

    [[nodiscard]] bool listen_everywhere();
    void run();
    [[nodiscard]] int wait_ms(Clock::time_point now) const;
    void accept_from(const Listener& listener);
    // False: the connection is over.
    [[nodiscard]] bool read(int socket, Connection& connection);
    [[nodiscard]] bool write(int socket, Connection& connection);
    [[nodiscard]] bool finish(int socket, Connection& connection);
    [[nodiscard]] static const std::string* pending(const Connection& connection);
    static void schedule(Connection& connection);

    Handler handler_;
    std::uint16_t port_ = 0;
    std::vector<Listener> listeners_;
    std::map<int, Connection> connections_;  // By socket; the server's thread alone.
    int wake_[2] = {-1, -1};                 // A pipe that ends the thread.
    std::atomic<int> public_connections_{0};
    std::atomic<int> inside_connections_{0};
    mutable std::mutex mutex_;
    std::vector<WebRequest> requests_;  // Under the mutex.
    std::thread thread_;
};

}  // namespace masthead::test
