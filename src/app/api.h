// The live routes beside the published files: what only the store can answer.
#pragma once

#include "config/desk.h"
#include "serve/server.h"

#include <vector>

namespace masthead::app {

// /healthz, /api/explain?url=, /api/decisions?url=, /api/articles/ID, /api/sources. Each answer opens the store anew,
// so that a desk that is running may be served. `desk` is copied.
[[nodiscard]] std::vector<serve::Route> api_routes(const config::Desk& desk);

}  // namespace masthead::app
