// Sources written into a desk file: the person's text stays as it is, comments and all; lines are added to it. Pure.
#pragma once

#include "core/result.h"
#include "model/source.h"

#include <span>
#include <string>
#include <string_view>

namespace masthead::app {

// The lines of one source as they stand in a desk file, indented by `indent` spaces; ends with a newline.
[[nodiscard]] std::string source_lines(const model::Source& source, std::size_t indent);

// The desk file `yaml` with `sources` at the end of its list. What comes out was read again: it holds all sources that
// were there, and the new ones. Errors: invalid, with the lines to add by hand, where the list is written in a way that
// cannot be added to; as of config::load_desk. `name` is the file's name, for messages.
[[nodiscard]] core::Result<std::string> add_sources(std::string_view yaml, const std::string& name,
                                                    std::span<const model::Source> sources);

}  // namespace masthead::app
