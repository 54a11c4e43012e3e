// One exchange of request and response over libcurl, with every cap and guard set. Redirects are not followed here:
// each hop is a transfer of its own, so that budgets, ports, robots.txt and the guard see it.
#pragma once

#include "core/result.h"
#include "core/url.h"
#include "fetch/address_guard.h"
#include "fetch/live.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace masthead::fetch {

class Transfer {
  public:
    // Borrows the options and the guard. `allowance`: how long the exchange may take.
    Transfer(const LiveOptions& options, const AddressGuard& guard, const core::Url& url, const Request& request,
             std::chrono::milliseconds allowance);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    Transfer(Transfer&&) = delete;
    Transfer& operator=(Transfer&&) = delete;
    ~Transfer();

    // libcurl's easy handle, for the multi loop; null if there was no memory for it.
    [[nodiscard]] void* handle() const { return handle_; }
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
        enough
    };

    void configure(const core::Url& url, std::chrono::milliseconds allowance);
    void set_headers(const Request& request);
    [[nodiscard]] bool take_body(const char* bytes, std::size_t count);
    [[nodiscard]] bool take_header(std::string_view line);
    [[nodiscard]] bool end_head();
    // A head that says all: what happens to the body behind a redirect or an error does not matter.
    [[nodiscard]] bool is_answered() const { return head_ended_ && response_.status != 200; }
    [[nodiscard]] core::Error explain(int code) const;

    friend struct TransferCallbacks;

    const LiveOptions& options_;
    const AddressGuard& guard_;
    void* handle_ = nullptr;
    void* header_list_ = nullptr;  // curl_slist
    std::int64_t max_bytes_ = 0;
    std::size_t header_bytes_ = 0;
    std::size_t other_bytes_ = 0;  // Of a body that is not wanted.
    bool head_ended_ = false;      // Of the last answer, not of hints before it.
    Stop stop_ = Stop::none;
    std::string denied_address_;
    RecordedResponse response_;
};

}  // namespace masthead::fetch
