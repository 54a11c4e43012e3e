// The readers behind `read_header`, one for each format whose size is not at a fixed place.
#pragma once

#include "image/bytes.h"
#include "image/probe.h"

namespace masthead::image {

// Each takes a beginning that its signature was found in, and fills in all but the format.
void read_jpeg(const Bytes& bytes, ImageHeader& header);
void read_gif(const Bytes& bytes, ImageHeader& header);
void read_heif(const Bytes& bytes, ImageHeader& header);  // AVIF too.

// Takes a size if it can be one: neither side nothing nor beyond what any format means.
void take_size(std::uint32_t width, std::uint32_t height, ImageHeader& header);

}  // namespace masthead::image
