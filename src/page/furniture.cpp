#include "page/furniture.h"

#include "page/hints.h"

#include <algorithm>

namespace masthead::page {
namespace {

constexpr std::uint32_t furniture = hint_boilerplate | hint_comments | hint_caption | hint_hidden;
// Lines about the article rather than of it, if they are short.
constexpr std::uint32_t small_furniture = hint_byline | hint_date;

class FurnitureFinder {
  public:
    FurnitureFinder(const Outline& outline, std::span<const double> values, const MainTextOptions& options)
        : tree_(outline.tree), hints_(outline.hints), list_(outline.blocks), values_(values), options_(options) {
        text_sums_.assign(tree_.size() + 1, 0);
        table_sums_.assign(tree_.size() + 1, 0);
        for (NodeIndex i = 0; i < tree_.size(); ++i) {
            const Tag tag = tree_[i].tag;
            const bool is_table = tag == Tag::table || tag == Tag::pre || tag == Tag::blockquote;
            text_sums_[i + 1] = text_sums_[i] + tree_[i].text.size();
            table_sums_[i + 1] = table_sums_[i] + (is_table ? 1U : 0U);
        }
        letter_sums_.assign(list_.blocks.size() + 1, 0);
        for (std::size_t i = 0; i < list_.blocks.size(); ++i)
            letter_sums_[i + 1] = letter_sums_[i] + list_.blocks[i].letters;
    }

    std::vector<char> run() {
        start();
        const double all = sums_.back();
        drop([&](NodeIndex i) { return is_sure(i) ? options_.protected_share : never; });
        const double outside = sums_.back();
        std::vector<char> sure = dropped_;
        drop([&](NodeIndex i) { return is_named(i) ? protection_of(i) : never; });
        if (is_enough(sums_.back(), outside)) return std::move(dropped_);

        // The names took nearly all: the outermost of them can only be layout.
        dropped_ = std::move(sure);
        drop([&](NodeIndex i) { return is_named(i) ? options_.doubted_share : never; });
        if (sums_.back() >= options_.least_text || all <= 0) return std::move(dropped_);

        // Nor is what is no furniture by name anywhere else: a page of comments, a text inside a form or a dialog.
        start();
        drop([&](NodeIndex i) {
            const bool is_comment = (hints_[i] & (hint_comments | hint_consent)) == hint_comments;
            return !is_comment && (is_sure(i) || is_named(i)) ? options_.doubted_share : never;
        });
        return std::move(dropped_);
    }

  private:
    static constexpr double never = -1;

    void start() {
        dropped_.assign(list_.blocks.size(), 0);
        sum_up();
    }

    [[nodiscard]] bool is_enough(double left, double before) const {
        return left >= options_.least_text && left >= options_.least_share_left * before;
    }

    // By its element or role, comments, consent boxes and what is hidden.
    [[nodiscard]] bool is_sure(NodeIndex node) const {
        return (hints_[node] & (hint_element | hint_comments | hint_consent | hint_hidden)) != 0;
    }
    [[nodiscard]] bool is_named(NodeIndex node) const { return !is_sure(node) && hint_of(node) != 0; }

    // Figures hold a picture and words about it, or a table that is the text's own.
    [[nodiscard]] std::uint32_t hint_of(NodeIndex node) const {
        const std::uint32_t hint = hints_[node] & (furniture | small_furniture);
        const bool is_picture = tree_[node].tag == Tag::figure && table_sums_[tree_[node].end] == table_sums_[node];
        return is_picture ? hint | hint_caption : hint;
    }

    [[nodiscard]] double protection_of(NodeIndex node) const {
        return (hints_[node] & hint_body) != 0 ? options_.protected_body_share : options_.protected_share;
    }

    void sum_up() {
        sums_.assign(values_.size() + 1, 0);
        for (std::size_t i = 0; i < values_.size(); ++i)
            sums_[i + 1] = sums_[i] + (dropped_[i] != 0 ? 0.0 : values_[i]);
    }

    // Drops the elements for which `protection` gives a share, unless they hold more of all text left than that.
    template <typename Protection>
    void drop(const Protection& protection) {
        const double all = sums_.back();
        for (NodeIndex i = 1; i < tree_.size();) {
            const double share = can_go(i) ? protection(i) : never;
            if (share < 0) {
                ++i;
                continue;
            }
            const BlockRange range = list_.of_node[i];
            if (all > 0 && sums_[range.end] - sums_[range.begin] > share * all) {
                ++i;
                continue;
            }
            std::fill(dropped_.begin() + range.begin, dropped_.begin() + range.end, char{1});
            i = std::max(i + 1, tree_[i].end);
        }
        sum_up();
    }

    [[nodiscard]] bool can_go(NodeIndex node) const {
        const std::uint32_t hint = hint_of(node);
        const Tag tag = tree_[node].tag;
        if (hint == 0 || tag == Tag::body || tag == Tag::html || tag == Tag::text) return false;
        const BlockRange range = list_.of_node[node];
        if (range.begin >= range.end || !is_whole(node, range)) return false;
        return (hint & furniture) != 0 ||
               letter_sums_[range.end] - letter_sums_[range.begin] <= options_.small_furniture_letters;
    }

    // Inline elements lie inside a block: they take it with them only if they are all of it.
    [[nodiscard]] bool is_whole(NodeIndex node, BlockRange range) const {
        if (is_block(tree_[node].tag) || range.end - range.begin != 1) return true;
        constexpr std::size_t surroundings = 8;  // Bytes of marks and spaces around it.
        return text_sums_[tree_[node].end] - text_sums_[node] + surroundings >= list_.blocks[range.begin].length;
    }

    const Tree& tree_;
    const std::vector<std::uint32_t>& hints_;
    const BlockList& list_;
    std::span<const double> values_;
    const MainTextOptions& options_;
    std::vector<std::size_t> text_sums_;     // Bytes of text before each node.
    std::vector<std::uint32_t> table_sums_;  // Tables, quotes and listings before each node.
    std::vector<std::size_t> letter_sums_;   // Letters before each block.
    std::vector<double> sums_;               // Worth of what is left before each block.
    std::vector<char> dropped_;
};

}  // namespace

std::vector<char> find_furniture(const Outline& outline, std::span<const double> values,
                                 const MainTextOptions& options) {
    return FurnitureFinder(outline, values, options).run();
}

}  // namespace masthead::page
