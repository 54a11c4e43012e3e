// The options follow libcurl's own advice (https://curl.se/libcurl/c/libcurl-security.html) and TRUST.md findings 3 and
// 4: MAXFILESIZE alone does not stop a decompression bomb, so bytes are counted in the write callback;
// OPENSOCKETFUNCTION sees the address really used.
#include "fetch/transfer.h"

#include "core/ascii.h"
#include "fetch/http_message.h"
#include "fetch/robots.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <curl/curl.h>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

// TRUST row 5.
constexpr std::int64_t ratio_counts_from_bytes = std::int64_t{1} << 20U;
constexpr std::int64_t max_ratio = 200;
constexpr std::size_t max_header_bytes = std::size_t{128} << 10U;

std::int64_t body_cap(const LiveOptions& options, RequestKind kind) {
    switch (kind) {
        case RequestKind::feed:
        case RequestKind::sitemap:
            return options.max_feed_bytes;
        case RequestKind::page:
        case RequestKind::hub:
        case RequestKind::service:
            return options.max_page_bytes;
        case RequestKind::image:
            return options.max_image_bytes;
        case RequestKind::robots:
            return static_cast<std::int64_t>(RobotsOptions{}.max_bytes);
    }
    return options.max_page_bytes;
}

std::string_view accepted_types(RequestKind kind) {
    switch (kind) {
        case RequestKind::feed:
            return "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
                   "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5";
        case RequestKind::sitemap:
            return "application/xml, text/xml;q=0.9, */*;q=0.5";
        case RequestKind::hub:
            return "*/*";
        case RequestKind::service:
            return "application/json";
        case RequestKind::robots:
            return "text/plain, */*;q=0.5";
        case RequestKind::page:
            return "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
        case RequestKind::image:
            return "image/avif, image/webp, image/*;q=0.9, */*;q=0.5";
    }
    return "*/*";
}

// A value that must not start a header of its own (curl sends line ends as they are).
bool is_header_safe(std::string_view value) {
    return !value.empty() && value.size() <= 4096 &&
           std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// Of an answer's headers, those that somebody reads; an observer gets all.
bool is_read(std::string_view name) {
    constexpr std::array<std::string_view, 13> read{
        "age",  "cache-control", "content-encoding", "content-length", "transfer-encoding", "content-type", "date",
        "etag", "expires",       "last-modified",    "link",           "location",          "retry-after"};
    return std::ranges::any_of(read, [&](auto one) { return core::equals_ignoring_case(one, name); });
}

// The address of a socket about to be opened.
std::optional<AddressBytes> address_of(const curl_sockaddr& target) {
    AddressBytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (target.family == AF_INET && target.addrlen >= sizeof(sockaddr_in)) {
        sockaddr_in v4{};
        std::memcpy(&v4, &target.addr, sizeof v4);
        std::memcpy(bytes.data() + 12, &v4.sin_addr, 4);
        return bytes;
    }
    if (target.family == AF_INET6 && target.addrlen >= sizeof(sockaddr_in6)) {
        sockaddr_in6 v6{};
        // curl_sockaddr ends in a `struct sockaddr` that curl has made large enough for `addrlen`.
        std::memcpy(&v6, reinterpret_cast<const char*>(&target) + offsetof(curl_sockaddr, addr), sizeof v6);
        std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
        return bytes;
    }
    return std::nullopt;
}

// How many times a body is packed, by its content and transfer codings together.
std::ptrdiff_t codings_of(const Headers& headers) {
    std::ptrdiff_t count = 0;
    for (const auto& [name, value] : headers) {
        if (name != "content-encoding" && name != "transfer-encoding") continue;
        const auto pieces = core::split(value, ',');
        count += std::ranges::count_if(pieces, [](std::string_view piece) {
            const std::string coding = core::to_lower(core::trim(piece));
            return !coding.empty() && coding != "identity" && coding != "chunked";
        });
    }
    return count;
}

// Content-Length; one past all numbers counts as the largest, none or nonsense as 0.
std::int64_t announced_bytes(const Headers& headers) {
    const auto text = header_value(headers, "content-length");
    std::int64_t bytes = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), bytes);
    return code == std::errc::result_out_of_range ? std::numeric_limits<std::int64_t>::max() : bytes;
}

std::string text_of(const AddressBytes& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, address.data(), text.data(), text.size());
    std::string_view view = text.data();
    if (view.starts_with("::ffff:") && view.contains('.')) view.remove_prefix(7);
    return std::string(view);
}

