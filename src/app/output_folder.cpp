#include "app/output_folder.h"

#include "app/files.h"
#include "core/hash.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace masthead::app {

namespace {

std::unexpected<core::Error> fail_at(std::string_view what, const std::filesystem::path& path,
                                     const std::error_code& code) {
    return core::fail(core::ErrorCode::io, fmt::format("could not {} {}: {}", what, path.string(), code.message()));
}

enum class Lock : std::uint8_t { taken, held, moved };

// Locks the folder behind the descriptor, and looks whether the path still leads to it: another process may have
// exchanged it in between.
Lock lock(int descriptor, const std::filesystem::path& folder) {
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return Lock::held;
    struct stat ours{};
    struct stat there{};
    if (::fstat(descriptor, &ours) != 0 || ::stat(folder.c_str(), &there) != 0) return Lock::moved;
    return ours.st_ino == there.st_ino && ours.st_dev == there.st_dev ? Lock::taken : Lock::moved;
}

bool is_same_file_system(const std::filesystem::path& left, const std::filesystem::path& right) {
    struct stat a{};
    struct stat b{};
    return ::stat(left.c_str(), &a) == 0 && ::stat(right.c_str(), &b) == 0 && a.st_dev == b.st_dev;
}

// A second name for the file, or a copy where the file system gives none.
std::error_code link_or_copy(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code code;
    std::filesystem::create_directories(to.parent_path(), code);
    std::filesystem::remove(to, code);
    std::filesystem::create_hard_link(from, to, code);
    if (!code) return code;
    std::filesystem::copy_file(from, to, code);
    if (!code) std::filesystem::last_write_time(to, std::filesystem::last_write_time(from, code), code);
    return code;
}

// With the folders that its last file leaves empty.
bool remove_file(const std::filesystem::path& folder, const std::string& path) {
    std::error_code code;
    const bool removed = std::filesystem::remove(folder / path, code);
    for (auto parent = (folder / path).parent_path();
         parent != folder && std::filesystem::remove(parent, code) && !code;)
        parent = parent.parent_path();
    return removed;
}

}  // namespace

core::Result<OutputFolder> OutputFolder::open(const std::filesystem::path& folder, const std::filesystem::path& stage) {
    std::error_code code;
    if (std::filesystem::exists(folder, code) && !std::filesystem::is_directory(folder, code)) {
        return core::fail(core::ErrorCode::io,
                          fmt::format("could not make the folder {}: a file stands there; move it away, or choose "
                                      "another folder",
                                      folder.string()));
    }
    std::filesystem::create_directories(folder, code);
    if (code) return fail_at("make the folder", folder, code);
    // The folder may be a link; what it leads to is exchanged.
    const auto real = std::filesystem::canonical(folder, code);
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        const int descriptor =
            ::open(real.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
        OutputFolder output(real, descriptor);
        const auto locked = lock(descriptor, real);
        if (locked == Lock::moved && attempt < attempts) continue;
        if (locked != Lock::taken) {
            return core::fail(core::ErrorCode::held,
                              fmt::format("another process publishes into {}; wait for it to end", folder.string()));
        }
        if (auto done = output.take_over(stage); !done) return std::unexpected(done.error());
        return output;
    }
}

