#include "fetch/test_web.h"

#include "core/ascii.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace masthead::test {

namespace {

constexpr int attempts_to_find_a_port = 50;
constexpr std::size_t read_bytes = 4096;
constexpr std::size_t max_head_bytes = std::size_t{256} << 10U;

// A listening socket, or -1. Port 0: any.
int listen_on(std::string_view address, std::uint16_t port) {
    const std::string text(address);
    const bool v6 = text.contains(':');
    // NOLINTNEXTLINE(android-cloexec-socket)
    const int socket = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    sockaddr_in v4_address{};
    v4_address.sin_family = AF_INET;
    v4_address.sin_port = htons(port);
    sockaddr_in6 v6_address{};
    v6_address.sin6_family = AF_INET6;
    v6_address.sin6_port = htons(port);
    if (v6) {
        ::inet_pton(AF_INET6, text.c_str(), &v6_address.sin6_addr);
    } else {
        ::inet_pton(AF_INET, text.c_str(), &v4_address.sin_addr);
    }
    const auto* target = v6 ? reinterpret_cast<sockaddr*>(&v6_address) : reinterpret_cast<sockaddr*>(&v4_address);
    const socklen_t size = v6 ? sizeof v6_address : sizeof v4_address;
    if (::bind(socket, target, size) == 0 && ::listen(socket, 1024) == 0) return socket;
    ::close(socket);
    return -1;
}

std::uint16_t port_of(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

bool has_ipv6_loopback() {
    const int socket = listen_on("::1", 0);
    if (socket >= 0) ::close(socket);
    return socket >= 0;
}

WebRequest read_request(const std::string& head) {
    WebRequest request{.head = head};
    const auto begin = head.find(' ');
    if (begin != std::string::npos) request.target = head.substr(begin + 1, head.find(' ', begin + 1) - begin - 1);
    request.host = header_of(request, "host");
    if (const auto colon = request.host.rfind(':'); colon != std::string::npos && !request.host.ends_with(']'))
        request.host.resize(colon);
    return request;
}

}  // namespace

Answer respond(std::string_view status, std::string_view headers, std::string_view body) {
    return raw(fmt::format("HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(),
                           headers, body));
}

Answer raw(std::string bytes, Answer::End end) {
    Answer answer;
    answer.steps.push_back({.bytes = std::move(bytes)});
    answer.end = end;
    return answer;
}

std::string header_of(const WebRequest& request, std::string_view name) {
    for (const auto line : core::split(request.head, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        if (core::equals_ignoring_case(line.substr(0, colon), name))
            return std::string(core::trim(line.substr(colon + 1)));
    }
    return {};
}

TestWeb::TestWeb(Handler handler) : handler_(std::move(handler)) {
    for (int i = 0; i < attempts_to_find_a_port && listeners_.empty(); ++i) {
        if (!listen_everywhere()) {
            for (const auto& listener : std::exchange(listeners_, {})) ::close(listener.socket);
        }
    }
    if (listeners_.empty() || ::pipe2(wake_, O_CLOEXEC) != 0) std::abort();  // No test can go on without its server.
    thread_ = std::thread([this] { run(); });
}

TestWeb::~TestWeb() {
    ::close(wake_[1]);
    thread_.join();
    ::close(wake_[0]);
    for (const auto& listener : listeners_) ::close(listener.socket);
    for (const auto& [socket, connection] : connections_) ::close(socket);
}

std::string TestWeb::url(std::string_view path, std::string_view host) const {
    return fmt::format("http://{}:{}{}", host, port_, path);
}

std::vector<WebRequest> TestWeb::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

// The same port on every address, so that one URL differs from another in its host alone.
bool TestWeb::listen_everywhere() {
    const int open = listen_on(public_address, 0);
    if (open < 0) return false;
    listeners_.push_back({open, false});
    port_ = port_of(open);
    std::vector<std::string_view> inside{"127.0.0.1", "127.0.0.2"};
    if (has_ipv6_loopback()) inside.emplace_back("::1");
    for (const auto address : inside) {
        const int socket = listen_on(address, port_);
        if (socket < 0) return false;
        listeners_.push_back({socket, true});
    }
    return true;
}

void TestWeb::run() {
    std::vector<pollfd> polled;
    for (;;) {
        const auto now = Clock::now();
        polled.assign(1, {wake_[0], POLLIN, 0});
        for (const auto& listener : listeners_) polled.push_back({listener.socket, POLLIN, 0});
        for (const auto& [socket, connection] : connections_) {
            const bool writes = connection.answering && pending(connection) != nullptr && connection.due <= now;
            // While answering, a reading end tells that the other side has gone.
            polled.push_back({socket, static_cast<short>(writes ? POLLIN | POLLOUT : POLLIN), 0});
        }
        ::poll(polled.data(), polled.size(), wait_ms(now));
        if (polled[0].revents != 0) return;
        for (std::size_t i = 0; i < listeners_.size(); ++i) {
            if (polled[i + 1].revents != 0) accept_from(listeners_[i]);
        }
        for (std::size_t i = listeners_.size() + 1; i < polled.size(); ++i) {
            if (polled[i].revents == 0) continue;
            auto& connection = connections_.at(polled[i].fd);
            const bool readable = (polled[i].revents & ~POLLOUT) != 0;
            bool alive = !readable || read(polled[i].fd, connection);
            if (alive && (polled[i].revents & POLLOUT) != 0) alive = write(polled[i].fd, connection);
            if (alive) continue;
            ::close(polled[i].fd);
            connections_.erase(polled[i].fd);
        }
    }
}

int TestWeb::wait_ms(Clock::time_point now) const {
    auto wait = std::chrono::milliseconds(1000);
    for (const auto& [socket, connection] : connections_) {
        if (!connection.answering || pending(connection) == nullptr || connection.due <= now) continue;
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(connection.due - now));
    }
    return static_cast<int>(wait.count());
}

void TestWeb::accept_from(const Listener& listener) {
    const int socket = ::accept4(listener.socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++(listener.inside ? inside_connections_ : public_connections_);
    connections_[socket] = Connection{.inside = listener.inside};
}

bool TestWeb::read(int socket, Connection& connection) {
    std::array<char, read_bytes> bytes{};
    const auto count = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (count < 0) return errno == EAGAIN;
    if (count == 0) return false;
    if (connection.answering) return true;  // What comes after the head is dropped.
    connection.head.append(bytes.data(), static_cast<std::size_t>(count));
    if (connection.head.size() > max_head_bytes) return false;
    if (!connection.head.contains("\r\n\r\n")) return true;
    auto request = read_request(connection.head);
    connection.answer = handler_(request);
    connection.answering = true;
    connection.step = connection.offset = 0;
    if (!connection.inside) {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(std::move(request));
    }
    schedule(connection);
    return pending(connection) != nullptr || finish(socket, connection);
}

const std::string* TestWeb::pending(const Connection& connection) {
    const auto& answer = connection.answer;
    if (connection.step < answer.steps.size()) return &answer.steps[connection.step].bytes;
    return answer.repeated.empty() ? nullptr : &answer.repeated;
}

void TestWeb::schedule(Connection& connection) {
    const auto& answer = connection.answer;
    const bool scripted = connection.step < answer.steps.size();
    connection.due = Clock::now() + (scripted ? answer.steps[connection.step].pause : answer.every);
}

bool TestWeb::write(int socket, Connection& connection) {
    const std::string* bytes = pending(connection);
    if (bytes == nullptr) return true;
    const std::size_t left = bytes->size() - connection.offset;
    const auto sent = ::send(socket, bytes->data() + connection.offset, left, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    connection.offset += static_cast<std::size_t>(sent);
    if (connection.offset < bytes->size()) return true;
    connection.offset = 0;
    if (connection.step < connection.answer.steps.size()) ++connection.step;
    schedule(connection);
    return pending(connection) != nullptr || finish(socket, connection);
}

bool TestWeb::finish(int socket, Connection& connection) {
    switch (connection.answer.end) {
        case Answer::End::close:
            // All bytes first, then the end: an unread byte of the request would turn the close into a reset.
            ::shutdown(socket, SHUT_WR);
            return true;
        case Answer::End::hold:
            return true;
        case Answer::End::keep_alive:
            connection = Connection{.inside = connection.inside};
            return true;
        case Answer::End::reset:
            break;
    }
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    return false;
}

}  // namespace masthead::test