// What went wrong on the other side, as the end of a sentence.
std::string_view cause_of(int code) {
    switch (code) {
        case CURLE_OPERATION_TIMEDOUT:
            return "the server was too slow";
        case CURLE_COULDNT_RESOLVE_HOST:
            return "the host name was not found";
        case CURLE_COULDNT_CONNECT:
            return "no connection could be made";
        case CURLE_GOT_NOTHING:
            return "the server closed the connection without an answer";
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            return "the connection broke off";
        case CURLE_BAD_CONTENT_ENCODING:
            return "its body could not be unpacked";
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:  // "HTTP/0.9 when not allowed": bytes without a head.
            return "the answer is not HTTP";
        case CURLE_PEER_FAILED_VERIFICATION:
            return "its certificate is not valid";
        // Also what libcurl says of one endless header line (TRUST 1.1): the other side's fault, not a lack of memory
        // here.
        case CURLE_OUT_OF_MEMORY:
            return "the answer could not be read";
        default:
            return curl_easy_strerror(static_cast<CURLcode>(code));
    }
}

}  // namespace

// What libcurl calls back; the signatures are its own.
struct TransferCallbacks {
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* data) {
        return static_cast<Transfer*>(data)->take_body(bytes, size * count) ? size * count : 0;
    }
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* data) {
        return static_cast<Transfer*>(data)->take_header({bytes, size * count}) ? size * count : 0;
    }
    static curl_socket_t on_open_socket(void* data, curlsocktype, curl_sockaddr* target) {
        auto& transfer = *static_cast<Transfer*>(data);
        const auto address = address_of(*target);
        const bool trusted = !transfer.options_.proxy.empty();
        if (!trusted && (!address || !transfer.commons_.guard_.allows(*address))) {
            transfer.stop_ = Transfer::Stop::denied_address;
            transfer.denied_address_ = address ? text_of(*address) : "of an unknown family";
            transfer.commons_.stalled_.push_back(transfer.handle_);
            return CURL_SOCKET_BAD;
        }
        // NOLINTNEXTLINE(android-cloexec-socket)
        const int socket = ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
        if (socket < 0) return CURL_SOCKET_BAD;
        transfer.commons_.connecting_.insert_or_assign(socket, transfer.handle_);
        transfer.sockets_.push_back(socket);
        return socket;
    }
    // Of a connection, which may outlive the transfer that opened it.
    static int on_close_socket(void* data, curl_socket_t socket) {
        auto& commons = *static_cast<TransferCommons*>(data);
        if (const auto found = commons.connecting_.find(socket); found != commons.connecting_.end()) {
            commons.stalled_.push_back(found->second);
            commons.connecting_.erase(found);
        }
        return ::close(socket);
    }
    static int on_sent(void* data, char*, char*, int, int) {
        auto& transfer = *static_cast<Transfer*>(data);
        transfer.forget_sockets();
        transfer.stop_ = Transfer::Stop::none;  // An address was denied, another one of the name was not.
        // libcurl tries once more by itself when a connection kept open turns out to be closed.
        if (!std::exchange(transfer.was_sent_, true)) transfer.commons_.on_sent_(transfer.handle_);
        return CURL_PREREQFUNC_OK;
    }
};

TransferCommons::TransferCommons(const LiveOptions& options, AddressGuard guard, std::function<void(void*)> on_sent)
    : options_(options), guard_(std::move(guard)), on_sent_(std::move(on_sent)), share_(curl_share_init()) {
    curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    for (const auto& entry : options_.resolve) {
        const auto port = entry.find(':');
        const auto end = port == std::string::npos ? port : entry.find(':', port + 1);
        if (end == std::string::npos) continue;
        auto [place, is_new] = resolved_.try_emplace(entry.substr(0, end), nullptr);
        if (is_new) place->second = curl_slist_append(nullptr, entry.c_str());
    }
}

TransferCommons::~TransferCommons() {
    for (auto& [name, list] : resolved_) curl_slist_free_all(static_cast<curl_slist*>(list));
    curl_share_cleanup(share_);
}

Transfer::Transfer(TransferCommons& commons)
    : commons_(commons), options_(commons.options_), handle_(curl_easy_init()) {
    if (handle_ != nullptr) set_constants();
}

Transfer::~Transfer() {
    release();
    curl_easy_cleanup(handle_);
}

void Transfer::forget_sockets() {
    for (const int socket : sockets_) {
        const auto found = commons_.connecting_.find(socket);
        if (found != commons_.connecting_.end() && found->second == handle_) commons_.connecting_.erase(found);
    }
    sockets_.clear();
}

void Transfer::release() {
    forget_sockets();
    commons_.body_bytes_ -= static_cast<std::int64_t>(response_.body.size());
    response_ = {};
    curl_slist_free_all(static_cast<curl_slist*>(std::exchange(header_list_, nullptr)));
}

