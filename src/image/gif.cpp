// GIF89a, https://www.w3.org/Graphics/GIF/spec-gif89a.txt: the logical screen (section 18) is the size; a second image
// descriptor (section 20) makes it move.
#include "image/formats.h"

namespace masthead::image {
namespace {

constexpr int most_blocks = 1 << 16;  // Sub-blocks of at most 255 bytes.

// Past a chain of sub-blocks, or past the end of what is there.
std::size_t after_sub_blocks(const Bytes& bytes, std::size_t offset) {
    for (int block = 0; block < most_blocks && bytes.has(offset, 1); ++block) {
        const std::size_t length = bytes.at(offset);
        offset += 1 + length;
        if (length == 0) return offset;
    }
    return bytes.size();
}

std::size_t color_table_bytes(std::uint32_t flags) {
    return (flags & 0x80U) != 0 ? std::size_t{3} << ((flags & 7U) + 1U) : 0;
}

Motion motion_of(const Bytes& bytes) {
    if (!bytes.has(0, 13)) return Motion::unknown;
    std::size_t offset = 13 + color_table_bytes(bytes.at(10));
    int images = 0;
    for (int block = 0; block < most_blocks && bytes.has(offset, 1); ++block) {
        const std::uint32_t introducer = bytes.at(offset);
        if (introducer == 0x3B) return images > 0 ? Motion::still : Motion::unknown;
        if (introducer == 0x21) {  // An extension: its label, then sub-blocks.
            offset = after_sub_blocks(bytes, offset + 2);
            continue;
        }
        if (introducer != 0x2C) return Motion::unknown;
        if (++images > 1) return Motion::animated;
        if (!bytes.has(offset, 10)) return Motion::unknown;
        offset = after_sub_blocks(bytes, offset + 11 + color_table_bytes(bytes.at(offset + 9)));
    }
    return Motion::unknown;
}

}  // namespace

void read_gif(const Bytes& bytes, ImageHeader& header) {
    if (!bytes.has(6, 4)) {
        header.bytes_needed = 10;
        return;
    }
    take_size(bytes.little16(6), bytes.little16(8), header);
    header.motion = motion_of(bytes);
}

}  // namespace masthead::image
