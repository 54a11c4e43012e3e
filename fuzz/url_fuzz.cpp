// Any bytes as an address: the parser takes or refuses them, and a canonical address is a fixed point that parses to
// itself.
#include "core/url.h"
#include "dedupe/canonical_url.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto url = masthead::core::Url::parse(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!url) return 0;
    const auto canonical = masthead::dedupe::canonical_url(*url);
    const auto again = masthead::core::Url::parse(canonical.str());
    if (!again || again->str() != canonical.str()) std::abort();
    if (masthead::dedupe::canonical_url(*again).str() != canonical.str()) std::abort();
    if (!masthead::dedupe::is_credible_canonical(*again, canonical)) std::abort();
    return 0;
}
