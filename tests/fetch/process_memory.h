// How much memory this process came to hold, by the kernel's own count.
#pragma once

namespace masthead::test {

class PeakMemory {
  public:
    // Sanitizers keep freed memory; their figures are none of ours.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr bool is_exact = false;
#else
    static constexpr bool is_exact = true;
#endif

    // Begins to count.
    PeakMemory();
    // The largest resident set since, over the one at the beginning.
    [[nodiscard]] double grown_mebibytes() const;

  private:
    double before_ = 0;
};

}  // namespace masthead::test
