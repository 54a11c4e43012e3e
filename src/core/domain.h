// Registrable domains by the public suffix list (libpsl).
#pragma once

#include <string>
#include <string_view>

namespace masthead::core {

// "www.bbc.co.uk" -> "bbc.co.uk"; a public suffix, an address or a single label is given back as it is, in lower case.
// Allocates the answer. Safe to call from several threads. Source: publicsuffix.org as shipped with libpsl.
[[nodiscard]] std::string registrable_domain(std::string_view host);

}  // namespace masthead::core
