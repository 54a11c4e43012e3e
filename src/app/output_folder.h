// The published folder: only what changed is written, what is no longer part of the edition goes, and whoever reads it
// finds the last edition or this one, never some of both.
#pragma once

#include "app/output_list.h"
#include "core/result.h"
#include "publish/publisher.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace masthead::app {

struct OutputCounts {
    std::size_t files = 0;    // Of the edition.
    std::size_t written = 0;  // New or changed.
    std::size_t removed = 0;
};

// A folder that holds nothing but ours is exchanged whole (renameat2, RENAME_EXCHANGE): the next edition is made beside
// it, of hard links to what stays and of what is new, and takes its place in one step; the one before waits to become
// the next but one, so that every edition costs only what changed. A folder that holds other files too, or lies on
// another file system than the stage, is brought up to date in place: all is written first, then renamed file by file.
class OutputFolder {
  public:
    // Locks the folder until the object dies. `stage` is where the next edition is made, with facts about both in files
    // beside it; they are ours alone, and nothing is lost with them but time. Errors: io when the folder cannot be made
    // or a file stands in its place; held when another process publishes into it; refused when it holds files and no
    // edition of ours.
    [[nodiscard]] static core::Result<OutputFolder> open(const std::filesystem::path& folder,
                                                         const std::filesystem::path& stage);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    ~OutputFolder();

    // Takes a file of the edition; writes it to the stage unless the folder has it with the same bytes. Errors: refused
    // for a path that leaves the folder, io.
    [[nodiscard]] core::Result<void> put(const publish::OutputFile& file);

    // The edition takes the place of the last one. Files of other origin are never touched. Errors: io; the last
    // edition then stands as it was, unless the folder is brought up to date in place.
    [[nodiscard]] core::Result<OutputCounts> finish();

  private:
    enum class Way : std::uint8_t { exchanged, in_place };

    OutputFolder(std::filesystem::path folder, int descriptor) : folder_(std::move(folder)), descriptor_(descriptor) {}
    [[nodiscard]] core::Result<void> take_over(const std::filesystem::path& stage);
    [[nodiscard]] core::Result<void> open_stage();
    [[nodiscard]] bool is_kept(const std::string& path, const ListedFile& file) const;
    [[nodiscard]] core::Result<void> complete_stage();
    [[nodiscard]] bool exchange();
    [[nodiscard]] core::Result<void> bring_over();
    [[nodiscard]] core::Result<void> bring_over(const std::string& path) const;

    std::filesystem::path folder_;
    std::filesystem::path stage_;
    int descriptor_ = -1;  // Of the folder itself: its lock.
    Way way_ = Way::in_place;
    std::filesystem::path published_facts_;
    std::filesystem::path staged_facts_;
    OutputList last_;    // What the folder holds.
    OutputList staged_;  // What the stage holds, of an edition before.
    OutputList files_;   // This edition.
    bool is_stage_open_ = false;
    bool are_facts_old_ = false;
    OutputCounts counts_;
};

}  // namespace masthead::app
