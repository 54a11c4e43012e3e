#include "page/blocks.h"

#include "core/ascii.h"
#include "text/utf8.h"

#include <algorithm>

namespace masthead::page {
namespace {

BlockKind kind_of(Tag tag, BlockKind around) {
    switch (tag) {
        case Tag::p:
            return around == BlockKind::item || around == BlockKind::cell || around == BlockKind::quote
                       ? around
                       : BlockKind::paragraph;
        case Tag::h1:
        case Tag::h2:
        case Tag::h3:
        case Tag::h4:
        case Tag::h5:
        case Tag::h6:
            return BlockKind::heading;
        case Tag::li:
        case Tag::dd:
        case Tag::dt:
            return BlockKind::item;
        case Tag::blockquote:
            return BlockKind::quote;
        case Tag::td:
        case Tag::th:
            return BlockKind::cell;
        case Tag::pre:
            return BlockKind::preformatted;
        default:
            return around == BlockKind::paragraph ? BlockKind::loose : around;
    }
}

bool is_wide(char32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) ||
           (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

std::uint32_t count_letters(std::string_view text) {
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            count += byte > 0x20 ? 1U : 0U;
            ++i;
            continue;
        }
        count += is_wide(text::next_character(text, i)) ? 2U : 1U;
    }
    return count;
}

// How a character ends or divides sentences.
bool is_sentence_end(char32_t c) {
    return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'।' || c == U'؟' || c == U'۔' || c == U'։' ||
           c == U'።';
}
// Those after which Chinese and Japanese put no space.
bool is_wide_sentence_end(char32_t c) {
    return c == U'。' || c == U'！' || c == U'？' || c == U'．';
}
// Thai, Lao, Khmer, Burmese and Tibetan sentences end with a space at most.
bool is_without_marks(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0FFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}
bool is_closing(char32_t c) {
    return c == U'"' || c == U'\'' || c == U')' || c == U'”' || c == U'’' || c == U'»' || c == U'“' || c == U'」' ||
           c == U']';
}
bool is_comma(char32_t c) {
    return c == U',' || c == U'，' || c == U'、' || c == U';' || c == U'،';
}

class BlockFinder {
  public:
    explicit BlockFinder(const Tree& tree) : tree_(tree) { list_.of_node.resize(tree.size()); }

    BlockList run() {
        for (NodeIndex i = 0; i < tree_.size();) {
            leave_until(i);
            const Node& node = tree_[i];
            if (node.tag == Tag::text) {
                take_text(i, node.text);
                ++i;
            } else if (is_never_text(node.tag)) {
                if (is_block(node.tag))
                    flush();
                else
                    append_folded(list_.text, current_.begin, " ");
                mark_empty(i, node.end);
                i = node.end;
            } else {
                enter(i, node);
                ++i;
            }
        }
        leave_until(tree_.size());
        flush();
        return std::move(list_);
    }

  private:
    struct Level {
        NodeIndex index;
        BlockKind kind;
        Tag tag;
        bool is_block;
    };

    void mark_empty(NodeIndex begin, NodeIndex end) {
        const auto here = static_cast<std::uint32_t>(list_.blocks.size());
        for (NodeIndex i = begin; i < end; ++i) list_.of_node[i] = {here, here};
    }

    void enter(NodeIndex index, const Node& node) {
        if (node.tag == Tag::br) {
            take_break();
            mark_empty(index, index + 1);
            return;
        }
        const bool block = is_block(node.tag) && node.tag != Tag::picture && node.tag != Tag::source &&
                           node.tag != Tag::meta && node.tag != Tag::link;
        if (block) flush();
        if (node.tag == Tag::a) ++links_;
        if (node.tag == Tag::b || node.tag == Tag::strong) ++strong_;
        const BlockKind around = levels_.empty() ? BlockKind::loose : levels_.back().kind;
        levels_.push_back({index, block ? kind_of(node.tag, around) : around, node.tag, block});
        list_.of_node[index].begin = static_cast<std::uint32_t>(list_.blocks.size());
        if (block) blocks_open_.push_back(levels_.back());
    }

