// Which web a command reads: the live one, a recorded one, or the live one while it is recorded.
#pragma once

#include "app/arguments.h"
#include "config/desk.h"
#include "core/result.h"
#include "core/time.h"
#include "fetch/http_client.h"

#include <memory>

namespace masthead::app {

struct Web {
    std::unique_ptr<fetch::HttpClient> client;
    bool is_recorded = false;
};

// A truncated recording is said on standard error; what is whole is used.
[[nodiscard]] core::Result<Web> open_web(const Arguments& arguments, const config::Desk& desk,
                                         const core::Clock& clock);

}  // namespace masthead::app
