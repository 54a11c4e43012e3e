// Pictures of the article's content: which stand in it, where they really lie, and what their captions say.
#pragma once

#include "page/content.h"
#include "page/content_writer.h"

#include <string>
#include <vector>

namespace masthead::page {

struct Picture {
    NodeIndex node = 0;
    NodeIndex figure = 0;    // The figure element around it; 0: none.
    NodeIndex caption = 0;   // The element that holds its words; 0: none.
    std::string attributes;  // As the allow-list gives them.
};

// In document order. Left out: what stands in furniture, in `tables`, in links to other pages, after the text without
// words of its own, icons, counting pixels, stand-ins, the same address again. Pictures that scripts would load later
// are found in data-src, srcset, the picture's sources and noscript.
[[nodiscard]] std::vector<Picture> find_pictures(const Outline& outline, const MainText& main_text,
                                                 const std::vector<NodeIndex>& tables, ContentWriter& writer,
                                                 const ContentOptions& options);

void write_picture(const Outline& outline, const Picture& picture, ContentWriter& writer);

}  // namespace masthead::page
