// Counts what is asked of operator new while somebody counts. What C libraries take from malloc by themselves is not
// seen.
#pragma once

#include <cstdint>

namespace masthead::bench {

// Counts while it lives; not in a timed round, because counting takes more time than many an allocation.
class Counting {
  public:
    Counting();
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;
    Counting(Counting&&) = delete;
    Counting& operator=(Counting&&) = delete;
    ~Counting();
    // Calls of any operator new in this process since its begin.
    [[nodiscard]] std::uint64_t allocations() const;

  private:
    std::uint64_t before_;
};

// Bytes that operator new has given and not got back while somebody counted, and the most there were since the last
// `forget_peak`.
[[nodiscard]] std::int64_t live_bytes();
[[nodiscard]] std::int64_t peak_bytes();
void forget_peak();

}  // namespace masthead::bench
