// Counts what is asked of operator new. What C libraries take from malloc by themselves is not seen.
#pragma once

#include <cstdint>

namespace masthead::bench {

// Calls of any operator new in this process so far.
[[nodiscard]] std::uint64_t allocations();

}  // namespace masthead::bench
