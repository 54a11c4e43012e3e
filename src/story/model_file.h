// A story model as a small text that people can read and compare. Lines:
//   masthead story model 2
//   # ...                                        the training record, and anything else for people
//   model cased                                  begins the model for texts with capitals; then comes "model caseless"
//   pair NAME HEADLINE BODY                      a weight of the first look for bare headlines and for texts
//   support NAME HEADLINE BODY                   the same of the second look
//   tree                                         begins a tree of the second look; its nodes follow, the root first
//   ask NAME THRESHOLD LEFT VALUE                above the threshold go to node LEFT + 1, otherwise to LEFT
//   end VALUE                                    a leaf: what the tree adds to the log-odds
#pragma once

#include "core/result.h"
#include "story/pair_model.h"

#include <span>
#include <string>
#include <string_view>

namespace masthead::story {

// `record`: the comment, a line an entry. What is read back equals the model if its weights have three decimals and its
// trees four, as training gives them.
[[nodiscard]] std::string write_model(const StoryModel& model, std::span<const std::string> record);

// Every weight must be there once, and every tree be whole; the error names the line.
[[nodiscard]] core::Result<StoryModel> read_model(std::string_view text);

}  // namespace masthead::story
