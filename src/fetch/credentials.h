// A user and password written into an address, which core::Url leaves out of everything it writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace masthead::fetch {

struct Credentials {
    std::string user;  // Bytes, percent-decoded.
    std::string password;
};

// Those of "https://user:password@host/...", found where core::Url finds the host. Nothing if there are none.
[[nodiscard]] std::optional<Credentials> credentials_in(std::string_view url);

// The address as it may be shown, also where it is no address at all.
[[nodiscard]] std::string without_credentials(std::string_view url);

}  // namespace masthead::fetch
