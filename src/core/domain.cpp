#include "core/domain.h"

#include "core/ascii.h"

#include <libpsl.h>

namespace masthead::core {

std::string registrable_domain(std::string_view host) {
    std::string lower = to_lower(host);
    while (!lower.empty() && lower.back() == '.') lower.pop_back();
    // libpsl would take an address for a name of four labels.
    const bool address = lower.contains(':') || lower.find_first_not_of("0123456789.") == std::string::npos;
    if (address) return lower;
    const char* domain = psl_registrable_domain(psl_builtin(), lower.c_str());
    return domain != nullptr ? std::string(domain) : lower;
}

}  // namespace masthead::core
