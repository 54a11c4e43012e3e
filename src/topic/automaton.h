// All keywords at once over bytes.
//   A. Aho, M. Corasick, Efficient string matching: an aid to bibliographic search, CACM 18 (1975).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::topic {

class Automaton {
  public:
    // Pattern i of `patterns` is reported as i. Empty patterns are never found.
    explicit Automaton(const std::vector<std::string>& patterns);

    // Calls `found(pattern, end)` for every occurrence of every pattern, ordered by `end` (the offset past it), longest
    // first. O(n + hits).
    template <typename Found>
    void scan(std::string_view text, const Found& found) const {
        std::uint32_t state = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            state = next_[state * classes_ + class_of_[static_cast<unsigned char>(text[i])]];
            for (std::uint32_t at = first_output_[state]; at != none; at = outputs_[at].next) {
                found(outputs_[at].pattern, i + 1);
            }
        }
    }

  private:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    struct Output {
        std::size_t pattern = 0;
        std::uint32_t next = none;  // The next shorter pattern that ends here too.
    };

    std::uint32_t add_state();
    void add_pattern(std::size_t number, std::string_view pattern);
    void link();

    std::array<std::uint16_t, 256> class_of_{};  // Bytes that no pattern uses share class 0.
    std::size_t classes_ = 1;
    std::vector<std::uint32_t> next_;          // state * classes_ + class -> state
    std::vector<std::uint32_t> first_output_;  // By state.
    std::vector<Output> outputs_;
};

}  // namespace masthead::topic
