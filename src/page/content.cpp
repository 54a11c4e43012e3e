// Three passes: the blocks of the text are joined with the tables and pictures that belong to them into parts in
// document order; the lists and quotes around each part are counted; then part after part is written, the lists and
// quotes that the next one shares staying open.
#include "page/content.h"

#include "core/ascii.h"
#include "html/allowed.h"
#include "page/content_pictures.h"
#include "page/content_tables.h"
#include "page/content_writer.h"
#include "page/hints.h"

#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <vector>

namespace masthead::page {
namespace {

struct Part {
    enum class Kind : std::uint8_t { picture, block, table };  // In their order at one place.
    Kind kind = Kind::block;
    NodeIndex place = 0;      // In the order of the page.
    NodeIndex node = 0;       // What stands around this one stands around the part.
    std::uint32_t index = 0;  // Of the block, or of the picture.
    NodeIndex holder = 0;     // The innermost list item, quote or the like around it; 0: none.
};

// An element that may stand around parts.
struct Level {
    NodeIndex node = 0;
    std::string_view name;
    bool operator==(const Level&) const = default;
};

bool holds_items(std::string_view name) {
    return name == "ul" || name == "ol" || name == "dl";
}

// Whether a part in it needs no paragraph of its own if it is the only one.
bool holds_a_line(std::string_view name) {
    return name == "li" || name == "dd" || name == "dt";
}

class Content {
  public:
    Content(const Outline& outline, const MainText& main_text, const core::Url* base, const ContentOptions& options)
        : tree_(outline.tree),
          list_(outline.blocks),
          outline_(outline),
          main_text_(main_text),
          options_(options),
          writer_(outline.tree, base) {}

    std::string write() {
        if (main_text_.blocks.empty()) return {};
        collect();
        count();
        for (const Part& part : parts_) {
            if (writer_.size() >= options_.max_bytes) break;
            write_part(part);
        }
        close_down_to(0);
        return writer_.take();
    }

  private:
    // --- what belongs to the article
    void collect() {
        const std::vector<NodeIndex> tables = find_tables(outline_, main_text_, options_);
        pictures_ = find_pictures(outline_, main_text_, tables, writer_, options_);
        std::size_t table = 0;
        for (const std::uint32_t b : main_text_.blocks) {
            const NodeIndex node = list_.blocks[b].first_node;
            while (table < tables.size() && tree_[tables[table]].end <= node) ++table;
            const bool is_in_table = table < tables.size() && tables[table] < node;
            const bool is_caption = std::ranges::any_of(pictures_, [&](const Picture& picture) {
                return picture.caption != 0 && picture.caption < node && node < tree_[picture.caption].end;
            });
            if (!is_in_table && !is_caption) parts_.push_back({Part::Kind::block, node, node, b, 0});
        }
        for (const NodeIndex node : tables) parts_.push_back({Part::Kind::table, node, node, 0, 0});
        for (std::uint32_t i = 0; i < pictures_.size(); ++i)
            parts_.push_back({Part::Kind::picture, place_of(pictures_[i].node), pictures_[i].node, i, 0});
        std::ranges::sort(parts_, [](const Part& left, const Part& right) {
            return left.place != right.place ? left.place < right.place : left.kind < right.kind;
        });
    }

    // A picture inside a line of text stands behind it.
    [[nodiscard]] NodeIndex place_of(NodeIndex picture) const {
        for (const std::uint32_t b : main_text_.blocks) {
            const Block& block = list_.blocks[b];
            if (block.first_node < picture && picture < block.end_node) return block.end_node;
        }
        return picture;
    }

    void count() {
        for (Part& part : parts_) {
            find_levels(part.node);
            part.holder = wanted_.empty() ? 0 : wanted_.back().node;
            if (part.holder != 0) ++held_[part.holder];
        }
    }

    // --- structure
    // The lists and quotes around a node, outermost first, as far as they may stand in each other; into `wanted_`.
    void find_levels(NodeIndex node) {
        wanted_.clear();
        path_.clear();
        const NodeIndex container = main_text_.container;
        NodeIndex i = tree_[node].parent;
        for (; i > container; i = tree_[i].parent) path_.push_back(i);
        if (i != 0 && i == container && is_list(tree_[i].tag)) path_.push_back(i);
        for (const NodeIndex level : std::views::reverse(path_)) {
            const std::string_view name = level_name(tree_[level].tag);
            if (name.empty() || wanted_.size() >= options_.most_levels) continue;
            const std::string_view around = wanted_.empty() ? std::string_view() : wanted_.back().name;
            if (may_stand_in(name, around)) wanted_.push_back({level, name});
        }
        while (!wanted_.empty() && holds_items(wanted_.back().name)) wanted_.pop_back();
    }

