// The callback of our WebSub subscriptions: /websub/TOKEN. Hubs verify there with GET and deliver with POST.
#pragma once

#include "core/logger.h"
#include "core/time.h"
#include "serve/server.h"

#include <cstddef>
#include <string>

namespace masthead::app {

// Where the callbacks of a server lie that is reached at `public_url`; empty if that is.
[[nodiscard]] std::string callback_base(const std::string& public_url);

struct WebsubOptions {
    std::size_t max_body_bytes = std::size_t{15} << 20U;  // Of a delivery; as large as a feed may be.
};

// Each request opens the store at `database` anew, so that a desk that is running may be served. What a hub says is on
// the disk before it is answered; a store that is busy or an inbox that is full is 503, and the hub comes again. An
// address that is no callback is 404 before a byte of its body is read. `clock` and `log` are borrowed.
[[nodiscard]] serve::Route websub_route(const std::string& database, const core::Clock& clock, core::Logger& log,
                                        const WebsubOptions& options = {});

}  // namespace masthead::app
