// Stands between libcurl and the operating system in this test program: names are answered from the test's own table,
// and every connection that is tried is noted. None ever leaves the machine.
//
// It works because `getaddrinfo` and `connect` of a program come before those of its shared libraries.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::test {

// The addresses a name has now ("127.0.0.1", "::1"); none: no such name. Called on the resolver's threads, one at a
// time.
using Names = std::function<std::vector<std::string>(std::string_view name)>;

class NetWitness {
  public:
    // For the time this lives. One at a time.
    explicit NetWitness(Names names);
    NetWitness(const NetWitness&) = delete;
    NetWitness& operator=(const NetWitness&) = delete;
    NetWitness(NetWitness&&) = delete;
    NetWitness& operator=(NetWitness&&) = delete;
    ~NetWitness();

    // Addresses of TCP connections tried so far, except to `but`.
    [[nodiscard]] static std::vector<std::string> connections_except(std::string_view but);
    // Names looked up so far.
    [[nodiscard]] static int lookups();
};

}  // namespace masthead::test
