// What the server writes while another process runs the desk: hubs' words on subscriptions, and their deliveries. Short
// transactions, each whole or not at all; they need no lock on the data folder, which only keeps out a second run.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "model/source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::store {

struct InboxLimits {
    std::size_t max_deliveries = 2000;                // That wait, of all sources but those that are held back.
    std::size_t max_of_a_source = 64;                 // A hub that floods holds up itself alone.
    std::size_t max_bytes = std::size_t{256} << 20U;  // Of their bodies.
};

enum class Posted : std::uint8_t {
    stored,
    repeated,  // The same body waits already: the hub did not hear our first answer.
    full,      // Nothing was stored; the hub should try again later.
};

class Inbox {
  public:
    Inbox() = default;
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;
    Inbox(Inbox&&) = delete;
    Inbox& operator=(Inbox&&) = delete;
    virtual ~Inbox() = default;

    // Errors of all: held when a long write of the run was in the way, io, corrupt.
    [[nodiscard]] virtual core::Result<std::optional<model::Subscription>> subscription(std::string_view token) = 0;
    [[nodiscard]] virtual core::Result<void> confirm(std::string_view token, core::Instant now,
                                                     core::Instant lease_until) = 0;
    [[nodiscard]] virtual core::Result<void> deny(std::string_view token, core::Instant now,
                                                  std::string_view reason) = 0;
    // Keeps a delivery for the next run; it survives a loss of power once this returns. Its number is not read.
    [[nodiscard]] virtual core::Result<Posted> post(std::string_view token, const model::Delivery& delivery) = 0;
};

// The inbox in the SQLite store at `path`, which must be there and of this program's schema. Errors: not_found,
// corrupt, io.
[[nodiscard]] core::Result<std::unique_ptr<Inbox>> open_sqlite_inbox(const std::string& path,
                                                                     const InboxLimits& limits = {});

}  // namespace masthead::store
