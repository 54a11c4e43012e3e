#include "page/content_pictures.h"

#include "core/ascii.h"
#include "page/hints.h"
#include "page/source_set.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

namespace masthead::page {
namespace {

constexpr std::uint32_t furniture = hint_boilerplate | hint_comments | hint_elsewhere | hint_byline;
constexpr int most_levels_to_caption = 3;  // From a picture up to the element that holds it and its words.

// Parts of file names of pictures that count readers or keep a place.
constexpr std::array stand_ins{
    std::string_view("pixel"),     std::string_view("beacon"),      std::string_view("spacer"),
    std::string_view("blank."),    std::string_view("placeholder"), std::string_view("1x1"),
    std::string_view("lazyload"),  std::string_view("transparent"), std::string_view("clear.gif"),
    std::string_view("count.gif"), std::string_view("tracker"),     std::string_view("loading.")};

constexpr std::array picture_endings{std::string_view(".jpg"), std::string_view(".jpeg"), std::string_view(".png"),
                                     std::string_view(".gif"), std::string_view(".webp"), std::string_view(".avif")};

std::string_view file_of(std::string_view address) {
    const std::string_view path = address.substr(0, address.find_first_of("?#"));
    return path.substr(path.rfind('/') + 1);
}

bool is_stand_in(std::string_view address) {
    if (address.empty() || core::starts_with_ignoring_case(address, "data:") ||
        core::starts_with_ignoring_case(address, "about:"))
        return true;
    const std::string_view file = file_of(address);
    return std::ranges::any_of(stand_ins, [&](std::string_view name) {
        return core::find_ignoring_case(file, name) != std::string_view::npos;
    });
}

bool is_picture_address(std::string_view address) {
    const std::string file = core::to_lower(file_of(address));
    return std::ranges::any_of(picture_endings, [&](std::string_view ending) { return file.ends_with(ending); });
}

double number(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// The smallest that is as wide as wanted, else the widest.
std::string_view best_of_set(std::string_view set, int wanted) {
    constexpr double usual_width = 1000;  // What a density counts from.
    SourceSet candidates(set);
    std::string_view best;
    double best_size = -1;
    while (const auto one = candidates.next()) {
        if (is_stand_in(one->address)) continue;
        const double size = one->width > 0 ? one->width : usual_width * one->density;
        const bool is_better = best_size < wanted ? size > best_size : size >= wanted && size < best_size;
        if (!is_better) continue;
        best = one->address;
        best_size = size;
    }
    return best;
}

class PictureFinder {
  public:
    PictureFinder(const Outline& outline, const MainText& main_text, ContentWriter& writer,
                  const ContentOptions& options)
        : tree_(outline.tree),
          hints_(outline.hints),
          list_(outline.blocks),
          main_text_(main_text),
          writer_(writer),
          options_(options) {}

    std::vector<Picture> run(const std::vector<NodeIndex>& tables) {
        mark_chosen();
        const NodeIndex first = list_.blocks[main_text_.blocks.front()].first_node;
        last_ = list_.blocks[main_text_.blocks.back()].end_node;
        const NodeIndex container = main_text_.container;
        const NodeIndex end = container != 0 ? tree_[container].end : last_;
        for (NodeIndex i = container != 0 ? container : first; i < end && found_.size() < options_.most_pictures;) {
            if (skips(i) || std::ranges::binary_search(tables, i)) {
                i = tree_[i].end;
                continue;
            }
            if (tree_[i].tag == Tag::img || tree_[i].tag == Tag::amp_img) take(i);
            ++i;
        }
        return std::move(found_);
    }

  private:
    // How many of the text's blocks come before each block.
    void mark_chosen() {
        chosen_.assign(list_.blocks.size() + 1, 0);
        for (const std::uint32_t b : main_text_.blocks) chosen_[b + 1] = 1;
        for (std::size_t b = 1; b < chosen_.size(); ++b) chosen_[b] += chosen_[b - 1];
    }
    [[nodiscard]] bool holds_text(NodeIndex node) const {
        const BlockRange range = list_.of_node[node];
        return range.begin < range.end && chosen_[range.end] > chosen_[range.begin];
    }

    [[nodiscard]] bool skips(NodeIndex node) const {
        if (tree_[node].tag == Tag::text || node == main_text_.container) return false;
        std::uint32_t refused = furniture;
        // noscript is hidden from those who run scripts; what it holds is the picture that a script would show.
        if (tree_[node].tag != Tag::noscript) refused |= hint_hidden;
        return (hints_[node] & refused) != 0 && !holds_text(node);
    }

    void take(NodeIndex node) {
        const std::string_view address = address_of(node);
        if (address.empty() || seen_.contains(address)) return;
        Picture picture;
        picture.node = node;
        look_around(node, picture);
        if (!belongs(node, picture)) return;
        auto attributes = attributes_of(node, address);
        if (!attributes) return;
        picture.attributes = std::move(*attributes);
        seen_.insert(address);
        found_.push_back(std::move(picture));
    }

    // The nearest figure and the words that go with the picture.
    void look_around(NodeIndex node, Picture& picture) const {
        int level = 0;
        for (NodeIndex i = tree_[node].parent; i > main_text_.container; i = tree_[i].parent) {
            if (tree_[i].tag == Tag::figure) {
                picture.figure = i;
                picture.caption = caption_in(i, true);
                return;
            }
            if (picture.caption != 0 || ++level > most_levels_to_caption || holds_text(i)) continue;
            if (letters_in(i) <= options_.longest_caption) picture.caption = caption_in(i, false);
        }
    }

    [[nodiscard]] std::size_t letters_in(NodeIndex node) const {
        const BlockRange range = list_.of_node[node];
        std::size_t letters = 0;
        for (std::uint32_t b = range.begin; b < range.end; ++b) letters += list_.blocks[b].letters;
        return letters;
    }

    [[nodiscard]] NodeIndex caption_in(NodeIndex outer, bool is_figure) const {
        for (NodeIndex i = outer + 1; i < tree_[outer].end; ++i) {
            if (tree_[i].tag == Tag::text || (hints_[i] & hint_caption) == 0) continue;
            if (is_figure && tree_[i].tag != Tag::figcaption) continue;
            const BlockRange range = list_.of_node[i];
            const std::size_t letters = letters_in(i);
            if (range.begin < range.end && letters > 0 && letters <= options_.longest_caption) return i;
        }
        return 0;
    }

    // One picture a figure; what is linked to another page, or comes after the text, needs words of its own.
    [[nodiscard]] bool belongs(NodeIndex node, const Picture& picture) const {
        const auto same_place = [&](const Picture& one) {
            return (picture.figure != 0 && one.figure == picture.figure) ||
                   (stands_in_noscript(node) && shares_a_place(one.node, node));
        };
        if (std::ranges::any_of(found_, same_place)) return false;
        if (picture.caption != 0) return true;
        if (node > last_) return false;
        for (NodeIndex i = tree_[node].parent; i > main_text_.container; i = tree_[i].parent) {
            if (tree_[i].tag == Tag::a)
                return picture.figure != 0 || is_picture_address(tree_.attribute(i, AttributeName::href));
        }
        return true;
    }

    [[nodiscard]] bool stands_in_noscript(NodeIndex node) const {
        for (NodeIndex i = tree_[node].parent; i > main_text_.container; i = tree_[i].parent) {
            if (tree_[i].tag == Tag::noscript) return true;
        }
        return false;
    }
    // noscript stands beside the picture it replaces.
    [[nodiscard]] bool shares_a_place(NodeIndex picture, NodeIndex in_noscript) const {
        NodeIndex noscript = in_noscript;
        while (tree_[noscript].tag != Tag::noscript) noscript = tree_[noscript].parent;
        const NodeIndex around = tree_[noscript].parent;
        return around < picture && picture < tree_[around].end && !holds_text_between(picture, noscript);
    }
    [[nodiscard]] bool holds_text_between(NodeIndex left, NodeIndex right) const {
        return chosen_[list_.of_node[right].begin] > chosen_[list_.of_node[left].end];
    }

    [[nodiscard]] std::string_view address_of(NodeIndex node) const {
        for (const AttributeName name : {AttributeName::data_srcset, AttributeName::srcset}) {
            const std::string_view best = best_of_set(tree_.attribute(node, name), options_.wanted_width);
            if (!best.empty()) return best;
        }
        for (const AttributeName name : {AttributeName::data_src, AttributeName::data_original, AttributeName::src}) {
            const std::string_view address = core::trim(tree_.attribute(node, name));
            if (!is_stand_in(address)) return address;
        }
        return address_of_sources(node);
    }

    // The sources of the picture element around it.
    [[nodiscard]] std::string_view address_of_sources(NodeIndex node) const {
        const NodeIndex around = tree_[node].parent;
        if (tree_[around].tag != Tag::picture && tree_[tree_[around].parent].tag != Tag::picture) return {};
        const NodeIndex picture = tree_[around].tag == Tag::picture ? around : tree_[around].parent;
        for (NodeIndex i = picture + 1; i < node; ++i) {
            if (tree_[i].tag != Tag::source) continue;
            for (const AttributeName name : {AttributeName::data_srcset, AttributeName::srcset}) {
                const std::string_view best = best_of_set(tree_.attribute(i, name), options_.wanted_width);
                if (!best.empty()) return best;
            }
        }
        return {};
    }

    std::optional<std::string> attributes_of(NodeIndex node, std::string_view address) {
        const std::string_view width = tree_.attribute(node, AttributeName::width);
        const std::string_view height = tree_.attribute(node, AttributeName::height);
        for (const std::string_view edge : {width, height}) {
            const double pixels = number(core::trim(edge));
            const bool is_share = edge.ends_with('%') || edge.ends_with("vw");
            if (!is_share && pixels > 0 && pixels < options_.smallest_edge) return std::nullopt;
        }
        const std::array raw{RawAttribute{"src", address},
                             RawAttribute{"alt", tree_.attribute(node, AttributeName::alt)},
                             RawAttribute{"width", width}, RawAttribute{"height", height},
                             RawAttribute{"style", tree_.attribute(node, AttributeName::style)}};
        return writer_.allowed("img", raw);
    }

    const Tree& tree_;
    const std::vector<std::uint32_t>& hints_;
    const BlockList& list_;
    const MainText& main_text_;
    ContentWriter& writer_;
    const ContentOptions& options_;
    std::vector<std::uint32_t> chosen_;
    NodeIndex last_ = 0;
    std::vector<Picture> found_;
    std::unordered_set<std::string_view> seen_;
};

}  // namespace

std::vector<Picture> find_pictures(const Outline& outline, const MainText& main_text,
                                   const std::vector<NodeIndex>& tables, ContentWriter& writer,
                                   const ContentOptions& options) {
    return PictureFinder(outline, main_text, writer, options).run(tables);
}

void write_picture(const Outline& outline, const Picture& picture, ContentWriter& writer) {
    writer.open("figure");
    writer.picture(picture.attributes);
    if (picture.caption != 0) {
        writer.open("figcaption");
        writer.line(picture.caption + 1, outline.tree[picture.caption].end, picture.caption);
        writer.close();
    }
    writer.close();
}

}  // namespace masthead::page
