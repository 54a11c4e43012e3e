#include "app/output_folder.h"

#include "app/files.h"
#include "core/ascii.h"

#include <algorithm>

#include <fmt/format.h>

namespace masthead::app {

namespace {

// Relative, no empty, "." or ".." part, nothing outside the alphabet that publish promises.
bool stays_inside(std::string_view path) {
    const bool plain = std::ranges::all_of(path, [](char c) {
        return core::is_alpha(c) || core::is_digit(c) || c == '.' || c == '_' || c == '-' || c == '/';
    });
    if (!plain || path.empty()) return false;
    return std::ranges::none_of(core::split(path, '/'),
                                [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

}  // namespace

core::Result<OutputFolder> OutputFolder::open(const std::filesystem::path& folder) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code || !std::filesystem::is_directory(folder)) {
        return core::fail(core::ErrorCode::io, fmt::format("could not make the folder {}: {}", folder.string(),
                                                           code ? code.message() : "a file stands there"));
    }
    return OutputFolder(folder);
}

core::Result<void> OutputFolder::put(const publish::OutputFile& file) {
    if (!stays_inside(file.path))
        return core::fail(core::ErrorCode::refused, fmt::format("the output path \"{}\" is not allowed", file.path));
    files_.insert(file.path);
    ++counts_.files;
    const auto path = folder_ / file.path;
    std::error_code code;
    if (std::filesystem::file_size(path, code) == file.bytes.size() && !code) {
        const auto old = read_file(path);
        if (old && *old == file.bytes) return {};
    }
    ++counts_.written;
    return write_file(path, file.bytes);
}

core::Result<OutputCounts> OutputFolder::finish() {
    std::string list;
    for (const auto& file : files_) list += file + "\n";
    const auto before = read_file(list_path());
    if (before && *before == list) return counts_;
    for (const auto line : core::split(before ? std::string_view(*before) : std::string_view(), '\n')) {
        if (line.empty() || files_.contains(std::string(line)) || !stays_inside(line)) continue;
        std::error_code code;
        if (std::filesystem::remove(folder_ / line, code)) ++counts_.removed;
        // Folders that have become empty go with their last file.
        for (auto parent = (folder_ / line).parent_path();
             parent != folder_ && std::filesystem::remove(parent, code) && !code;)
            parent = parent.parent_path();
    }
    if (auto done = write_file(list_path(), list); !done) return std::unexpected(done.error());
    return counts_;
}

}  // namespace masthead::app
