// The pictures of an article, the lead first.
#pragma once

#include "model/image.h"
#include "page/material.h"

#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct PictureOptions {
    std::size_t most = 16;                 // Pictures of an article that are kept.
    std::size_t letters_above_lead = 500;  // Of the text; a figure further down does not lead it.
    int sure_width = 400;                  // Pixels; a figure this wide, or with a caption, leads a text by itself.
    std::size_t most_losers = 4;           // Named in the evidence.
};

// The lead and the others, each asset once, with absolute addresses. What the page declares (og:image, JSON-LD image,
// twitter:image, link image_src, preload) leads if the article shows it too; else the figure above or near the
// beginning of the text leads; else what is declared first; else the widest picture of the text. Logos, icons,
// placeholders, trackers, drawings, data: addresses and bad shapes are left out, and a page of nothing else has no
// picture. Widths and heights are those of the markup. `evidence` gets where the lead came from and what was passed
// over, with the reason. O(n).
[[nodiscard]] std::vector<model::Image> find_images(const Material& material, Evidence& evidence,
                                                    const PictureOptions& options = {});

// Why a picture of this address is none of the news: "a logo by its name"; empty: nothing speaks against it. O(n).
[[nodiscard]] std::string_view fault_of_address(std::string_view url);

}  // namespace masthead::page
