// A TLS server for many names: an authority made at its start, a certificate for each name when it is first asked for
// (ECDSA P-256), HTTP/1.1 with connections kept open, feeds of about 50 kB, gzipped. It logs when each request came.
#include "poll_sources.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <zlib.h>

namespace masthead::bench {

namespace {

constexpr std::size_t feed_variants = 32;
constexpr std::size_t items_a_feed = 60;

std::string gzip(const std::string& plain) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, plain.size()), '\0');
    std::string in = plain;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// An RSS feed of invented sentences; a linear congruential generator chooses the words.
std::string feed(std::uint32_t seed) {
    constexpr std::array<std::string_view, 24> words{"harbour", "council",  "votes",  "bridge", "after",  "long",
                                                     "debate",  "northern", "rail",   "fares",  "rise",   "storm",
                                                     "closes",  "schools",  "museum", "opens",  "on",     "island",
                                                     "farmers", "await",    "rain",   "new",    "market", "plan"};
    const auto word = [&] {
        seed = seed * 1664525U + 1013904223U;
        return words[(seed >> 16U) % words.size()];
    };
    const auto sentence = [&](int length) {
        std::string text;
        for (int i = 0; i < length; ++i) text.append(i > 0 ? " " : "").append(word());
        return text;
    };
    std::string xml = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + sentence(3) + "</title>";
    for (std::size_t i = 0; i < items_a_feed; ++i) {
        xml += fmt::format(
            "<item><title>{}</title><link>https://www.example/{}/{}</link><guid>{}-{}</guid>"
            "<description>{}</description></item>\n",
            sentence(8), word(), seed, seed, i, sentence(95));
    }
    return xml + "</channel></rss>";
}

template <auto release>
struct Releaser {
    template <typename T>
    void operator()(T* thing) const {
        release(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Releaser<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Releaser<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Releaser<SSL_free>>;

class Authority {
  public:
    Authority() : certificate_(make("Bench Authority", "CA:TRUE", "", nullptr)) {}

    bool write(const std::string& path) const {
        std::FILE* file = std::fopen(path.c_str(), "we");
        if (file == nullptr) return false;
        const bool written = PEM_write_X509(file, certificate_.get()) == 1;
        return std::fclose(file) == 0 && written;
    }
    X509* certificate_of(const std::string& name) {
        auto& made = names_[name];
        if (!made) made = make("Bench Server", "CA:FALSE", "DNS:" + name, certificate_.get());
        return made.get();
    }
    [[nodiscard]] EVP_PKEY* server_key() const { return server_key_.get(); }

  private:
    Certificate make(const char* name, const char* constraints, const std::string& names, X509* issuer) {
        Certificate made(X509_new());
        X509* x509 = made.get();
        X509_set_version(x509, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(x509), ++serial_);
        X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x509), 86'400);
        X509_set_pubkey(x509, issuer == nullptr ? key_.get() : server_key_.get());
        const auto* text = reinterpret_cast<const unsigned char*>(name);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC, text, -1, -1, 0);
        X509_set_issuer_name(x509, X509_get_subject_name(issuer == nullptr ? x509 : issuer));
        add_extension(x509, NID_basic_constraints, constraints);
        if (!names.empty()) add_extension(x509, NID_subject_alt_name, names.c_str());
        X509_sign(x509, key_.get(), EVP_sha256());
        return made;
    }
    static void add_extension(X509* x509, int kind, const char* value) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
        X509_add_ext(x509, extension, -1);
        X509_EXTENSION_free(extension);
    }

    Key key_{EVP_EC_gen("P-256")};
    Key server_key_{EVP_EC_gen("P-256")};
    long serial_ = 0;
    Certificate certificate_;
    std::map<std::string, Certificate> names_;
};

int choose_certificate(SSL* session, void* data) {
    const char* name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
    if (name == nullptr) return 0;
    auto& authority = *static_cast<Authority*>(data);
    SSL_use_certificate(session, authority.certificate_of(name));
    return SSL_use_PrivateKey(session, authority.server_key());
}

struct Connection {
    Session session;
    bool shaken = false;  // Hands.
    std::string in{};
    std::string out{};
};

class Server {
  public:
    explicit Server(std::string folder) : folder_(std::move(folder)), context_(SSL_CTX_new(TLS_server_method())) {
        SSL_CTX_set_cert_cb(context_.get(), &choose_certificate, &authority_);
        SSL_CTX_set_mode(context_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        for (std::size_t i = 0; i < feed_variants; ++i) feeds_.push_back(gzip(feed(static_cast<std::uint32_t>(i) + 1)));
    }

    int run() {
        sigset_t signals{};
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigprocmask(SIG_BLOCK, &signals, nullptr);
        const int ended = ::signalfd(-1, &signals, SFD_CLOEXEC);
        watch(ended, EPOLLIN);
        if (!listen_everywhere() || !authority_.write(folder_ + "/ca.pem")) return 1;
        std::ofstream(folder_ + "/port.new") << port_;
        std::rename((folder_ + "/port.new").c_str(), (folder_ + "/port").c_str());
        std::array<epoll_event, 256> events{};
        for (;;) {
            const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                const int socket = events.at(static_cast<std::size_t>(i)).data.fd;
                if (socket == ended) return write_log();
                if (std::ranges::find(listeners_, socket) != listeners_.end()) {
                    accept_from(socket);
                } else if (!advance(socket)) {
                    connections_.erase(socket);
                    ::close(socket);
                }
            }
        }
    }

