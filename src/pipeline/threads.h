// How stories lie to each other: which lie near, which are chapters of one thread (story/threads.h).
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"

namespace masthead::pipeline {

// Brings links and threads up to date with the stories whose members came, went or changed. Texts of those alone are
// read; of the others what they are about is kept.
//
//   cost    nothing where no story changed; else O(stories that began since the oldest changed one, and ten days
//   before) errors  the store's own
[[nodiscard]] core::Result<void> link_stories(const World& world, RunReport& report);

}  // namespace masthead::pipeline
