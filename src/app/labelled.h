// Sets of articles whose stories are known, as files.
#pragma once

#include "core/result.h"
#include "story/training.h"

#include <string>
#include <vector>

namespace masthead::app {

// One JSON Lines file with title, text, url, day or published, and story. `view`: same-day, all-pairs, or empty: as the
// labels suggest. Errors: as of read_json_lines; invalid if no article has a label.
[[nodiscard]] core::Result<story::TrainingSet> read_labelled(const std::string& path, const std::string& view);
[[nodiscard]] core::Result<std::vector<story::TrainingSet>> read_labelled(const std::vector<std::string>& paths,
                                                                          const std::string& view);

}  // namespace masthead::app
