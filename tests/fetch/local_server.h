// A web server on 127.0.0.1 for tests: one thread a connection, each answer decided by a function of the request's
// head.
#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace masthead::test {

class LocalServer {
  public:
    // Gets the request's head ("GET /path HTTP/1.1\r\n...") and gives the raw answer; may write to the socket itself
    // and give "".
    using Handler = std::function<std::string(const std::string& head, int socket)>;

    explicit LocalServer(Handler handler) : handler_(std::move(handler)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 64);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }
    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;
    LocalServer(LocalServer&&) = delete;
    LocalServer& operator=(LocalServer&&) = delete;
    ~LocalServer() {
        ::shutdown(listener_, SHUT_RDWR);
        acceptor_.join();
        ::close(listener_);
        for (auto& worker : workers_) worker.join();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url(const std::string& path) const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    // Heads of the requests so far, in the order they came.
    [[nodiscard]] std::vector<std::string> heads() const {
        const std::scoped_lock lock(mutex_);
        return heads_;
    }

    static void send_all(int socket, std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    // Blocks until the other side closes.
    static void wait_for_close(int socket) {
        char byte = 0;
        while (::recv(socket, &byte, 1, 0) > 0) {
        }
    }

  private:
    void accept_all() {
        for (;;) {
            const int socket = ::accept(listener_, nullptr, nullptr);
            if (socket < 0) return;
            workers_.emplace_back([this, socket] { answer(socket); });
        }
    }

    void answer(int socket) {
        std::string head;
        char byte = 0;
        while (!head.ends_with("\r\n\r\n") && ::recv(socket, &byte, 1, 0) == 1) head += byte;
        {
            const std::scoped_lock lock(mutex_);
            heads_.push_back(head);
        }
        send_all(socket, handler_(head, socket));
        ::close(socket);
    }

    Handler handler_;
    int listener_;
    std::uint16_t port_ = 0;
    std::thread acceptor_;
    std::vector<std::thread> workers_;
    mutable std::mutex mutex_;
    std::vector<std::string> heads_;
};

}  // namespace masthead::test
