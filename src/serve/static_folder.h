// The published folder: files by request path, never one outside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace masthead::serve {

struct StaticFile {
    std::shared_ptr<const std::string> bytes;  // Shared with the cache and with other answers.
    std::string etag;                          // Strong, with its quotes: from the bytes.
};

struct StaticLimits {
    std::size_t max_file_bytes = std::size_t{64} << 20U;    // A larger file is not served.
    std::size_t max_cached_file = std::size_t{256} << 10U;  // Larger ones are kept only while an answer uses them.
    std::size_t max_cached_total = std::size_t{32} << 20U;
};

enum class Found : std::uint8_t { file, folder, nothing };

// Thread-safe. The kernel resolves paths beneath the folder (openat2, RESOLVE_BENEATH), so neither ".." nor a link
// leads out of it; the folder itself may be a link that a publisher swaps.
class StaticFolder {
  public:
    explicit StaticFolder(std::filesystem::path folder, const StaticLimits& limits = {});

    // `path` as in RequestTarget. A path with a trailing slash asks for the folder's index.html, else its index.json;
    // without one a folder answers Found::folder. Names that begin with a dot are not there, but for /.well-known.
    Found find(std::string_view path, StaticFile& file);

  private:
    struct Identity {
        std::uint64_t inode = 0;
        std::int64_t bytes = 0;
        std::int64_t modified_ns = 0;
        std::int64_t changed_ns = 0;
        friend bool operator==(const Identity&, const Identity&) = default;
    };
    struct Cached {
        Identity identity;
        std::string etag;
        std::shared_ptr<const std::string> kept;  // Null for a large file.
        std::weak_ptr<const std::string> shared;
    };

    Found open_and_read(const std::string& path, StaticFile& file);
    bool take_cached(const std::string& path, const Identity& identity, StaticFile& file);
    void keep(const std::string& path, const Identity& identity, const StaticFile& file);

    std::filesystem::path folder_;
    StaticLimits limits_;
    std::mutex mutex_;
    std::map<std::string, Cached, std::less<>> cache_;
    std::size_t kept_bytes_ = 0;
};

}  // namespace masthead::serve