void Transfer::set_constants() {
    const auto connect = std::chrono::milliseconds(options_.connect_timeout).count();
    curl_easy_setopt(handle_, CURLOPT_SHARE, commons_.share_);
    curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle_, CURLOPT_QUICK_EXIT, 1L);  // A name server that hangs must not hold up a stop.
    curl_easy_setopt(handle_, CURLOPT_PROXY, options_.proxy.c_str());
    curl_easy_setopt(handle_, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(handle_, CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br, zstd");
    curl_easy_setopt(handle_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect));
    curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.low_speed_bytes));
    curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.low_speed_time.count()));
    if (!options_.ca_file.empty()) curl_easy_setopt(handle_, CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(handle_, CURLOPT_OPENSOCKETFUNCTION, &TransferCallbacks::on_open_socket);
    curl_easy_setopt(handle_, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(handle_, CURLOPT_CLOSESOCKETFUNCTION, &TransferCallbacks::on_close_socket);
    curl_easy_setopt(handle_, CURLOPT_CLOSESOCKETDATA, &commons_);
    curl_easy_setopt(handle_, CURLOPT_PREREQFUNCTION, &TransferCallbacks::on_sent);
    curl_easy_setopt(handle_, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &TransferCallbacks::on_body);
    curl_easy_setopt(handle_, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, &TransferCallbacks::on_header);
    curl_easy_setopt(handle_, CURLOPT_HEADERDATA, this);
}

void Transfer::begin(const core::Url& url, const Request& request, std::chrono::milliseconds allowance,
                     const Credentials* credentials) {
    release();
    stop_ = Stop::none;
    was_sent_ = false;
    header_bytes_ = 0;
    other_bytes_ = 0;
    head_ended_ = false;
    max_bytes_ = body_cap(options_, request.kind);
    is_cut_ = request.kind == RequestKind::robots || request.first_bytes > 0;
    takes_part_ = request.first_bytes > 0;
    const auto first_bytes = static_cast<std::int64_t>(request.first_bytes);
    if (takes_part_) max_bytes_ = std::min(max_bytes_, first_bytes);
    const std::string range = takes_part_ ? "0-" + std::to_string(max_bytes_ - 1) : std::string();
    curl_easy_setopt(handle_, CURLOPT_RANGE, takes_part_ ? range.c_str() : nullptr);
    response_.url = url.str();
    const std::size_t fragment = response_.url.find('#');
    const std::string asked = response_.url.substr(0, fragment);
    curl_easy_setopt(handle_, CURLOPT_URL, asked.c_str());
    // Over TLS, a second stream of HTTP/2 rather than a second connection. In the clear it would wait for the first
    // answer.
    curl_easy_setopt(handle_, CURLOPT_PIPEWAIT, url.scheme() == "https" ? 1L : 0L);
    curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(allowance.count(), 1)));
    curl_easy_setopt(handle_, CURLOPT_USERNAME, credentials != nullptr ? credentials->user.c_str() : nullptr);
    curl_easy_setopt(handle_, CURLOPT_PASSWORD, credentials != nullptr ? credentials->password.c_str() : nullptr);
    if (!commons_.resolved_.empty()) {
        const auto found = commons_.resolved_.find(url.host() + ":" + std::to_string(url.port()));
        void* list = found == commons_.resolved_.end() ? nullptr : found->second;
        curl_easy_setopt(handle_, CURLOPT_RESOLVE, static_cast<curl_slist*>(list));
    }
    set_headers(request);
    const std::string& posted = request.json.empty() ? request.form : request.json;
    if (posted.empty()) {
        curl_easy_setopt(handle_, CURLOPT_HTTPGET, 1L);
    } else {
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(posted.size()));
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, posted.c_str());
    }
}

void Transfer::add_header(std::string_view name, std::string_view value) {
    header_line_.assign(name).append(": ").append(value);
    auto* longer = curl_slist_append(static_cast<curl_slist*>(header_list_), header_line_.c_str());
    if (longer != nullptr) header_list_ = longer;
}

void Transfer::set_headers(const Request& request) {
    add_header("Accept", accepted_types(request.kind));
    if (is_header_safe(request.etag)) add_header("If-None-Match", request.etag);
    if (is_header_safe(request.last_modified)) add_header("If-Modified-Since", request.last_modified);
    if (!request.json.empty()) {
        add_header("Content-Type", "application/json");
    } else if (!request.form.empty()) {
        add_header("Content-Type", "application/x-www-form-urlencoded");
    }
    if (is_header_safe(request.bearer)) add_header("Authorization", "Bearer " + request.bearer);
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(header_list_));
}

