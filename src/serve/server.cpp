// The wire side of the server: connections, limits, timeouts and the graceful end. The only file that includes Boost.
//
// A connection is a chain of callbacks on its own strand:
//   wait (idle_timeout) -> header (header_timeout) -> body, thrown away but for a POST's (body_timeout) -> answer ->
//   write (idle_timeout) -> wait ...
#include "serve/server.h"

#include "serve/answer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <ctime>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

namespace masthead::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using beast::error_code;
using core::ErrorCode;
using core::fail;

constexpr std::chrono::seconds stop_patience{5};

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[32];
    const auto length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text, length};
}

// Everything that the connections of one server share.
struct Shared {
    Shared(const ServerOptions& given, std::vector<Route> routes)
        : options(given), responder(std::move(routes), given.folder) {}
    ServerOptions options;
    Responder responder;
    std::atomic<bool> is_stopping = false;
    std::atomic<std::size_t> posted_bytes = 0;  // Promised to bodies that are read or answered now.
};

class Connection;

// The connections that live, so that a stop can end them and wait for them.
class Register {
  public:
    // False when there are `most` already.
    bool enter(const std::shared_ptr<Connection>& connection, std::size_t most) {
        const std::lock_guard lock(mutex_);
        if (connections_.size() >= most) return false;
        connections_.emplace(connection.get(), connection);
        return true;
    }
    void leave(const Connection* connection) {
        const std::lock_guard lock(mutex_);
        connections_.erase(connection);
        if (connections_.empty()) is_empty_.notify_all();
    }
    [[nodiscard]] std::vector<std::shared_ptr<Connection>> all() {
        const std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<Connection>> living;
        for (const auto& [key, weak] : connections_) {
            if (auto connection = weak.lock()) living.push_back(std::move(connection));
        }
        return living;
    }
    bool wait_until_empty(std::chrono::seconds patience) {
        std::unique_lock lock(mutex_);
        return is_empty_.wait_for(lock, patience, [this] { return connections_.empty(); });
    }

