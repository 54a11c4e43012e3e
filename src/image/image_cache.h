// Pictures as we show them: verified, resized, re-encoded, kept by content under the data folder. Never passed through
// unread.
#pragma once

#include "core/result.h"
#include "image/probe.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace masthead::image {

struct RenditionOptions {
    int max_width = 960;  // Pixels; smaller pictures keep their size.
    int jpeg_quality = 80;
    double max_megapixels = 50;  // Of the source, read from its header before anything is decoded.
};

// Decodes, resizes and encodes as JPEG. Same bytes in, same bytes out. Errors: unsupported (no JPEG, PNG, GIF or WebP),
// too_large, invalid (truncated or broken). Cost: decoding dominates, about 10 ms a megapixel.
[[nodiscard]] core::Result<std::string> make_rendition(std::string_view bytes, const RenditionOptions& options = {});

// A picture of the cache: `<folder>/<16 hex of its address>.jpg`.
class ImageCache {
  public:
    explicit ImageCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // File name of the rendition of the picture at `url`.
    [[nodiscard]] static std::string name_of(std::string_view url);
    [[nodiscard]] bool holds(std::string_view url) const;
    [[nodiscard]] core::Result<void> put(std::string_view url, std::string_view rendition);
    [[nodiscard]] std::optional<std::string> get(std::string_view url) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace masthead::image
