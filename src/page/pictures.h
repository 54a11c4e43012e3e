// The pictures of an article, the lead first.
#pragma once

#include "model/image.h"
#include "page/material.h"

#include <vector>

namespace masthead::page {

// og:image, JSON-LD image, twitter:image, then the pictures of the main text from the largest; logos, icons, trackers
// and the same address again are left out. Addresses are absolute. `evidence` gets where the lead came from. O(n).
[[nodiscard]] std::vector<model::Image> find_images(const Material& material, Evidence& evidence);

}  // namespace masthead::page