  private:
    void watch(int socket, std::uint32_t what) const {
        epoll_event event{};
        event.events = what;
        event.data.fd = socket;
        if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &event) != 0) ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
    }

    bool listen_everywhere() {
        for (std::size_t i = 0; i < poll_addresses; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port_);
            ::inet_pton(AF_INET, poll_address(i).c_str(), &address.sin_addr);
            socklen_t size = sizeof address;
            auto* generic = reinterpret_cast<sockaddr*>(&address);
            if (::bind(socket, generic, size) != 0 || ::listen(socket, 1024) != 0) return false;
            ::getsockname(socket, generic, &size);
            port_ = ntohs(address.sin_port);
            listeners_.push_back(socket);
            watch(socket, EPOLLIN);
        }
        return true;
    }

    void accept_from(int listener) {
        for (;;) {
            const int socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (socket < 0) return;
            const int one = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            Connection connection{Session(SSL_new(context_.get()))};
            SSL_set_fd(connection.session.get(), socket);
            connections_.insert_or_assign(socket, std::move(connection));
            watch(socket, EPOLLIN);
        }
    }

    // What OpenSSL waits for after `result`; false: the connection is over.
    bool wait(int socket, SSL* session, int result) const {
        const int why = SSL_get_error(session, result);
        if (why == SSL_ERROR_WANT_READ) watch(socket, EPOLLIN);
        if (why == SSL_ERROR_WANT_WRITE) watch(socket, EPOLLOUT);
        return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
    }

    bool advance(int socket) {
        const auto found = connections_.find(socket);
        if (found == connections_.end()) return false;
        auto& connection = found->second;
        SSL* session = connection.session.get();
        if (!connection.shaken) {
            const int result = SSL_accept(session);
            if (result != 1) return wait(socket, session, result);
            connection.shaken = true;
        }
        for (;;) {
            while (!connection.out.empty()) {
                const int sent = SSL_write(session, connection.out.data(), static_cast<int>(connection.out.size()));
                if (sent <= 0) return wait(socket, session, sent);
                connection.out.erase(0, static_cast<std::size_t>(sent));
            }
            std::array<char, 4096> bytes{};
            const int got = SSL_read(session, bytes.data(), static_cast<int>(bytes.size()));
            if (got <= 0) return wait(socket, session, got);
            connection.in.append(bytes.data(), static_cast<std::size_t>(got));
            if (!connection.in.contains("\r\n\r\n")) continue;
            connection.out = answer(std::exchange(connection.in, {}));
        }
    }

    std::string answer(const std::string& head) {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const auto host_begin = head.find("Host: ") + 6;
        const std::string host = head.substr(host_begin, head.find(':', host_begin) - host_begin);
        log_.push_back({std::chrono::duration_cast<std::chrono::microseconds>(now).count(), host});
        if (head.contains("If-None-Match: \"known\""))
            return "HTTP/1.1 304 Not Modified\r\nETag: \"known\"\r\nCache-Control: max-age=900\r\n\r\n";
        const std::string& body = feeds_[log_.size() % feeds_.size()];
        return fmt::format(
                   "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 12:00:00 GMT\r\nServer: bench\r\nContent-Type: "
                   "application/rss+xml; charset=utf-8\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\nETag: "
                   "\"known\"\r\nLast-Modified: Mon, 23 Nov 2026 11:00:00 GMT\r\nCache-Control: "
                   "max-age=900\r\nContent-Length: {}\r\n\r\n",
                   body.size()) +
               body;
    }

    int write_log() const {
        std::ofstream file(folder_ + "/log");
        for (const auto& [at, host] : log_) file << at << ' ' << host << '\n';
        return file.flush().good() ? 0 : 1;
    }

    struct Line {
        std::int64_t at = 0;  // Microseconds of the monotonic clock.
        std::string host;
    };
    std::string folder_;
    Authority authority_;
    Context context_;
    int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    std::uint16_t port_ = 0;
    std::vector<int> listeners_;
    std::map<int, Connection> connections_;
    std::vector<std::string> feeds_;
    std::vector<Line> log_;
};

}  // namespace

int serve_polls(const std::string& folder) {
    std::signal(SIGPIPE, SIG_IGN);
    return Server(folder).run();
}

}  // namespace masthead::bench
