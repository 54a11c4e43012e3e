// Counts what is asked of operator new. What C libraries take from malloc by themselves is not seen.
#pragma once

#include <cstdint>

namespace masthead::bench {

// Calls of any operator new in this process so far.
[[nodiscard]] std::uint64_t allocations();

// Bytes that operator new has given and not got back, and the most there were since the last `forget_peak`.
[[nodiscard]] std::int64_t live_bytes();
[[nodiscard]] std::int64_t peak_bytes();
void forget_peak();

}  // namespace masthead::bench
