// The web client for an endpoint that the operator named.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "fetch/http_client.h"

#include <chrono>
#include <memory>
#include <string>

namespace masthead::encode {

struct ServiceOptions {
    std::string url;
    std::string user_agent;
    std::chrono::seconds timeout{20};  // Of one answer.
    std::int64_t max_answer_bytes = 32LL << 20U;
};

// A live client that reaches the public net and, other than the one for sources, also this machine and private
// networks, but no link-local addresses (clouds keep their secrets there), and no port but that of `url`. Errors:
// invalid for what is no http or https address.
[[nodiscard]] core::Result<std::unique_ptr<fetch::HttpClient>> make_service_client(const ServiceOptions& options,
                                                                                   const core::Clock& clock);

}  // namespace masthead::encode