    void leave_until(NodeIndex next) {
        while (!levels_.empty() && tree_[levels_.back().index].end <= next) {
            const Level level = levels_.back();
            if (level.is_block) {
                flush();
                blocks_open_.pop_back();
            }
            if (level.tag == Tag::a) --links_;
            if (level.tag == Tag::b || level.tag == Tag::strong) --strong_;
            // An inline element's text lies in the block that is still open: count that one in.
            const bool is_open = list_.text.size() > current_.begin;
            list_.of_node[level.index].end = static_cast<std::uint32_t>(list_.blocks.size() + (is_open ? 1U : 0U));
            levels_.pop_back();
        }
    }

    void take_text(NodeIndex index, std::string_view text) {
        const std::size_t before = list_.text.size();
        append_folded(list_.text, current_.begin, text);
        if (list_.text.size() == before) return;
        if (current_.end_node == 0) current_.first_node = index;
        current_.end_node = index + 1;
        if (!std::ranges::all_of(text, core::is_space)) breaks_ = 0;
        const std::uint32_t letters = count_letters(std::string_view(list_.text).substr(before));
        current_.letters += letters;
        if (links_ > 0) current_.link_letters += letters;
        if (strong_ > 0) current_.strong_letters += letters;
    }

    // Two line breaks in a row are how old pages part paragraphs; one is a space.
    void take_break() {
        if (++breaks_ >= 2)
            flush();
        else
            append_folded(list_.text, current_.begin, " ");
    }

    void flush() {
        breaks_ = 0;
        while (list_.text.size() > current_.begin && list_.text.back() == ' ') list_.text.pop_back();
        if (list_.text.size() == current_.begin) {
            current_ = Block{.begin = current_.begin};
            return;
        }
        current_.length = static_cast<std::uint32_t>(list_.text.size() - current_.begin);
        current_.parent = blocks_open_.empty() ? 0 : blocks_open_.back().index;
        current_.kind = blocks_open_.empty() ? BlockKind::loose : blocks_open_.back().kind;
        count_marks(list_.text_of(current_));
        list_.blocks.push_back(current_);
        current_ = Block{.begin = static_cast<std::uint32_t>(list_.text.size())};
    }

    void count_marks(std::string_view text) {
        constexpr std::uint32_t letters_a_sentence = 60;
        bool was_wide = false;
        std::uint32_t markless = 0;
        bool after_end = false;  // A sentence's end was seen, with nothing but closing marks since.
        for (std::size_t i = 0; i < text.size();) {
            if (core::is_alpha(text[i]) || (text[i] == ' ' && !after_end)) {  // Nearly all of a text.
                after_end = false;
                ++i;
                continue;
            }
            const char32_t c = text::next_character(text, i);
            if (is_comma(c)) ++current_.commas;
            if (after_end && (c == U' ' || was_wide)) ++current_.sentence_marks;
            was_wide = is_wide_sentence_end(c);
            if (is_without_marks(c)) ++markless;
            after_end = was_wide || is_sentence_end(c) || c == U':' ? true : after_end && is_closing(c);
        }
        current_.ends_sentence = after_end;
        if (after_end) ++current_.sentence_marks;
        current_.sentence_marks += markless / letters_a_sentence;
    }

    const Tree& tree_;
    BlockList list_;
    Block current_;
    std::vector<Level> levels_;
    std::vector<Level> blocks_open_;
    int links_ = 0;
    int strong_ = 0;
    int breaks_ = 0;
};

}  // namespace

// Form fields and the head hold no text of the article; noscript repeats what a script shows.
bool is_never_text(Tag tag) {
    switch (tag) {
        case Tag::head:
        case Tag::noscript:
        case Tag::select:
        case Tag::option:
        case Tag::optgroup:
        case Tag::button:
        case Tag::textarea:
        case Tag::iframe:
        case Tag::object:
        case Tag::audio:
        case Tag::video:
        case Tag::map:
        case Tag::input:
        case Tag::title:
            return true;
        default:
            return false;
    }
}

BlockList find_blocks(const Tree& tree) {
    return BlockFinder(tree).run();
}

}  // namespace masthead::page
