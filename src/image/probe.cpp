// Image sizes from headers, format by format:
//   JPEG  ISO/IEC 10918-1 annex B: markers FF xx, segment length big-endian, size in SOF0..15 (not DHT C4, JPG C8, DAC
//   CC) PNG   https://www.w3.org/TR/png/#11IHDR: the first chunk is IHDR, width and height big-endian GIF   GIF89a
//   section 18: logical screen, little-endian WebP  RFC 9649: RIFF; VP8 (key frame header), VP8L (14 bits each), VP8X
//   (24 bits each, minus one) AVIF  ISO/IEC 14496-12 boxes: ftyp brand avif/avis, then meta/iprp/ipco/ispe; the largest
//   ispe is the picture
#include "image/probe.h"

#include <algorithm>
#include <cstddef>

namespace masthead::image {
namespace {

constexpr int max_edge = 1 << 24;  // No format we take says more, except PNG and ispe by mistake or malice.
constexpr int max_box_depth = 6;   // meta/iprp/ipco/ispe is four deep.
constexpr int max_boxes = 256;
constexpr int max_jpeg_segments = 512;

class Bytes {
  public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] bool has(std::size_t offset, std::size_t count) const {
        return offset <= bytes_.size() && count <= bytes_.size() - offset;
    }
    [[nodiscard]] bool says(std::size_t offset, std::string_view what) const {
        return has(offset, what.size()) && bytes_.substr(offset, what.size()) == what;
    }
    [[nodiscard]] std::uint32_t at(std::size_t offset) const { return static_cast<unsigned char>(bytes_[offset]); }
    [[nodiscard]] std::uint32_t big16(std::size_t offset) const { return at(offset) << 8U | at(offset + 1); }
    [[nodiscard]] std::uint32_t big32(std::size_t offset) const { return big16(offset) << 16U | big16(offset + 2); }
    [[nodiscard]] std::uint32_t little16(std::size_t offset) const { return at(offset) | at(offset + 1) << 8U; }
    [[nodiscard]] std::uint32_t little24(std::size_t offset) const { return little16(offset) | at(offset + 2) << 16U; }

  private:
    std::string_view bytes_;
};

std::optional<ImageProbe> sized(ImageFormat format, std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > max_edge || height > max_edge) return std::nullopt;
    return ImageProbe{format, static_cast<int>(width), static_cast<int>(height)};
}

