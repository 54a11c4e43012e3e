// The data folder and its lock: one writing process at a time.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <memory>
#include <string>

namespace masthead::store {

class DataFolder {
  public:
    // Makes the folder if need be and takes the lock until the object dies (the kernel lets go of it when the process
    // ends, however). Errors: held ("... is in use by process 1234"), io.
    [[nodiscard]] static core::Result<DataFolder> open(const std::filesystem::path& folder);
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&& other) noexcept;
    ~DataFolder();

    [[nodiscard]] std::string database_path() const { return (folder_ / "masthead.db").string(); }
    [[nodiscard]] static std::string database_path(const std::filesystem::path& folder) {
        return (folder / "masthead.db").string();
    }

  private:
    DataFolder(std::filesystem::path folder, int descriptor) : folder_(std::move(folder)), descriptor_(descriptor) {}
    std::filesystem::path folder_;
    int descriptor_ = -1;
};

}  // namespace masthead::store
