// Which of a feed's item ids can be believed. Pure.
#pragma once

#include "model/feed_item.h"

#include <span>
#include <string>
#include <vector>

namespace masthead::pipeline {

// For each item its id, or nothing where the id says nothing: it is empty or absurdly long, another item of the visit
// has it too, or so many items of the visit share ids that none of them can be meant as one.
// Source: TRUST.md row 22 (a tenth). O(n log n).
[[nodiscard]] std::vector<std::string> usable_ids(std::span<const model::FeedItem> items);

}  // namespace masthead::pipeline
