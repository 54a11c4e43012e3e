// Ways to write an address that leads inside, and the special-purpose ranges of IANA's registries: data for the tests
// of the address guard and of every door that follows an address.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::test {

struct InsideSpelling {
    std::string_view text;    // {P} stands for the port of the test web.
    std::string_view answer;  // What the refusal must say.
};

// In a Location header or as a source. Names are answered by inside_names().
[[nodiscard]] std::span<const InsideSpelling> inside_spellings();

// The text with its port filled in.
[[nodiscard]] std::string with_port(std::string_view text, std::uint16_t port);

// What a hostile DNS answers for the names in the spellings; anything in .test that is not listed is public.
[[nodiscard]] std::vector<std::string> inside_names(std::string_view name);

struct SpecialRange {
    std::string_view first;
    std::string_view last;
    std::string_view name;  // As the registry has it.
};

// https://www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry, and multicast: all rows,
// with the inner ones that the outer ones hold.
[[nodiscard]] std::span<const SpecialRange> special_ranges();

}  // namespace masthead::test
