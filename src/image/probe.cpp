// Signatures and the sizes that stand at fixed places:
//   PNG   https://www.w3.org/TR/png/#11IHDR: the first chunk is IHDR, width and height big-endian; acTL before the
//         first IDAT makes it move
//   WebP  RFC 9649: RIFF; VP8 (key frame header), VP8L (14 bits each), VP8X (24 bits each, minus one)
//   BMP   BITMAPCOREHEADER and BITMAPINFOHEADER; ICO: the first entry of the directory, 0 means 256
//   SVG   markup: known by its first element, and never a picture that we show
#include "image/probe.h"

#include "image/formats.h"

#include <algorithm>

namespace masthead::image {
namespace {

constexpr std::uint32_t max_edge = 1U << 24U;  // No format means more; some can say it, by mistake or malice.
constexpr std::size_t signature_bytes = 18;
constexpr std::uint32_t most_brand_bytes = 256;
constexpr int most_chunks = 64;              // Of a PNG before its pixels.
constexpr std::size_t sniffed_bytes = 1024;  // Of markup.

void need(std::size_t bytes_needed, const Bytes& bytes, ImageHeader& header) {
    if (bytes.size() < bytes_needed) header.bytes_needed = bytes_needed;
}

Motion motion_of_png(const Bytes& bytes) {
    std::size_t offset = 8;
    for (int chunk = 0; chunk < most_chunks && bytes.has(offset, 8); ++chunk) {
        if (bytes.says(offset + 4, "acTL")) return Motion::animated;
        if (bytes.says(offset + 4, "IDAT")) return Motion::still;
        const std::size_t length = bytes.big32(offset);
        if (length > (1U << 31U)) return Motion::unknown;
        offset += 12 + length;
    }
    return Motion::unknown;
}

void read_png(const Bytes& bytes, ImageHeader& header) {
    if (!bytes.has(0, 24)) return need(24, bytes, header);
    if (!bytes.says(12, "IHDR")) return;
    take_size(bytes.big32(16), bytes.big32(20), header);
    header.motion = motion_of_png(bytes);
}

void read_webp(const Bytes& bytes, ImageHeader& header) {
    constexpr std::size_t enough = 30;
    if (bytes.says(12, "VP8X") && bytes.has(24, 6)) {
        take_size(bytes.little24(24) + 1, bytes.little24(27) + 1, header);
        header.motion = (bytes.at(20) & 2U) != 0 ? Motion::animated : Motion::still;
    } else if (bytes.says(12, "VP8L") && bytes.has(20, 5)) {
        if (bytes.at(20) != 0x2F) return;
        const std::uint32_t bits = bytes.little32(21);
        take_size((bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1, header);
        header.motion = Motion::still;
    } else if (bytes.says(12, "VP8 ") && bytes.has(26, 4)) {
        if (!bytes.says(23, "\x9D\x01\x2A")) return;
        take_size(bytes.little16(26) & 0x3FFFU, bytes.little16(28) & 0x3FFFU, header);
        header.motion = Motion::still;
    } else {
        need(enough, bytes, header);
    }
}

void read_bmp(const Bytes& bytes, ImageHeader& header) {
    header.motion = Motion::still;
    if (!bytes.has(0, 26)) return need(26, bytes, header);
    if (bytes.little32(14) == 12) return take_size(bytes.little16(18), bytes.little16(20), header);
    std::uint32_t height = bytes.little32(22);
    if ((height & 0x80000000U) != 0) height = ~height + 1U;  // Negative: the rows stand from top to bottom.
    take_size(bytes.little32(18), height, header);
}

void read_ico(const Bytes& bytes, ImageHeader& header) {
    header.motion = Motion::still;
    if (!bytes.has(0, 8)) return need(8, bytes, header);
    const auto edge = [&](std::size_t offset) { return bytes.at(offset) == 0 ? 256U : bytes.at(offset); };
    take_size(edge(6), edge(7), header);
}

bool is_bmp(const Bytes& bytes) {
    if (!bytes.says(0, "BM") || !bytes.has(0, 18)) return false;
    const std::uint32_t header_bytes = bytes.little32(14);
    return header_bytes == 12 || (header_bytes >= 40 && header_bytes <= 124);
}

// A directory of 1 to 255 icons. More would be other bytes, a box of HEIF among them.
bool is_ico(const Bytes& bytes) {
    return bytes.says(0, {"\0\0\1\0", 4}) && bytes.has(0, 6) && bytes.at(4) > 0 && bytes.at(5) == 0;
}

// Declarations, comments and white space may stand before the first element.
bool is_svg(std::string_view text) {
    text = text.substr(0, sniffed_bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos || text[begin] != '<') return false;
        text.remove_prefix(begin);
        if (text.starts_with("<svg")) return true;
        if (text.starts_with("<!DOCTYPE")) return text.find("<svg") != std::string_view::npos;
        if (!text.starts_with("<?xml") && !text.starts_with("<!--")) return false;
        const std::string_view closing = text.starts_with("<?") ? "?>" : "-->";
        const std::size_t end = text.find(closing);
        if (end == std::string_view::npos) return false;
        text.remove_prefix(end + closing.size());
    }
    return false;
}

// The brands of a `ftyp` box: the major one, then after its version the compatible ones.
std::optional<ImageFormat> heif_format(const Bytes& bytes) {
    if (!bytes.says(4, "ftyp") || !bytes.has(0, signature_bytes)) return std::nullopt;
    std::optional<ImageFormat> format;
    const std::size_t end = std::min<std::size_t>({bytes.big32(0), bytes.size(), most_brand_bytes});
    for (std::size_t brand = 8; brand + 4 <= end; brand += 4) {
        if (bytes.says(brand, "avif") || bytes.says(brand, "avis")) return ImageFormat::avif;
        for (const std::string_view known : {"heic", "heix", "heim", "heis", "mif1", "msf1"}) {
            if (bytes.says(brand, known)) format = ImageFormat::heif;
        }
    }
    return format;
}

std::optional<ImageFormat> format_of(const Bytes& bytes) {
    if (bytes.says(0, "\xFF\xD8\xFF")) return ImageFormat::jpeg;
    if (bytes.says(0, "\x89PNG\r\n\x1A\n")) return ImageFormat::png;
    if (bytes.says(0, "GIF87a") || bytes.says(0, "GIF89a")) return ImageFormat::gif;
    if (bytes.says(0, "RIFF") && bytes.says(8, "WEBP")) return ImageFormat::webp;
    if (bytes.says(4, "ftyp")) return heif_format(bytes);  // With no brand that we know: nothing that we know.
    if (is_bmp(bytes)) return ImageFormat::bmp;
    if (is_ico(bytes)) return ImageFormat::ico;
    if (is_svg(bytes.view())) return ImageFormat::svg;
    return std::nullopt;
}

void read_size(const Bytes& bytes, ImageHeader& header) {
    switch (*header.format) {
        case ImageFormat::jpeg:
            return read_jpeg(bytes, header);
        case ImageFormat::png:
            return read_png(bytes, header);
        case ImageFormat::gif:
            return read_gif(bytes, header);
        case ImageFormat::webp:
            return read_webp(bytes, header);
        case ImageFormat::avif:
        case ImageFormat::heif:
            return read_heif(bytes, header);
        case ImageFormat::bmp:
            return read_bmp(bytes, header);
        case ImageFormat::ico:
            return read_ico(bytes, header);
        case ImageFormat::svg:
            return;
    }
}

}  // namespace

std::string_view name_of(ImageFormat format) {
    constexpr std::string_view names[] = {"JPEG", "PNG", "GIF", "WebP", "AVIF", "HEIF", "BMP", "ICO", "SVG"};
    return names[static_cast<std::size_t>(format)];
}

void take_size(std::uint32_t width, std::uint32_t height, ImageHeader& header) {
    if (width == 0 || height == 0 || width > max_edge || height > max_edge) return;
    header.width = static_cast<int>(width);
    header.height = static_cast<int>(height);
}

ImageHeader read_header(std::string_view prefix) {
    const Bytes bytes(prefix);
    ImageHeader header;
    header.format = format_of(bytes);
    if (header.format) {
        read_size(bytes, header);
    } else {
        const std::size_t brands = bytes.says(4, "ftyp") ? std::min(bytes.big32(0), most_brand_bytes) : 0;
        need(std::max<std::size_t>(signature_bytes, brands), bytes, header);
    }
    return header;
}

std::optional<ImageProbe> probe_image(std::string_view prefix) {
    const ImageHeader header = read_header(prefix);
    if (!header.format || header.width == 0) return std::nullopt;
    return ImageProbe{*header.format, header.width, header.height, header.motion};
}

}  // namespace masthead::image
