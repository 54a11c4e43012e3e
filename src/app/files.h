// Files as bytes and lines.
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace masthead::app {

// Errors: not_found, io; the sentence names the file.
[[nodiscard]] core::Result<std::string> read_file(const std::filesystem::path& path);
// Through a second file and a rename, so that a reader sees the old bytes or the new ones; makes folders as needed.
[[nodiscard]] core::Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

// Calls `sink` for each line of a JSON Lines file that is not blank, with the value or why it is none; errors of a line
// name the file and the line. Errors: that the file cannot be read.
[[nodiscard]] core::Result<void> for_each_json_line(const std::filesystem::path& path,
                                                    const std::function<void(core::Result<core::Json> value)>& sink);

// The same, ending at the first line that is wrong or that `sink` refuses.
[[nodiscard]] core::Result<void> read_json_lines(const std::filesystem::path& path,
                                                 const std::function<core::Result<void>(const core::Json&)>& sink);

}  // namespace masthead::app
