#include "fetch/net_witness.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <dlfcn.h>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace masthead::test {

namespace {

// C functions have no object to keep this in.
struct Notes {
    std::mutex mutex;
    Names names;
    std::vector<std::string> connections;
    int lookups = 0;
};

Notes& notes() {
    static Notes kept;
    return kept;
}

std::string address_text(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address->sa_family == AF_INET) {
        inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text.data(), text.size());
    } else if (address->sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text.data(), text.size());
    }
    return text.data();
}

using RealGetaddrinfo = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

RealGetaddrinfo real_getaddrinfo() {
    static const auto function = reinterpret_cast<RealGetaddrinfo>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return function;
}

// The list that the real function gives for each numeric address, joined: freeaddrinfo frees it link by link.
int answer_with(const std::vector<std::string>& addresses, const char* service, const addrinfo* hints,
                addrinfo** answer) {
    addrinfo numeric = hints != nullptr ? *hints : addrinfo{};
    numeric.ai_flags = AI_NUMERICHOST;
    numeric.ai_family = AF_UNSPEC;
    addrinfo** end = answer;
    *answer = nullptr;
    for (const auto& address : addresses) {
        addrinfo* more = nullptr;
        if (real_getaddrinfo()(address.c_str(), service, &numeric, &more) != 0) continue;
        *end = more;
        while (*end != nullptr) end = &(*end)->ai_next;
    }
    return *answer == nullptr ? EAI_NONAME : 0;
}

}  // namespace

NetWitness::NetWitness(Names names) {
    const std::scoped_lock lock(notes().mutex);
    notes().names = std::move(names);
    notes().connections.clear();
    notes().lookups = 0;
}

NetWitness::~NetWitness() {
    const std::scoped_lock lock(notes().mutex);
    notes().names = nullptr;
}

std::vector<std::string> NetWitness::connections_except(std::string_view but) {
    const std::scoped_lock lock(notes().mutex);
    auto found = notes().connections;
    std::erase(found, but);
    return found;
}

int NetWitness::lookups() {
    const std::scoped_lock lock(notes().mutex);
    return notes().lookups;
}

}  // namespace masthead::test

// NOLINTBEGIN(readability-identifier-naming,cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier)
extern "C" {

int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** answer) {
    using masthead::test::notes;
    const std::scoped_lock lock(notes().mutex);
    if (node == nullptr || !notes().names) return masthead::test::real_getaddrinfo()(node, service, hints, answer);
    ++notes().lookups;
    return masthead::test::answer_with(notes().names(node), service, hints, answer);
}

int connect(int socket, const sockaddr* address, socklen_t size) {
    using masthead::test::notes;
    if (address->sa_family == AF_INET || address->sa_family == AF_INET6) {
        std::string text = masthead::test::address_text(address);
        const bool stays_here = text.starts_with("127.") || text == "::1" || text == "0.0.0.0" || text == "::" ||
                                text.starts_with("::ffff:127.");
        const std::scoped_lock lock(notes().mutex);
        notes().connections.push_back(std::move(text));
        if (!stays_here) {
            errno = ENETUNREACH;
            return -1;
        }
    }
    return static_cast<int>(::syscall(SYS_connect, socket, address, size));
}

}  // extern "C"
// NOLINTEND(readability-identifier-naming,cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier)
