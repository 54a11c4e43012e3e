#include "page/content_tables.h"

#include <algorithm>
#include <array>

namespace masthead::page {
namespace {

std::size_t letters_of(const BlockList& list, BlockRange range) {
    std::size_t letters = 0;
    for (std::uint32_t b = range.begin; b < range.end; ++b) letters += list.blocks[b].letters;
    return letters;
}

bool is_cell(Tag tag) {
    return tag == Tag::td || tag == Tag::th;
}

// At least two rows of at least two cells, with no paragraph of text among them.
bool holds_data(const Outline& outline, NodeIndex table, const ContentOptions& options) {
    const Tree& tree = outline.tree;
    const std::string_view role = tree.attribute(table, AttributeName::role);
    if (role == "presentation" || role == "none") return false;
    std::size_t wide_rows = 0;
    std::size_t all_cells = 0;
    std::size_t cells = 0;  // Of the row at hand.
    bool has_text = false;
    const auto end_row = [&] {
        if (cells >= 2 && has_text) ++wide_rows;
        cells = 0;
        has_text = false;
    };
    for (NodeIndex i = table + 1; i < tree[table].end; ++i) {
        const Tag tag = tree[i].tag;
        if (tag == Tag::table || is_heading(tag)) return false;
        if (tag == Tag::tr) end_row();
        if (!is_cell(tag)) continue;
        ++cells;
        const std::size_t letters = letters_of(outline.blocks, outline.blocks.of_node[i]);
        has_text = has_text || letters > 0;
        if (letters > options.longest_cell || ++all_cells > options.most_cells) return false;
    }
    end_row();
    return wide_rows >= 2;
}

NodeIndex table_around(const Tree& tree, NodeIndex node, NodeIndex container) {
    for (NodeIndex i = tree[node].parent; i > container; i = tree[i].parent) {
        if (tree[i].tag == Tag::table) return i;
    }
    return container != 0 && tree[container].tag == Tag::table ? container : 0;
}

// A cell's attributes: only those that keep the columns in their places.
std::string span_of(const Tree& tree, NodeIndex cell, ContentWriter& writer) {
    const std::array spans{RawAttribute{"colspan", tree.attribute(cell, AttributeName::colspan)},
                           RawAttribute{"rowspan", tree.attribute(cell, AttributeName::rowspan)}};
    if (spans[0].second.empty() && spans[1].second.empty()) return {};
    return writer.allowed("td", spans).value_or("");
}

void write_cell(const Outline& outline, NodeIndex cell, ContentWriter& writer) {
    const BlockRange range = outline.blocks.of_node[cell];
    writer.open(name_of(outline.tree[cell].tag), span_of(outline.tree, cell, writer));
    writer.write_even_if_empty();
    for (std::uint32_t b = range.begin; b < range.end; ++b) {
        const Block& block = outline.blocks.blocks[b];
        const bool is_alone = range.end - range.begin == 1;
        if (!is_alone) writer.open("p");
        writer.line(block.first_node, block.end_node, cell);
        if (!is_alone) writer.close();
    }
    writer.close();
}

// The row in which a cell stands, and the section in which a row stands; 0: none.
NodeIndex parent_of(const Tree& tree, NodeIndex node, Tag wanted, NodeIndex table) {
    NodeIndex i = tree[node].parent;
    while (i > table && tree[i].tag != wanted) i = tree[i].parent;
    return i > table ? i : 0;
}

std::string_view section_of(const Tree& tree, NodeIndex row, NodeIndex table) {
    if (parent_of(tree, row, Tag::thead, table) != 0) return "thead";
    return parent_of(tree, row, Tag::tfoot, table) != 0 ? "tfoot" : "tbody";
}

void write_rows(const Outline& outline, NodeIndex table, ContentWriter& writer) {
    const Tree& tree = outline.tree;
    std::string_view section;
    NodeIndex row = 0;
    for (NodeIndex i = table + 1; i < tree[table].end; ++i) {
        if (!is_cell(tree[i].tag)) continue;
        const NodeIndex around = parent_of(tree, i, Tag::tr, table);
        if (around == 0 || letters_of(outline.blocks, outline.blocks.of_node[around]) == 0) continue;
        if (around != row) {
            if (row != 0) writer.close();
            const std::string_view in = section_of(tree, around, table);
            if (in != section) {
                if (!section.empty()) writer.close();
                writer.open(in);
                section = in;
            }
            writer.open("tr");
            row = around;
        }
        write_cell(outline, i, writer);
    }
    if (row != 0) writer.close();
    if (!section.empty()) writer.close();
}

}  // namespace

std::vector<NodeIndex> find_tables(const Outline& outline, const MainText& main_text, const ContentOptions& options) {
    std::vector<NodeIndex> tables;
    std::size_t chosen = 0;  // Letters of the table at hand.
    NodeIndex table = 0;
    const auto end_table = [&] {
        if (table == 0) return;
        const auto all = static_cast<double>(letters_of(outline.blocks, outline.blocks.of_node[table]));
        if (static_cast<double>(chosen) >= options.least_share_of_table * all && holds_data(outline, table, options))
            tables.push_back(table);
    };
    for (const std::uint32_t b : main_text.blocks) {
        const Block& block = outline.blocks.blocks[b];
        const NodeIndex around = table_around(outline.tree, block.first_node, main_text.container);
        if (around != table) {
            end_table();
            table = around;
            chosen = 0;
        }
        chosen += block.letters;
    }
    end_table();
    return tables;
}

void write_table(const Outline& outline, NodeIndex table, ContentWriter& writer) {
    const Tree& tree = outline.tree;
    writer.open("table");
    for (NodeIndex i = table + 1; i < tree[table].end; ++i) {
        if (tree[i].tag != Tag::caption) continue;
        writer.open("caption");
        writer.line(i + 1, tree[i].end, i);
        writer.close();
        break;
    }
    write_rows(outline, table, writer);
    writer.close();
}

}  // namespace masthead::page
