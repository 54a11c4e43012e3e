// Pages that bring parsers down: nesting, attributes, references, things that never end, misnesting that grows.
#pragma once

#include <string>
#include <vector>

namespace masthead::test {

struct HostilePage {
    std::string name;
    std::string markup;
};

[[nodiscard]] std::vector<HostilePage> hostile_pages();
// `piece` so many times.
[[nodiscard]] std::string repeat(std::string_view piece, std::size_t times);

}  // namespace masthead::test