    static bool is_list(Tag tag) { return tag == Tag::ul || tag == Tag::ol || tag == Tag::dl; }

    static std::string_view level_name(Tag tag) {
        const bool is_level =
            is_list(tag) || tag == Tag::li || tag == Tag::dd || tag == Tag::dt || tag == Tag::blockquote;
        return is_level ? name_of(tag) : std::string_view();
    }

    static bool may_stand_in(std::string_view name, std::string_view around) {
        if (name == "li") return around == "ul" || around == "ol";
        if (name == "dd" || name == "dt") return around == "dl";
        return !holds_items(around);
    }

    void close_down_to(std::size_t levels) {
        while (open_.size() > levels) {
            writer_.close();
            open_.pop_back();
        }
        if (levels == 0) writer_.end_of_part();
    }

    void open_levels(NodeIndex node) {
        find_levels(node);
        const auto [had, wants] = std::ranges::mismatch(open_, wanted_);
        close_down_to(static_cast<std::size_t>(had - open_.begin()));
        for (const Level& level : std::ranges::subrange(wants, wanted_.end())) {
            writer_.open(level.name);
            open_.push_back(level);
        }
    }

    // --- writing
    void write_part(const Part& part) {
        open_levels(part.node);
        switch (part.kind) {
            case Part::Kind::block:
                write_block(part);
                break;
            case Part::Kind::table:
                write_table(outline_, part.node, writer_);
                break;
            case Part::Kind::picture:
                write_picture(outline_, pictures_[part.index], writer_);
                break;
        }
        if (open_.empty()) writer_.end_of_part();
    }

    void write_block(const Part& part) {
        const Block& block = list_.blocks[part.index];
        const NodeIndex scope = main_text_.container;
        const std::string_view name = leaf_name(block, part);
        if (!name.empty()) writer_.open(name);
        if (block.kind == BlockKind::preformatted)
            writer_.preformatted(block.first_node, block.end_node, scope);
        else
            writer_.line(block.first_node, block.end_node, scope);
        if (!name.empty()) writer_.close();
    }

    [[nodiscard]] std::string_view leaf_name(const Block& block, const Part& part) const {
        if (block.kind == BlockKind::preformatted) return "pre";
        if (block.kind == BlockKind::heading) {
            NodeIndex heading = block.parent;
            while (heading != 0 && !is_heading(tree_[heading].tag)) heading = tree_[heading].parent;
            // The page's own heading is the article's title.
            return heading == 0 || tree_[heading].tag == Tag::h1 ? std::string_view("h2") : name_of(tree_[heading].tag);
        }
        const bool is_alone = part.holder != 0 && held_.at(part.holder) == 1;
        return is_alone && holds_a_line(name_of(tree_[part.holder].tag)) ? std::string_view() : std::string_view("p");
    }

    const Tree& tree_;
    const BlockList& list_;
    const Outline& outline_;
    const MainText& main_text_;
    const ContentOptions& options_;
    ContentWriter writer_;
    std::vector<Part> parts_;
    std::vector<Picture> pictures_;
    std::unordered_map<NodeIndex, std::uint32_t> held_;  // Parts of each holder.
    std::vector<Level> open_;
    std::vector<Level> wanted_;
    std::vector<NodeIndex> path_;
};

}  // namespace

std::string write_content(const Outline& outline, const MainText& main_text, const core::Url* base,
                          const ContentOptions& options) {
    return Content(outline, main_text, base, options).write();
}

std::string content_of_text(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find("\n\n", at), text.size());
        std::string line;
        html::append_folded(line, 0, html::visible_text(text.substr(at, end - at)));
        while (line.ends_with(' ')) line.pop_back();
        at = end + 2;
        if (line.empty()) continue;
        out += "<p>";
        html::append_escaped(out, line);
        out += "</p>\n";
    }
    return out;
}

}  // namespace masthead::page
