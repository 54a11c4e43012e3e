#pragma once

#include "config/desk.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace masthead::config {

// Reads a desk file. `name` is the file's name, for messages.
// Errors: invalid with "NAME:LINE:COLUMN: OPTION: what stood there; what is allowed"; too_large over 8 MiB.
[[nodiscard]] core::Result<Desk> load_desk(std::string_view yaml, const std::string& name);

// Reads a topic file of the reference layout (`_data/topics/NN-id.yaml`): _id, name, shortname, parent, keywords,
// hashtags, images; other keys are left alone. Errors: invalid, naming the file.
[[nodiscard]] core::Result<model::Topic> load_topic(std::string_view yaml, const std::string& name);

// Every option at its default, no sources: what runs without a desk file use.
[[nodiscard]] Desk default_desk();

}  // namespace masthead::config
