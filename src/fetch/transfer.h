// One exchange of request and response over libcurl, with every cap and guard set. Redirects are not followed here:
// each hop is a transfer of its own, so that budgets, ports, robots.txt and the guard see it.
#pragma once

#include "core/result.h"
#include "core/url.h"
#include "fetch/address_guard.h"
#include "fetch/credentials.h"
#include "fetch/live.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace masthead::fetch {

// What all transfers of a client have in common. Not thread-safe; outlives its transfers and their loop.
class TransferCommons {
  public:
    // `on_sent`: called when a transfer's request is about to leave, with the easy handle.
    TransferCommons(const LiveOptions& options, AddressGuard guard, std::function<void(void*)> on_sent);
    TransferCommons(const TransferCommons&) = delete;
    TransferCommons& operator=(const TransferCommons&) = delete;
    TransferCommons(TransferCommons&&) = delete;
    TransferCommons& operator=(TransferCommons&&) = delete;
    ~TransferCommons();

    // Easy handles that lost a connection they were making, or were denied one, since the last call. libcurl 7.88 goes
    // on to the next address of the name only when something else happens to the transfer: MultiLoop::nudge.
    [[nodiscard]] std::vector<void*> take_stalled() { return std::exchange(stalled_, {}); }

  private:
    friend class Transfer;
    friend struct TransferCallbacks;
    LiveOptions options_;
    AddressGuard guard_;
    std::function<void(void*)> on_sent_;
    void* share_ = nullptr;                            // CURLSH: TLS sessions.
    std::unordered_map<std::string, void*> resolved_;  // "host:port" to a curl_slist of one of options.resolve.
    std::int64_t body_bytes_ = 0;                      // Held by transfers under way.
    std::unordered_map<int, void*> connecting_;        // Sockets not connected yet, to the easy handle.
    std::vector<void*> stalled_;
};

// Used again and again: `begin`, run by libcurl's loop, `finish`. The easy handle keeps what all requests share.
class Transfer {
  public:
    explicit Transfer(TransferCommons& commons);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    Transfer(Transfer&&) = delete;
    Transfer& operator=(Transfer&&) = delete;
    ~Transfer();

    // Makes ready for a request to `url`, which may be another address than that of `request` (a redirect's). Borrows
    // `request` until `finish`. `allowance`: how long the exchange may take. `credentials`: null for none.
    void begin(const core::Url& url, const Request& request, std::chrono::milliseconds allowance,
               const Credentials* credentials);
    // libcurl's easy handle, for the multi loop; null if there was no memory for it.
    [[nodiscard]] void* handle() const { return handle_; }
    // Whether the request has left; false: there was no connection.
    [[nodiscard]] bool was_sent() const { return was_sent_; }
    // Whether the server, or the way to it, was at fault: no address found, no connection, or too slow.
    [[nodiscard]] bool is_unreachable(int code) const;
    // The response after libcurl ended with `code` (a CURLcode). Errors: refused, too_large, timeout, network; a
    // sentence each.
    [[nodiscard]] core::Result<RecordedResponse> finish(int code);

  private:
    // Why we broke off ourselves.
    enum class Stop : std::uint8_t {
        none,
        denied_address,
        too_large,
        bomb,
        headers_too_large,
        stacked_codings,
        enough,
        memory_taken
    };

    void set_constants();
    void set_headers(const Request& request);
    void add_header(std::string_view name, std::string_view value);
    [[nodiscard]] bool take_body(const char* bytes, std::size_t count);
    [[nodiscard]] bool take_header(std::string_view line);
    [[nodiscard]] bool end_head();
    // A head that says all: what happens to the body behind a redirect or an error does not matter.
    [[nodiscard]] bool is_answered() const { return head_ended_ && response_.status != 200; }
    [[nodiscard]] core::Error explain(int code) const;
    void release();
    void forget_sockets();

    friend struct TransferCallbacks;

    TransferCommons& commons_;
    const LiveOptions& options_;
    void* handle_ = nullptr;
    void* header_list_ = nullptr;  // curl_slist
    std::string header_line_;
    std::int64_t max_bytes_ = 0;
    bool is_cut_ = false;      // A body past its cap is cut, not refused.
    bool takes_part_ = false;  // A beginning was asked for: an answer with a part is the whole answer.
    std::size_t header_bytes_ = 0;
    std::size_t other_bytes_ = 0;  // Of a body that is not wanted.
    bool head_ended_ = false;      // Of the last answer, not of hints before it.
    bool was_sent_ = false;
    Stop stop_ = Stop::none;
    std::string denied_address_;
    std::vector<int> sockets_;  // Opened for this request and not connected yet.
    RecordedResponse response_;
};

}  // namespace masthead::fetch
