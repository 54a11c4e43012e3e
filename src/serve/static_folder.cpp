#include "serve/static_folder.h"

#include "core/ascii.h"
#include "core/hash.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace masthead::serve {
namespace {

// A file descriptor that closes itself.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

// Opens `relative` so that the whole path stays beneath `root`.
Descriptor open_beneath(const Descriptor& root, const std::string& relative) {
    struct open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;  // A FIFO must not hold the thread.
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    const long number = ::syscall(SYS_openat2, root.number(), relative.c_str(), &how, sizeof how);
    if (number >= 0 || errno != ENOSYS) return Descriptor(static_cast<int>(number));
    // A kernel before 5.6: the request path holds no "..", so without links nothing leads out.
    return Descriptor(::openat(root.number(), relative.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
}

bool has_hidden_segment(std::string_view path) {
    for (const auto segment : core::split(path, '/')) {
        if (segment.starts_with('.') && segment != ".well-known") return true;
    }
    return false;
}

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

bool read_all(const Descriptor& file, std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(file.number(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;  // Shorter than it said: someone writes to it in place.
        done += static_cast<std::size_t>(count);
    }
    return true;
}

}  // namespace

StaticFolder::StaticFolder(std::filesystem::path folder, const StaticLimits& limits)
    : folder_(std::move(folder)), limits_(limits) {}

Found StaticFolder::find(std::string_view path, StaticFile& file) {
    if (has_hidden_segment(path)) return Found::nothing;
    const std::string relative(path.substr(1));
    if (!path.ends_with('/')) return open_and_read(relative, file);
    for (const std::string_view index : {"index.html", "index.json"}) {
        if (open_and_read(relative + std::string(index), file) == Found::file) return Found::file;
    }
    return Found::nothing;
}

Found StaticFolder::open_and_read(const std::string& path, StaticFile& file) {
    const Descriptor root(::open(folder_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root.is_open()) return Found::nothing;
    const Descriptor opened = open_beneath(root, path);
    struct stat status{};
    if (!opened.is_open() || ::fstat(opened.number(), &status) != 0) return Found::nothing;
    if (S_ISDIR(status.st_mode)) return Found::folder;
    if (!S_ISREG(status.st_mode) || std::cmp_greater(status.st_size, limits_.max_file_bytes)) return Found::nothing;
    const Identity identity{status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
    if (take_cached(path, identity, file)) return Found::file;
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    if (!read_all(opened, bytes)) return Found::nothing;
    file.etag = '"' + core::to_hex(core::stable_hash(bytes)) + '-' + std::to_string(bytes.size()) + '"';
    file.bytes = std::make_shared<const std::string>(std::move(bytes));
    keep(path, identity, file);
    return Found::file;
}

bool StaticFolder::take_cached(const std::string& path, const Identity& identity, StaticFile& file) {
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(path);
    if (found == cache_.end() || found->second.identity != identity) return false;
    file.bytes = found->second.shared.lock();
    file.etag = found->second.etag;
    return file.bytes != nullptr;
}

void StaticFolder::keep(const std::string& path, const Identity& identity, const StaticFile& file) {
    constexpr std::size_t max_entries = 50'000;
    const std::lock_guard lock(mutex_);
    const bool is_small = file.bytes->size() <= limits_.max_cached_file;
    const std::size_t added = is_small ? file.bytes->size() : 0;
    if (kept_bytes_ + added > limits_.max_cached_total || cache_.size() >= max_entries) {
        cache_.clear();  // Starts over: simpler than an order of use, and a site of usual size fits whole.
        kept_bytes_ = 0;
    }
    auto& cached = cache_[path];
    if (cached.kept) kept_bytes_ -= cached.kept->size();
    kept_bytes_ += added;
    cached = {identity, file.etag, is_small ? file.bytes : nullptr, file.bytes};
}

}  // namespace masthead::serve
