// Tables of the article's content: which hold data, and how they are written.
#pragma once

#include "page/content.h"
#include "page/content_writer.h"

#include <vector>

namespace masthead::page {

// The tables in which blocks of the text stand and that hold data rather than lay out the page, in document order; none
// lies in another. Such a table is written whole, so that its columns keep their places.
[[nodiscard]] std::vector<NodeIndex> find_tables(const Outline& outline, const MainText& main_text,
                                                 const ContentOptions& options);

void write_table(const Outline& outline, NodeIndex table, ContentWriter& writer);

}  // namespace masthead::page
