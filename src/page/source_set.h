// The candidates of a srcset, as the HTML standard parses them:
//   https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace masthead::page {

struct SourceCandidate {
    std::string_view address;
    int width = 0;       // Pixels; 0: not said.
    double density = 0;  // Pixels of the picture for one of the page; 0: not said.
};

// "a.jpg 320w, b.jpg 1280w", one candidate after another; commas may stand inside addresses.
class SourceSet {
  public:
    explicit SourceSet(std::string_view set) : set_(set) {}
    // Nothing: there are no more.
    [[nodiscard]] std::optional<SourceCandidate> next();

  private:
    std::string_view set_;
    std::size_t at_ = 0;
};

// The widest candidate, else the densest; of equals the first. An empty address: there is none.
[[nodiscard]] SourceCandidate widest_source(std::string_view set);

}  // namespace masthead::page
