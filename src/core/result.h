// Result<T>: a value or an Error. Ordinary ends (a 304, a source with no news) are values, not errors.
#pragma once

#include "core/error.h"

#include <expected>
#include <string>
#include <utility>

namespace masthead::core {

template <typename T>
using Result = std::expected<T, Error>;

// Shorthand for the failing return: `return fail(ErrorCode::io, "could not open " + path);`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
    return std::unexpected(Error{code, std::move(message)});
}

}  // namespace masthead::core
