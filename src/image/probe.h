// What a picture is, from its first bytes: format, width, height, whether it moves. Headers are read, never pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace masthead::image {

enum class ImageFormat : std::uint8_t { jpeg, png, gif, webp, avif, heif, bmp, ico, svg };
[[nodiscard]] std::string_view name_of(ImageFormat format);

enum class Motion : std::uint8_t { unknown, still, animated };

// The most bytes of a beginning that are worth asking for: metadata before the size may be longer, but seldom is.
inline constexpr std::size_t usual_prefix_bytes = std::size_t{64} << 10U;

struct ImageHeader {
    std::optional<ImageFormat> format;  // None: no picture that we know.
    int width = 0;                      // Pixels as shown, an EXIF or HEIF rotation counted; 0: not known.
    int height = 0;
    Motion motion = Motion::unknown;
    // How long a beginning of the file must be to say more of its size; 0: nothing more helps, for the size is known or
    // there is none.
    std::size_t bytes_needed = 0;
};

// `prefix` is the beginning of a file, however short. Reads nothing past it, whatever it says of itself. O(n) in the
// number of segments or boxes, which is limited; allocates nothing.
[[nodiscard]] ImageHeader read_header(std::string_view prefix);

struct ImageProbe {
    ImageFormat format = ImageFormat::jpeg;
    int width = 0;  // Pixels.
    int height = 0;
    Motion motion = Motion::unknown;
};

// The same where the size is known; drawings (SVG) have none.
[[nodiscard]] std::optional<ImageProbe> probe_image(std::string_view prefix);

}  // namespace masthead::image
