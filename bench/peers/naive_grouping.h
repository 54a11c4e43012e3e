// The plainest grouping there is, as a measure of cost: every title is held against every one before it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace masthead::bench {

// TF-IDF weights of lower-cased ASCII words (no stems, no stop words; document frequencies as they stand when a title
// enters), cosine with each earlier title, and the group of the most similar one if that reaches `threshold`. No time
// window, no index, no repair. O(n^2) pairs. The group of each title, numbered from 0.
[[nodiscard]] std::vector<std::size_t> group_naively(std::span<const std::string_view> titles, double threshold);

}  // namespace masthead::bench
