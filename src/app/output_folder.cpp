#include "app/output_folder.h"

#include "app/files.h"
#include "core/ascii.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

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
    const int descriptor =
        ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    OutputFolder output(folder, descriptor);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return core::fail(core::ErrorCode::held,
                          fmt::format("another process publishes into {}; wait for it to end", folder.string()));
    }
    const bool is_ours = std::filesystem::exists(list_path(folder), code);
    if (!is_ours && !std::filesystem::is_empty(folder, code)) {
        return core::fail(core::ErrorCode::refused,
                          fmt::format("{} holds files that Masthead did not write; choose another folder, or make an "
                                      "empty file {} to publish among them",
                                      folder.string(), list_path(folder).string()));
    }
    // From here on the folder is ours, also if the first edition is never finished.
    if (!is_ours) {
        if (auto done = write_file(list_path(folder), ""); !done) return std::unexpected(done.error());
    }
    return output;
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      files_(std::move(other.files_)),
      counts_(other.counts_) {}

OutputFolder::~OutputFolder() {
    if (descriptor_ >= 0) ::close(descriptor_);
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
    const auto before = read_file(list_path(folder_));
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
    if (auto done = write_file(list_path(folder_), list); !done) return std::unexpected(done.error());
    return counts_;
}

}  // namespace masthead::app
