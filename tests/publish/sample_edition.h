// An invented desk on an invented strait: what the publish tests and the screenshots of a developer render.
#pragma once

#include "model/edition.h"

#include <string>

namespace masthead::test {

// 25 published stories and a few that are not: several owners, syndicated copies, changed titles, four languages, a
// video, pictures of all sizes, stories with and without. Always the same.
[[nodiscard]] model::Edition sample_edition();

// The same desk with only the first `stories` published ones: 0 for an empty day, 2 for a slow one.
[[nodiscard]] model::Edition sample_edition(std::size_t stories);

// `count` stories of one to seven articles each, made by numbers: for speed and for overfull days.
[[nodiscard]] model::Edition crowded_edition(std::size_t count);

}  // namespace masthead::test
