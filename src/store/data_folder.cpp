#include "store/data_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace masthead::store {

namespace {

std::string holder_of(int descriptor) {
    std::string pid(32, '\0');
    const ssize_t size = ::pread(descriptor, pid.data(), pid.size(), 0);
    pid.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!pid.empty() && pid.back() == '\n') pid.pop_back();
    return pid.empty() ? "another process" : "process " + pid;
}

}  // namespace

core::Result<DataFolder> DataFolder::open(const std::filesystem::path& folder) {
    std::error_code code;
    auto whole = std::filesystem::absolute(folder, code).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();  // "data/"
    if (!code) std::filesystem::create_directories(whole.parent_path(), code);
    // Private if we make it; how an operator made it is his business.
    if (!code && ::mkdir(whole.c_str(), 0700) != 0 && errno != EEXIST) code.assign(errno, std::generic_category());
    if (code)
        return core::fail(core::ErrorCode::io,
                          fmt::format("could not make the data folder {}: {}", folder.string(), code.message()));
    const std::string path = (folder / "lock").string();
    const int descriptor =
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (descriptor < 0)
        return core::fail(core::ErrorCode::io, fmt::format("could not open {}: {}", path, std::strerror(errno)));
    DataFolder held(folder, descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return core::fail(
            core::ErrorCode::held,
            fmt::format("the data folder {} is in use by {}; stop it or choose another folder with --data",
                        folder.string(), holder_of(descriptor)));
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, pid.data(), pid.size(), 0) < 0) {
        return core::fail(core::ErrorCode::io, fmt::format("could not write {}: {}", path, std::strerror(errno)));
    }
    return held;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : folder_(std::move(other.folder_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

DataFolder& DataFolder::operator=(DataFolder&& other) noexcept {
    std::swap(folder_, other.folder_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

DataFolder::~DataFolder() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace masthead::store