  private:
    std::mutex mutex_;
    std::condition_variable is_empty_;
    std::map<const Connection*, std::weak_ptr<Connection>> connections_;
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket socket, Shared& shared, Register& registered)
        : stream_(std::move(socket)),
          buffer_(shared.options.max_header_bytes + read_bytes),
          shared_(shared),
          register_(registered) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) = delete;
    Connection& operator=(Connection&&) = delete;
    ~Connection() {
        give_back();
        register_.leave(this);
    }

    void run() {
        asio::dispatch(stream_.get_executor(),
                       [self = shared_from_this()] { self->wait(self->shared_.options.header_timeout); });
    }

    // Ends a connection that waits for its next request; one that is at work ends after its answer.
    void retire() {
        asio::post(stream_.get_executor(), [self = shared_from_this()] {
            if (self->is_waiting_) self->close();
        });
    }

  private:
    static constexpr std::size_t read_bytes = 4096;
    static constexpr std::size_t max_dropped_bytes = std::size_t{1} << 20U;
    static constexpr std::chrono::seconds linger_patience{2};
    using Parser = http::request_parser<http::string_body>;

    void wait(std::chrono::seconds patience) {
        if (shared_.is_stopping) return close();
        if (buffer_.size() > 0) return read_header();  // A pipelined request is here already.
        is_waiting_ = true;
        stream_.expires_after(patience);
        stream_.async_read_some(buffer_.prepare(read_bytes),
                                [self = shared_from_this()](error_code error, std::size_t count) {
                                    self->is_waiting_ = false;
                                    if (error) return self->close();
                                    self->buffer_.commit(count);
                                    self->read_header();
                                });
    }

    void read_header() {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(shared_.options.max_header_bytes));
        parser_->body_limit(boost::none);  // What may come is decided when the header is here.
        stream_.expires_after(shared_.options.header_timeout);
        http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
            if (error) return self->refuse(error);
            self->on_header();
        });
    }

    void on_header() {
        const auto& request = parser_->get();
        if (request.version() > 11 || (request.version() == 11 && request.count(http::field::host) != 1))
            return finish(400);
        if (request.method() == http::verb::post) return on_post();
        if (request.method() != http::verb::get && request.method() != http::verb::head) return finish(405);
        if (parser_->is_done()) return respond();
        read_body(shared_.options.max_body_bytes);
    }

    // A POST is read only where it is wanted, and only as long as there is memory for it.
    void on_post() {
        const BodyRoom room = shared_.responder.room_for(raw_request(""));
        if (room.refusal != 0) return finish(room.refusal);
        if (parser_->is_done()) return respond();
        const std::uint64_t bytes = parser_->content_length().value_or(room.bytes);
        if (bytes > room.bytes) return finish(413);
        promised_ = static_cast<std::size_t>(bytes);
        if (shared_.posted_bytes.fetch_add(promised_) + promised_ > shared_.options.max_posted_bytes)
            return finish(503);
        if (!beast::iequals(parser_->get()[http::field::expect], "100-continue")) return read_body(room.bytes);
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        stream_.expires_after(shared_.options.header_timeout);
        asio::async_write(stream_, asio::buffer(go_on),
                          [self = shared_from_this(), limit = room.bytes](error_code error, std::size_t) {
                              if (error) return self->close();
                              self->read_body(limit);
                          });
    }

    void give_back() { shared_.posted_bytes.fetch_sub(std::exchange(promised_, 0)); }

    void read_body(std::uint64_t limit) {
        if (parser_->content_length().value_or(0) > limit) return finish(413);
        parser_->body_limit(limit);  // Of one sent in chunks.
        stream_.expires_after(shared_.options.body_timeout);
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
            if (error) return self->refuse(error);
            self->respond();
        });
    }

    // What cannot be read any further is answered once more, if there is somebody to hear it.
    void refuse(error_code error) {
        if (error == http::error::header_limit || error == http::error::buffer_overflow) return finish(431);
        if (error == http::error::body_limit) return finish(413);
        const bool is_malformed = error.category() == http::make_error_code(http::error::bad_method).category() &&
                                  error != http::error::end_of_stream && error != http::error::partial_message;
        if (is_malformed) return finish(400);
        close();  // Gone, too slow (nothing can be sent on an expired stream), or ended well.
    }

    // Views into the parser's request, and the body where it is wanted.
    [[nodiscard]] RawRequest raw_request(std::string body) const {
        const auto& request = parser_->get();
        const auto field = [&](auto name) { return std::string_view(request[name].data(), request[name].size()); };
        return {.method = {request.method_string().data(), request.method_string().size()},
                .target = {request.target().data(), request.target().size()},
                .if_none_match = field(http::field::if_none_match),
                .content_type = field(http::field::content_type),
                .hub_signature = field("X-Hub-Signature"),
                .body = std::move(body)};
    }

    void respond() {
        const auto& request = parser_->get();
        is_head_ = request.method() == http::verb::head;
        is_keeping_ = request.keep_alive();
        std::string body;
        if (request.method() == http::verb::post) body = std::move(parser_->get().body());
        send(shared_.responder.answer(raw_request(std::move(body))));
    }

    // Answers an error and closes: what follows on the wire cannot be trusted.
    void finish(int status) {
        is_head_ = parser_ && parser_->get().method() == http::verb::head;
        is_keeping_ = false;
        send(shared_.responder.error(status));
    }

    void send(Answer answer) {
        is_keeping_ = is_keeping_ && !shared_.is_stopping;
        answer_ = std::move(answer);
        const bool is_bare = is_head_ || answer_.status == 304;
        response_.emplace();
        response_->version(11);
        response_->result(static_cast<unsigned>(answer_.status));
        response_->set(http::field::server, "masthead");
        response_->set(http::field::date, http_date());
        for (const auto& [name, value] : answer_.headers) response_->set(std::string(name), value);
        if (answer_.status != 304) response_->content_length(answer_.body->size());
        response_->keep_alive(is_keeping_);
        if (!is_bare) response_->body() = {answer_.body->data(), answer_.body->size()};
        serializer_.emplace(*response_);
        stream_.expires_after(shared_.options.idle_timeout);
        const auto next = [self = shared_from_this()](error_code error, std::size_t) { self->on_sent(error); };
        if (is_bare) return http::async_write_header(stream_, *serializer_, next);
        http::async_write(stream_, *serializer_, next);
    }

    void on_sent(error_code error) {
        serializer_.reset();
        response_.reset();
        answer_ = {};
        parser_.reset();
        give_back();
        if (error) return close();
        if (!is_keeping_) return linger();
        wait(shared_.options.idle_timeout);
    }

    // Ends our side and reads on for a moment: closing over unread bytes would reset the connection and take the answer
    // with it.
    void linger() {
        if (shared_.is_stopping) return close();
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(linger_patience);
        drop_input(max_dropped_bytes);
    }

    void drop_input(std::size_t left) {
        is_waiting_ = true;
        buffer_.clear();
        stream_.async_read_some(buffer_.prepare(read_bytes),
                                [self = shared_from_this(), left](error_code error, std::size_t count) {
                                    self->is_waiting_ = false;
                                    if (error || count >= left || self->shared_.is_stopping) return self->close();
                                    self->drop_input(left - count);
                                });
    }

    void close() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
        stream_.socket().close(ignored);
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    Shared& shared_;
    Register& register_;
    std::optional<Parser> parser_;
    Answer answer_;  // Owns the body while it is written.
    std::optional<http::response<http::span_body<const char>>> response_;
    std::optional<http::response_serializer<http::span_body<const char>>> serializer_;
    std::size_t promised_ = 0;  // To the body of a POST, in `posted_bytes`.
    bool is_waiting_ = false;
    bool is_keeping_ = false;
    bool is_head_ = false;
};

