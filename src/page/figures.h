// The pictures that stand in the article or right above its text, as the markup has them.
#pragma once

#include "model/image.h"
#include "page/material.h"
#include "page/source_set.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace masthead::page {

struct Figure {
    model::Image image;  // The widest address of its source set; title: the caption, else the alternative text.
    NodeIndex node = 0;
    std::size_t letters_before = 0;  // Of the article's text that stands before it.
    bool is_captioned = false;       // Stands in a figure with a caption.
    bool is_linked = false;          // To something that is no picture: likely another article's teaser.
};

struct FigureOptions {
    std::size_t most = 48;              // Of one page, in its order.
    std::size_t longest_caption = 400;  // Characters.
    int smallest_width = 200;           // Pixels, where the markup says; below, or
    int smallest_height = 100;          // below this, a picture is furniture.
    double widest_shape = 3.6;          // Width by height; wider is a banner.
    double tallest_shape = 0.3;         // Taller is a column or a story's cover.
    std::size_t most_parents_to_figure = 8;
};

// In document order; those in furniture (navigation, related articles, author boxes, comments) are left out. O(n).
[[nodiscard]] std::vector<Figure> find_figures(const Material& material, const FigureOptions& options = {});

// A known shape or size that no picture of an article has; nothing known is no reason.
[[nodiscard]] bool has_bad_shape(const model::Image& image, const FigureOptions& options = {});

// The number that a side's text begins with, five digits of it at most: "640px" is 640; 0 if there is none.
[[nodiscard]] int leading_number(std::string_view text);

}  // namespace masthead::page
