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

// Calls `sink` for each JSON value of a JSON Lines file; blank lines are skipped. Errors name the file and the line.
[[nodiscard]] core::Result<void> read_json_lines(const std::filesystem::path& path,
                                                 const std::function<core::Result<void>(const core::Json&)>& sink);

}  // namespace masthead::app
