// ISO/IEC 10918-1 annex B: markers FF xx, big-endian lengths, the size in the frame headers SOF0..15 (which are C0..CF
// but DHT C4, JPG C8 and DAC CC). A camera held upright says so in EXIF (JEITA CP-3451, tag 0112): values 5 to 8 lay
// the picture on its side.
#include "image/formats.h"

#include <algorithm>
#include <utility>

namespace masthead::image {
namespace {

constexpr int most_segments = 1024;
constexpr std::uint32_t orientation_tag = 0x0112;
constexpr std::uint32_t most_entries = 128;  // Of an EXIF directory.

bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool stands_alone(std::uint32_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// `tiff` begins with the byte order. 0: not said.
std::uint32_t orientation_in(const Bytes& tiff) {
    const bool is_little = tiff.says(0, "II");
    if (!is_little && !tiff.says(0, "MM")) return 0;
    const auto two = [&](std::size_t offset) { return is_little ? tiff.little16(offset) : tiff.big16(offset); };
    const auto four = [&](std::size_t offset) { return is_little ? tiff.little32(offset) : tiff.big32(offset); };
    if (!tiff.has(0, 8) || two(2) != 42) return 0;
    const std::size_t directory = four(4);
    if (!tiff.has(directory, 2)) return 0;
    const std::uint32_t entries = std::min(two(directory), most_entries);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + std::size_t{12} * i;
        if (!tiff.has(entry, 12)) return 0;
        if (two(entry) == orientation_tag) return two(entry + 8);
    }
    return 0;
}

}  // namespace

void read_jpeg(const Bytes& bytes, ImageHeader& header) {
    header.motion = Motion::still;
    std::uint32_t orientation = 0;
    std::size_t offset = 2;
    for (int segment = 0; segment < most_segments; ++segment) {
        if (!bytes.has(offset, 4)) {
            header.bytes_needed = offset + 9;
            return;
        }
        if (bytes.at(offset) != 0xFF) return;
        const std::uint32_t marker = bytes.at(offset + 1);
        if (marker == 0xFF || stands_alone(marker)) {  // The first is a fill byte.
            offset += marker == 0xFF ? 1 : 2;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA) return;  // The picture's data begins before its size: broken.
        const std::size_t length = bytes.big16(offset + 2);
        if (length < 2) return;
        if (is_frame_header(marker)) {
            if (!bytes.has(offset, 9)) {
                header.bytes_needed = offset + 9;
                return;
            }
            take_size(bytes.big16(offset + 7), bytes.big16(offset + 5), header);
            if (orientation >= 5 && orientation <= 8) std::swap(header.width, header.height);
            return;
        }
        if (marker == 0xE1 && orientation == 0 && bytes.says(offset + 4, {"Exif\0\0", 6}) && length > 8)
            orientation = orientation_in(bytes.part(offset + 10, length - 8));
        offset += 2 + length;
    }
}

}  // namespace masthead::image
