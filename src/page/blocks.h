// The page as a list of text blocks in document order: what stands between the beginnings and ends of block elements.
#pragma once

#include "page/markup.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

enum class BlockKind : std::uint8_t { loose, paragraph, heading, item, quote, cell, preformatted };

struct Block {
    NodeIndex parent = 0;      // The innermost block element around it.
    NodeIndex first_node = 0;  // Its text nodes lie in [first_node, end_node), and no other block's.
    NodeIndex end_node = 0;
    std::uint32_t begin = 0;    // Into BlockList::text.
    std::uint32_t length = 0;   // Bytes.
    std::uint32_t letters = 0;  // Characters that are no space, wide ones (Han, kana, Hangul) counted twice.
    std::uint32_t link_letters = 0;
    std::uint32_t strong_letters = 0;
    std::uint32_t sentence_marks = 0;  // . ! ? … and the wide ones, before a space or the end.
    std::uint32_t commas = 0;
    BlockKind kind = BlockKind::loose;
    bool ends_sentence = false;

    [[nodiscard]] double link_share() const {
        return letters == 0 ? 0.0 : static_cast<double>(link_letters) / static_cast<double>(letters);
    }
};

struct BlockRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

struct BlockList {
    std::string text;
    std::vector<Block> blocks;
    std::vector<BlockRange> of_node;  // Which blocks lie inside each node.
    [[nodiscard]] std::string_view text_of(const Block& block) const {
        return std::string_view(text).substr(block.begin, block.length);
    }
};

// Elements whose content is no text of the page: form fields, the head, players, what stands in for scripts.
[[nodiscard]] bool is_never_text(Tag tag);

// O(n) in the tree's size and text.
[[nodiscard]] BlockList find_blocks(const Tree& tree);

}  // namespace masthead::page
