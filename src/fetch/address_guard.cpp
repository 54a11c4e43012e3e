// The registries: https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry, and
// multicast.
#include "fetch/address_guard.h"

#include "core/ascii.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace masthead::fetch {

namespace {

using core::ErrorCode;

constexpr std::array<std::string_view, 18> special_v4{
    "0.0.0.0/8",        // this network
    "10.0.0.0/8",       // private use
    "100.64.0.0/10",    // shared address space
    "127.0.0.0/8",      // loopback
    "169.254.0.0/16",   // link local, cloud metadata
    "172.16.0.0/12",    // private use
    "192.0.0.0/24",     // IETF protocol assignments
    "192.0.2.0/24",     // documentation
    "192.31.196.0/24",  // AS112
    "192.52.193.0/24",  // AMT
    "192.88.99.0/24",   // 6to4 relay anycast
    "192.168.0.0/16",   // private use
    "192.175.48.0/24",  // AS112
    "198.18.0.0/15",    // benchmarking
    "198.51.100.0/24",  // documentation
    "203.0.113.0/24",   // documentation
    "224.0.0.0/3",      // multicast, reserved, broadcast
    "168.63.129.16",    // in no registry: Azure's platform answers here, and only from inside a machine of its own
};

// Of IPv6 only 2000::/3 is given out; what is special inside it stands here.
constexpr std::array<std::string_view, 5> special_v6{
    "2001::/23",          // IETF protocol assignments, Teredo among them
    "2001:db8::/32",      // documentation
    "2002::/16",          // 6to4
    "2620:4f:8000::/48",  // AS112
    "3fff::/20",          // documentation
};

bool starts_with(const AddressBytes& address, std::initializer_list<std::uint8_t> front) {
    return std::equal(front.begin(), front.end(), address.begin());
}

bool is_v4(const AddressBytes& address) {
    return starts_with(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff});
}

AddressBytes v4_at(const AddressBytes& address, std::size_t offset) {
    AddressBytes out{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    for (std::size_t i = 0; i < 4; ++i) out[12 + i] = address[offset + i];
    return out;
}

template <std::size_t count>
std::vector<AddressRange> parse_all(const std::array<std::string_view, count>& texts) {
    std::vector<AddressRange> ranges;
    for (const auto text : texts) {
        if (auto range = parse_range(text)) ranges.push_back(*range);
    }
    return ranges;
}

bool is_public_v4(const AddressBytes& address) {
    static const auto ranges = parse_all(special_v4);
    return std::ranges::none_of(ranges, [&](const auto& range) { return range.contains(address); });
}

bool is_public_v6(const AddressBytes& address) {
    // NAT64's well-known prefix (RFC 6052) leads to the IPv4 address at its end; the local-use one (RFC 8215) leads
    // inside.
    if (starts_with(address, {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public_v4(v4_at(address, 12));
    if ((address[0] & 0xe0U) != 0x20U) return false;
    static const auto ranges = parse_all(special_v6);
    return std::ranges::none_of(ranges, [&](const auto& range) { return range.contains(address); });
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
    const std::string copy(text);
    AddressBytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (inet_pton(AF_INET, copy.c_str(), bytes.data() + 12) == 1) return bytes;
    if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
    return std::nullopt;
}

bool AddressRange::contains(const AddressBytes& address) const {
    const auto whole = static_cast<std::size_t>(prefix_bits / 8);
    if (!std::equal(base.begin(), base.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
    const int rest = prefix_bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xffU << static_cast<unsigned>(8 - rest));
    return ((base[whole] ^ address[whole]) & mask) == 0;
}

core::Result<AddressRange> parse_range(std::string_view text) {
    const std::string_view trimmed = core::trim(text);
    const auto slash = trimmed.find('/');
    const auto address = parse_address(trimmed.substr(0, slash));
    const std::string sentence =
        "\"" + std::string(text.substr(0, 80)) + "\" is no address range like 10.0.0.0/8 or fd00::/8";
    if (!address) return core::fail(ErrorCode::invalid, sentence);
    const bool v4 = is_v4(*address) && !trimmed.substr(0, slash).contains(':');
    const int most = v4 ? 32 : 128;
    int bits = most;
    if (slash != std::string_view::npos) {
        const std::string_view digits = trimmed.substr(slash + 1);
        const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        const bool good = code == std::errc{} && end == digits.data() + digits.size() && bits >= 0 && bits <= most;
        if (!good) return core::fail(ErrorCode::invalid, sentence);
    }
    return AddressRange{*address, v4 ? bits + 96 : bits};
}

core::Result<AddressGuard> AddressGuard::make(const std::vector<std::string>& allowed) {
    AddressGuard guard;
    for (const auto& text : allowed) {
        auto range = parse_range(text);
        if (!range) return std::unexpected(range.error());
        guard.allowed_.push_back(*range);
    }
    return guard;
}

bool AddressGuard::allows(const AddressBytes& address) const {
    if (std::ranges::any_of(allowed_, [&](const auto& range) { return range.contains(address); })) return true;
    return is_v4(address) ? is_public_v4(address) : is_public_v6(address);
}

}  // namespace masthead::fetch
