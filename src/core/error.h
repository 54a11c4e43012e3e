// One error type for the whole house: a code that some caller acts on, and one sentence for a person.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::core {

// Codes exist only where a caller acts differently on them.
enum class ErrorCode : std::uint8_t {
    invalid,      // The input breaks its own rules; asking again gives the same answer.
    not_found,    // The named thing is not there.
    io,           // The disk or the operating system said no.
    network,      // The other side could not be reached or broke off.
    timeout,      // The other side was too slow.
    refused,      // We will not do it: a policy, a budget or a guard.
    too_large,    // A limit on size, depth or count was passed.
    held,         // Another process holds the data directory or the port.
    corrupt,      // Stored data is not what was written.
    cancelled,    // A stop was asked for.
    unsupported,  // Valid, but not something we read.
};

[[nodiscard]] std::string_view name_of(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::invalid;
    std::string message;  // One sentence: what was tried, on what, what happened, and the way out where there is one.
};

}  // namespace masthead::core
