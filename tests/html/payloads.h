// Attacks on whoever shows strangers' markup, made from tables: what runs, where it stands, how it is spelled.
#pragma once

#include <string>
#include <vector>

namespace masthead::html::test {

struct Payload {
    std::string name;
    std::string markup;
};

// Some thousands; always the same. What a browser would run calls alert().
[[nodiscard]] std::vector<Payload> make_payloads();

}  // namespace masthead::html::test
