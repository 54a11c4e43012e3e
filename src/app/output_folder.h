// The published folder: only what changed is written, what is no longer part of the edition goes.
#pragma once

#include "core/result.h"
#include "publish/publisher.h"

#include <filesystem>
#include <set>
#include <string>

namespace masthead::app {

struct OutputCounts {
    std::size_t files = 0;    // Of the edition.
    std::size_t written = 0;  // New or changed.
    std::size_t removed = 0;
};

class OutputFolder {
  public:
    // Locks the folder until the object dies. Errors: io when it cannot be made or a file stands in its place; held
    // when another process publishes into it; refused when it holds files and no edition of ours.
    [[nodiscard]] static core::Result<OutputFolder> open(const std::filesystem::path& folder);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    ~OutputFolder();

    // Writes the file unless it is there with the same bytes. Errors: refused for a path that leaves the folder, io.
    [[nodiscard]] core::Result<void> put(const publish::OutputFile& file);

    // Removes files of the last edition that this one does not have and remembers its list. Files of other origin are
    // never touched.
    [[nodiscard]] core::Result<OutputCounts> finish();

  private:
    OutputFolder(std::filesystem::path folder, int descriptor) : folder_(std::move(folder)), descriptor_(descriptor) {}
    [[nodiscard]] static std::filesystem::path list_path(const std::filesystem::path& folder) {
        return folder / ".masthead-files";
    }
    std::filesystem::path folder_;
    int descriptor_ = -1;  // Of the folder itself: its lock.
    std::set<std::string> files_;
    OutputCounts counts_;
};

}  // namespace masthead::app