bool Transfer::take_body(const char* bytes, std::size_t count) {
    if (response_.status != 200) {  // Read to its end if it is short, so that the connection may be used again.
        const std::size_t room = options_.max_error_body_bytes - std::min(other_bytes_, options_.max_error_body_bytes);
        if (options_.observer) {
            response_.body.append(bytes, std::min(count, room));
            commons_.body_bytes_ += static_cast<std::int64_t>(std::min(count, room));
        }
        other_bytes_ += count;
        if (count > room) stop_ = Stop::enough;
        return count <= room;
    }
    const auto added = static_cast<std::int64_t>(count);
    const auto decoded = static_cast<std::int64_t>(response_.body.size()) + added;
    if (decoded > max_bytes_) {
        stop_ = is_cut_ ? Stop::enough : Stop::too_large;
        if (!is_cut_) return false;
        const auto room = max_bytes_ - static_cast<std::int64_t>(response_.body.size());
        response_.body.append(bytes, static_cast<std::size_t>(room));
        commons_.body_bytes_ += room;
        return false;
    }
    if (decoded > ratio_counts_from_bytes) {
        curl_off_t wire = 0;
        curl_easy_getinfo(handle_, CURLINFO_SIZE_DOWNLOAD_T, &wire);
        if (wire > 0 && decoded / wire > max_ratio) stop_ = Stop::bomb;
        if (commons_.body_bytes_ + added > options_.max_bytes_under_way) stop_ = Stop::memory_taken;
        if (stop_ != Stop::none) return false;
    }
    response_.body.append(bytes, count);
    commons_.body_bytes_ += added;
    return true;
}

bool Transfer::take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > max_header_bytes) {
        stop_ = Stop::headers_too_large;
        return false;
    }
    if (head_ended_) return true;  // Trailers change nothing (RFC 9110 6.5.1).
    if (line.starts_with("HTTP/")) {
        response_.headers.clear();
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        response_.status = takes_part_ && status == 206 ? 200 : static_cast<int>(status);
        return true;
    }
    if (core::trim(line).empty()) return end_head();
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    const std::string_view name = core::trim(line.substr(0, colon));
    if (!options_.observer && !is_read(name)) return true;
    response_.headers.emplace_back(core::to_lower(name), core::trim(line.substr(colon + 1)));
    return true;
}

// Refuses what the head announces. libcurl's own MAXFILESIZE would also refuse the bodies of redirects and errors.
bool Transfer::end_head() {
    head_ended_ = response_.status >= 200;
    if (response_.status != 200) return true;
    if (codings_of(response_.headers) > 1) stop_ = Stop::stacked_codings;
    if (!is_cut_ && announced_bytes(response_.headers) > max_bytes_) stop_ = Stop::too_large;
    return stop_ == Stop::none;
}

core::Error Transfer::explain(int code) const {
    const std::string what = "could not fetch " + response_.url + ": ";
    switch (stop_) {
        case Stop::denied_address:
            // Another address of the name may have been public, and something else gone wrong with it.
            if (code != CURLE_COULDNT_CONNECT) break;
            return {ErrorCode::refused,
                    what + "its address " + denied_address_ +
                        " is not in the public net (the option fetch.allowed_private lets a desk read its own)"};
        case Stop::too_large:
            return {ErrorCode::too_large, what + "it is larger than " + std::to_string(max_bytes_) + " bytes"};
        case Stop::bomb:
            return {ErrorCode::too_large,
                    what + "it unpacks to more than " + std::to_string(max_ratio) + " times its size"};
        case Stop::headers_too_large:
            return {ErrorCode::too_large, what + "its headers are too large"};
        case Stop::stacked_codings:
            return {ErrorCode::refused, what + "it is packed more than once"};
        case Stop::memory_taken:
            return {ErrorCode::network,
                    what + "too many large bodies were on their way at once; it can be asked for again"};
        case Stop::enough:
        case Stop::none:
            break;
    }
    return {code == CURLE_OPERATION_TIMEDOUT ? ErrorCode::timeout : ErrorCode::network,
            what + std::string(cause_of(code))};
}

bool Transfer::is_unreachable(int code) const {
    if (stop_ != Stop::none) return false;
    return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT;
}

core::Result<RecordedResponse> Transfer::finish(int code) {
    forget_sockets();
    std::optional<core::Error> error;
    if (handle_ == nullptr) {
        error = {ErrorCode::network, "could not fetch " + response_.url + ": no handle could be made"};
    } else if (code != CURLE_OK && stop_ != Stop::enough && !is_answered()) {
        error = explain(code);
    } else if (!head_ended_) {  // libcurl is content with a head that was cut short.
        error = {ErrorCode::network, "could not fetch " + response_.url + ": its answer has no end of its head"};
    }
    if (error) {
        release();
        return std::unexpected(std::move(*error));
    }
    commons_.body_bytes_ -= static_cast<std::int64_t>(response_.body.size());
    return std::exchange(response_, {});
}

}  // namespace masthead::fetch