class BeastServer final : public Server {
  public:
    BeastServer(const ServerOptions& options, std::vector<Route> routes, core::Logger& log)
        : shared_(options, std::move(routes)),
          log_(log),
          context_(options.threads),
          acceptor_(asio::make_strand(context_)) {}
    BeastServer(const BeastServer&) = delete;
    BeastServer& operator=(const BeastServer&) = delete;
    BeastServer(BeastServer&&) = delete;
    BeastServer& operator=(BeastServer&&) = delete;
    ~BeastServer() override { end(); }

    core::Result<void> listen() {
        const auto& options = shared_.options;
        error_code error;
        const auto address = asio::ip::make_address(options.address, error);
        if (error)
            return fail(ErrorCode::invalid, "could not listen on \"" + options.address + "\": it is no IP address");
        const tcp::endpoint endpoint(address, options.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) return not_listening(error);
        port_ = acceptor_.local_endpoint(error).port();
        return {};
    }

    void run() {
        accept();
        const int count = std::max(1, shared_.options.threads);
        for (int i = 0; i < count; ++i) threads_.emplace_back([this] { context_.run(); });
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    void stop() override { end(); }

  private:
    [[nodiscard]] core::Result<void> not_listening(error_code error) const {
        const auto& options = shared_.options;
        const std::string port = std::to_string(options.port);
        if (error == asio::error::address_in_use) {
            return fail(ErrorCode::held, "port " + port + " on " + options.address +
                                             " is taken by another program; choose another with --port");
        }
        return fail(ErrorCode::io,
                    "could not listen on port " + port + " of " + options.address + ": " + error.message());
    }

    void accept() {
        acceptor_.async_accept(asio::make_strand(context_), [this](error_code error, tcp::socket socket) {
            if (!acceptor_.is_open()) return;
            if (!error) welcome(std::move(socket));
            if (error == asio::error::no_descriptors || error == asio::error::no_memory) return accept_later();
            accept();
        });
    }

    // Out of descriptors: those that end make room; asking again at once would only burn a core.
    void accept_later() {
        constexpr std::chrono::milliseconds pause{100};
        retry_.expires_after(pause);
        retry_.async_wait([this](error_code error) {
            if (!error && acceptor_.is_open()) accept();
        });
    }

    void welcome(tcp::socket socket) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        auto connection = std::make_shared<Connection>(std::move(socket), shared_, register_);
        if (register_.enter(connection, shared_.options.max_connections)) {
            connection->run();
        } else {
            log_.warning("connection refused, too many are open",
                         {{"most", std::to_string(shared_.options.max_connections)}});
        }
    }

    void end() {
        const std::lock_guard lock(stop_mutex_);
        if (threads_.empty()) return;
        shared_.is_stopping = true;
        asio::post(acceptor_.get_executor(), [this] {
            error_code ignored;
            acceptor_.close(ignored);
            retry_.cancel();
        });
        for (const auto& connection : register_.all()) connection->retire();
        if (!register_.wait_until_empty(stop_patience))
            log_.warning("connections were cut off while they were answered");
        context_.stop();
        for (auto& thread : threads_) thread.join();
        threads_.clear();
    }

    Shared shared_;
    Register register_;
    core::Logger& log_;
    asio::io_context context_;
    tcp::acceptor acceptor_;
    asio::steady_timer retry_{acceptor_.get_executor()};
    std::vector<std::thread> threads_;
    std::mutex stop_mutex_;
    std::uint16_t port_ = 0;
};

}  // namespace

core::Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, std::vector<Route> routes,
                                                    core::Logger& log) {
    std::error_code error;
    if (!std::filesystem::is_directory(options.folder, error)) {
        return fail(ErrorCode::not_found, "could not serve " + options.folder.string() + ": there is no such folder");
    }
    auto server = std::make_unique<BeastServer>(options, std::move(routes), log);
    if (auto listening = server->listen(); !listening) return std::unexpected(listening.error());
    server->run();
    return server;
}

}  // namespace masthead::serve
