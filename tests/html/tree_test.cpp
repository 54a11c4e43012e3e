#include "html/reader.h"

#include <gtest/gtest.h>

namespace masthead::html {
namespace {

TEST(Tree, SubtreesAreRanges) {
    const ReadMarkup page = read_html("<div><p>a<b>b</b></p></div><p>c", {});
    for (NodeIndex i = 0; i < page.tree.size(); ++i) {
        EXPECT_GT(page.tree[i].end, i);
        EXPECT_LE(page.tree[i].end, page.tree[page.tree[i].parent].end);
    }
    EXPECT_EQ(page.tree.text_of(0), "ab c");
}

}  // namespace
}  // namespace masthead::html