bool is_frame_header(std::uint32_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool stands_alone(std::uint32_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

std::optional<ImageProbe> probe_jpeg(const Bytes& bytes) {
    std::size_t offset = 2;
    for (int segment = 0; segment < max_jpeg_segments && bytes.has(offset, 4); ++segment) {
        if (bytes.at(offset) != 0xFF) return std::nullopt;
        const std::uint32_t marker = bytes.at(offset + 1);
        if (marker == 0xFF) {  // A fill byte.
            ++offset;
            continue;
        }
        if (stands_alone(marker)) {
            offset += 2;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA)
            return std::nullopt;  // The picture's data begins before its size: broken.
        if (is_frame_header(marker)) {
            if (!bytes.has(offset, 9)) return std::nullopt;
            return sized(ImageFormat::jpeg, bytes.big16(offset + 7), bytes.big16(offset + 5));
        }
        const std::size_t length = bytes.big16(offset + 2);
        if (length < 2) return std::nullopt;
        offset += 2 + length;
    }
    return std::nullopt;
}

std::optional<ImageProbe> probe_png(const Bytes& bytes) {
    if (!bytes.says(12, "IHDR") || !bytes.has(16, 8)) return std::nullopt;
    return sized(ImageFormat::png, bytes.big32(16), bytes.big32(20));
}

std::optional<ImageProbe> probe_gif(const Bytes& bytes) {
    if (!bytes.has(6, 4)) return std::nullopt;
    return sized(ImageFormat::gif, bytes.little16(6), bytes.little16(8));
}

std::optional<ImageProbe> probe_webp(const Bytes& bytes) {
    if (bytes.says(12, "VP8X") && bytes.has(24, 6)) {
        return sized(ImageFormat::webp, bytes.little24(24) + 1, bytes.little24(27) + 1);
    }
    if (bytes.says(12, "VP8L") && bytes.has(20, 5) && bytes.at(20) == 0x2F) {
        const std::uint32_t bits = bytes.little16(21) | bytes.little16(23) << 16U;
        return sized(ImageFormat::webp, (bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1);
    }
    if (bytes.says(12, "VP8 ") && bytes.has(26, 4) && bytes.says(23, "\x9D\x01\x2A")) {
        return sized(ImageFormat::webp, bytes.little16(26) & 0x3FFFU, bytes.little16(28) & 0x3FFFU);
    }
    return std::nullopt;
}

struct BoxSearch {
    int boxes = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

bool holds_boxes(const Bytes& bytes, std::size_t type_offset) {
    return bytes.says(type_offset, "meta") || bytes.says(type_offset, "iprp") || bytes.says(type_offset, "ipco");
}

// An item has one ispe for the whole and, in a grid, one for its tiles: the largest is the picture.
void read_extent(const Bytes& bytes, std::size_t payload, BoxSearch& search) {
    if (!bytes.has(payload, 12)) return;
    const std::uint32_t width = bytes.big32(payload + 4);
    const std::uint32_t height = bytes.big32(payload + 8);
    if (std::uint64_t{width} * height <= std::uint64_t{search.width} * search.height) return;
    search.width = width;
    search.height = height;
}

void search_boxes(const Bytes& bytes, std::size_t begin, std::size_t end, int depth,
                  BoxSearch& search) {  // NOLINT(misc-no-recursion): max_box_depth
    for (std::size_t offset = begin; offset + 8 <= end && bytes.has(offset, 8) && search.boxes < max_boxes;
         ++search.boxes) {
        std::size_t length = bytes.big32(offset);
        if (length == 0) length = end - offset;  // To the end of the file.
        if (length < 8) return;                  // A 64-bit length (1) holds pixel data, never what we look for.
        const std::size_t box_end = length > end - offset ? end : offset + length;
        if (bytes.says(offset + 4, "ispe")) {
            read_extent(bytes, offset + 8, search);
        } else if (depth < max_box_depth && holds_boxes(bytes, offset + 4)) {
            const std::size_t version_and_flags = bytes.says(offset + 4, "meta") ? 4 : 0;
            search_boxes(bytes, offset + 8 + version_and_flags, box_end, depth + 1, search);
        }
        offset = box_end;
    }
}

bool is_avif(const Bytes& bytes) {
    if (!bytes.says(4, "ftyp") || !bytes.has(0, 16)) return false;
    const std::size_t end = std::min<std::size_t>({bytes.big32(0), bytes.size(), 256});
    for (std::size_t brand = 8; brand + 4 <= end; brand += 4) {
        if (bytes.says(brand, "avif") || bytes.says(brand, "avis")) return true;
    }
    return false;
}

std::optional<ImageProbe> probe_avif(const Bytes& bytes) {
    BoxSearch search;
    search_boxes(bytes, 0, bytes.size(), 0, search);
    return sized(ImageFormat::avif, search.width, search.height);
}

}  // namespace

std::optional<ImageProbe> probe_image(std::string_view prefix) {
    const Bytes bytes(prefix);
    if (bytes.says(0, "\xFF\xD8\xFF")) return probe_jpeg(bytes);
    if (bytes.says(0, "\x89PNG\r\n\x1A\n")) return probe_png(bytes);
    if (bytes.says(0, "GIF87a") || bytes.says(0, "GIF89a")) return probe_gif(bytes);
    if (bytes.says(0, "RIFF") && bytes.says(8, "WEBP")) return probe_webp(bytes);
    if (is_avif(bytes)) return probe_avif(bytes);
    return std::nullopt;
}

}  // namespace masthead::image
