// Which network addresses may be fetched from. Asked for the address of every connection, after DNS and on every
// redirect, so that no name, spelling or rebinding leads inside (TRUST findings 4, rows 8 and 9).
#pragma once

#include "core/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::fetch {

// An IPv6 address, or an IPv4 address as ::ffff:a.b.c.d; in network order.
using AddressBytes = std::array<std::uint8_t, 16>;

// "192.0.2.1", "2001:db8::1". Nothing for other spellings.
[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);

struct AddressRange {
    AddressBytes base{};
    int prefix_bits = 128;  // Counted in the 16-byte form: 10.0.0.0/8 has 104.
    [[nodiscard]] bool contains(const AddressBytes& address) const;
};

// "10.0.0.0/8", "fd00::/8", or an address alone. Errors: invalid.
[[nodiscard]] core::Result<AddressRange> parse_range(std::string_view text);

class AddressGuard {
  public:
    // `allowed`: ranges that count as public though they are not (intranets, tests), as parse_range reads them.
    [[nodiscard]] static core::Result<AddressGuard> make(const std::vector<std::string>& allowed);

    // False for every special-purpose range of IANA's registries, for multicast, and for Azure's platform address, the
    // one door of a cloud to its secrets that stands in the public net. Mapped and NAT64 addresses count as
    // the IPv4 address they carry; 6to4 and Teredo are refused as a whole.
    [[nodiscard]] bool allows(const AddressBytes& address) const;

  private:
    std::vector<AddressRange> allowed_;
};

}  // namespace masthead::fetch
