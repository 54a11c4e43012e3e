// Any bytes as the beginning of a picture. Properties: a size has two sides; a shorter prefix never finds another
// format where it finds one with a size, asks for more than it has or for nothing, and what was found stays found.
#include "image/probe.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using masthead::image::ImageFormat;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = masthead::image::read_header(bytes);
    for (const std::size_t length : {size, size / 2, size / 3, size > 0 ? size - 1 : size}) {
        const auto header = masthead::image::read_header(bytes.substr(0, length));
        if ((header.width > 0) != (header.height > 0) || header.width < 0 || header.height < 0) std::abort();
        if (header.bytes_needed != 0 && header.bytes_needed <= length) std::abort();
        if (header.bytes_needed != 0 && header.width > 0) std::abort();
        const bool keeps_its_place =
            header.format && *header.format != ImageFormat::heif && *header.format != ImageFormat::avif;
        if (keeps_its_place && header.width > 0 && (header.width != whole.width || header.height != whole.height))
            std::abort();
    }
    const auto probe = masthead::image::probe_image(bytes);
    if (probe.has_value() != (whole.format.has_value() && whole.width > 0)) std::abort();
    return 0;
}
