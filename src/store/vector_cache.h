// Vectors of texts by what the texts hold, in a database file of their own beside the store: a cache, which may be
// deleted at any time and is in no backup. Bounded: the oldest go.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace masthead::store {

class VectorCache {
  public:
    VectorCache() = default;
    VectorCache(const VectorCache&) = delete;
    VectorCache& operator=(const VectorCache&) = delete;
    VectorCache(VectorCache&&) = delete;
    VectorCache& operator=(VectorCache&&) = delete;
    virtual ~VectorCache() = default;

    // The vectors known of a model, as bytes, by hash of content.
    [[nodiscard]] virtual core::Result<std::map<std::uint64_t, std::string>> find(
        std::string_view model, std::span<const std::uint64_t> contents) const = 0;
    // Writes vectors, over earlier ones of the same content, and drops the oldest beyond `most` of all models.
    [[nodiscard]] virtual core::Result<void> keep(std::string_view model,
                                                  std::span<const std::pair<std::uint64_t, std::string>> vectors,
                                                  std::size_t most) = 0;
};

// The cache in the SQLite file at `path`, made if it is not there. Errors: io, corrupt.
[[nodiscard]] core::Result<std::unique_ptr<VectorCache>> open_vector_cache(const std::string& path);

}  // namespace masthead::store
