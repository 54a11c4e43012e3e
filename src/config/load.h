#pragma once

#include "config/desk.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace masthead::config {

// Reads a desk file. `name` is the file's name, for messages.
// Errors: invalid with "NAME:LINE:COLUMN: OPTION: what stood there; what is allowed"; too_large over 8 MiB.
[[nodiscard]] core::Result<Desk> load_desk(std::string_view yaml, const std::string& name);

// Every option at its default, no sources: what runs without a desk file use.
[[nodiscard]] Desk default_desk();

}  // namespace masthead::config