core::Result<void> OutputFolder::take_over(const std::filesystem::path& stage) {
    std::error_code code;
    auto list = read_output_list(folder_);
    if (!list) {
        if (!std::filesystem::is_empty(folder_, code)) {
            return core::fail(
                core::ErrorCode::refused,
                fmt::format("{} holds files that Masthead did not write; choose another folder, or make an empty file "
                            "{} to publish among them",
                            folder_.string(), (folder_ / output_list_name).string()));
        }
        // From here on the folder is ours, also if the first edition is never finished.
        if (auto done = write_output_list(folder_, {}); !done) return done;
        list.emplace();
    }
    last_ = std::move(*list);
    published_facts_ = stage.string() + ".published";
    staged_facts_ = stage.string() + ".staged";
    if (const auto facts = read_output_facts(published_facts_)) {
        for (auto& [path, file] : last_) {
            if (const auto known = facts->find(path); known != facts->end()) file = known->second;
        }
    }
    const bool is_shared = check_against_disk(folder_, last_);
    std::filesystem::create_directories(stage, code);
    const bool may_exchange = !is_shared && is_same_file_system(stage, folder_) &&
                              ::access(folder_.parent_path().c_str(), W_OK) == 0 &&
                              ::access(stage.parent_path().c_str(), W_OK) == 0;
    way_ = may_exchange ? Way::exchanged : Way::in_place;
    stage_ = may_exchange ? stage : folder_ / output_stage_name;
    return {};
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      stage_(std::move(other.stage_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      way_(other.way_),
      published_facts_(std::move(other.published_facts_)),
      staged_facts_(std::move(other.staged_facts_)),
      last_(std::move(other.last_)),
      staged_(std::move(other.staged_)),
      files_(std::move(other.files_)),
      is_stage_open_(other.is_stage_open_),
      are_facts_old_(other.are_facts_old_),
      counts_(other.counts_) {}

OutputFolder::~OutputFolder() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

// What is known of the stage goes before anything in it changes and comes back once the folders are exchanged: a stage
// of which nothing is known is made anew.
core::Result<void> OutputFolder::open_stage() {
    if (is_stage_open_) return {};
    std::error_code code;
    auto facts = way_ == Way::exchanged ? read_output_facts(staged_facts_) : std::nullopt;
    if (facts) {
        staged_ = std::move(*facts);
        std::filesystem::remove(staged_facts_, code);
    } else {
        std::filesystem::remove_all(stage_, code);
    }
    if (!code) std::filesystem::create_directories(stage_, code);
    if (!code) std::filesystem::permissions(stage_, std::filesystem::status(folder_).permissions(), code);
    if (code) return fail_at("make the folder", stage_, code);
    is_stage_open_ = true;
    return {};
}

bool OutputFolder::is_kept(const std::string& path, const ListedFile& file) const {
    const auto last = last_.find(path);
    return last != last_.end() && last->second.is_sound && last->second == file;
}

core::Result<void> OutputFolder::put(const publish::OutputFile& file) {
    if (!stays_inside(file.path))
        return core::fail(core::ErrorCode::refused, fmt::format("the output path \"{}\" is not allowed", file.path));
    ++counts_.files;
    const auto hash = core::stable_hash(file.bytes);
    const auto last = last_.find(file.path);
    if (last != last_.end()) {
        auto& known = last->second;
        if (!known.is_sound) {
            // Written by an earlier version, restored or touched: what it holds decides.
            const auto found = look_at(folder_ / file.path, hash);
            const auto old = found.bytes == file.bytes.size() ? read_file(folder_ / file.path) : std::string();
            if (found.is_sound && old && *old == file.bytes) {
                known = found;
                are_facts_old_ = true;
            }
        }
        if (known.is_sound && known.bytes == file.bytes.size() && known.hash == hash) {
            files_[file.path] = known;
            return {};
        }
    }
    ++counts_.written;
    if (auto done = open_stage(); !done) return done;
    if (auto done = write_file(stage_ / file.path, file.bytes); !done) return done;
    files_[file.path] = look_at(stage_ / file.path, hash);
    return {};
}

core::Result<OutputCounts> OutputFolder::finish() {
    for (const auto& [path, file] : last_) counts_.removed += files_.contains(path) ? 0U : 1U;
    if (counts_.written + counts_.removed > 0) {
        auto done = open_stage();
        if (done && way_ == Way::exchanged) done = complete_stage();
        if (done && (way_ != Way::exchanged || !exchange())) done = bring_over();
        if (!done) return std::unexpected(done.error());
        are_facts_old_ = true;
    }
    // Without them the next edition reads what it would compare by its facts.
    if (are_facts_old_) std::ignore = write_output_facts(published_facts_, files_);
    return counts_;
}

// Hard links for what stays, and away with what is of an edition before.
core::Result<void> OutputFolder::complete_stage() {
    for (const auto& [path, file] : files_) {
        if (!is_kept(path, file)) continue;
        const auto staged = staged_.find(path);
        const bool is_there = staged != staged_.end() && staged->second.bytes == file.bytes &&
                              staged->second.hash == file.hash && staged->second.modified_ns == file.modified_ns;
        if (is_there) continue;
        if (const auto code = link_or_copy(folder_ / path, stage_ / path)) return fail_at("write", stage_ / path, code);
    }
    for (const auto& [path, file] : staged_) {
        if (!files_.contains(path)) remove_file(stage_, path);
    }
    return write_output_list(stage_, files_);
}

// False where the file system cannot do it.
bool OutputFolder::exchange() {
    if (::renameat2(AT_FDCWD, stage_.c_str(), AT_FDCWD, folder_.c_str(), RENAME_EXCHANGE) != 0) return false;
    std::error_code code;
    if (last_.empty()) {
        std::filesystem::remove_all(stage_, code);  // Nothing to build upon.
    } else {
        std::ignore = write_output_facts(staged_facts_, last_);
    }
    return true;
}

core::Result<void> OutputFolder::bring_over(const std::string& path) const {
    std::error_code code;
    std::filesystem::create_directories((folder_ / path).parent_path(), code);
    std::filesystem::rename(stage_ / path, folder_ / path, code);
    if (!code) return {};
    // Two mounts of one file system, as containers have them, take no rename from one to the other.
    const auto bytes = read_file(stage_ / path);
    if (!bytes) return std::unexpected(bytes.error());
    return write_file(folder_ / path, *bytes);
}

// Brings the files over one by one. The list names both editions meanwhile, so that what a crash leaves is known as
// ours.
core::Result<void> OutputFolder::bring_over() {
    OutputList both = files_;
    both.insert(last_.begin(), last_.end());
    if (auto done = write_output_list(folder_, both); !done) return done;
    std::error_code code;
    for (auto& [path, file] : files_) {
        if (is_kept(path, file)) continue;
        if (auto done = bring_over(path); !done) return done;
        file = look_at(folder_ / path, file.hash);
    }
    for (const auto& [path, file] : last_) {
        if (!files_.contains(path)) remove_file(folder_, path);
    }
    std::filesystem::remove_all(stage_, code);
    return write_output_list(folder_, files_);
}

}  // namespace masthead::app
