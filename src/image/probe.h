// Width, height and format of a picture from its first bytes: JPEG, PNG, GIF, WebP, AVIF.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace masthead::image {

enum class ImageFormat : std::uint8_t { jpeg, png, gif, webp, avif };

struct ImageProbe {
    ImageFormat format = ImageFormat::jpeg;
    int width = 0;  // Pixels.
    int height = 0;
};

// Reads headers only, never pixels. Nothing if the prefix holds no size (yet) or is no picture we take. O(n), allocates
// nothing.
[[nodiscard]] std::optional<ImageProbe> probe_image(std::string_view prefix);

}  // namespace masthead::image
