// The answer to "why is this here?" and "why is it not?": used by `explain` and the server's API.
#pragma once

#include "config/desk.h"
#include "core/json.h"
#include "core/result.h"
#include "store/store.h"

#include <string>

namespace masthead::app {

// What is known about one address: found, article, decisions, story with its lead, quality and heat with their terms,
// and a sentence `summary`. Errors: invalid for no http(s) address.
[[nodiscard]] core::Result<core::Json> explain_address(const config::Desk& desk, const store::Store& store,
                                                       const std::string& url);

// What the last decision of a stage about an address said; empty if there is none.
[[nodiscard]] core::Result<std::string> latest_reason(const store::Store& store, std::string_view url,
                                                      std::string_view stage);

// Lines of the decisions that `editor_json` gives.
[[nodiscard]] std::string editor_text(const core::Json& decisions);

// An explanation for reading.
[[nodiscard]] std::string explanation_text(const core::Json& explanation);

}  // namespace masthead::app
