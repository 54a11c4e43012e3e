#include "page/figures.h"

#include "core/ascii.h"
#include "page/hints.h"
#include "text/html_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace masthead::page {
namespace {

constexpr std::array picture_endings{std::string_view(".jpg"),  std::string_view(".jpeg"), std::string_view(".png"),
                                     std::string_view(".webp"), std::string_view(".gif"),  std::string_view(".avif")};

// Words that a credit begins with, in captions that do not mark it up.
constexpr std::array credit_openings{
    std::string_view("photo:"),         std::string_view("photograph:"), std::string_view("photo by "),
    std::string_view("photograph by "), std::string_view("image:"),      std::string_view("credit:"),
    std::string_view("picture:"),       std::string_view("foto:"),       std::string_view("fotos:"),
    std::string_view("bild:"),          std::string_view("quelle:"),     std::string_view("bildquelle:"),
    std::string_view("crédit"),         std::string_view("fotograf:"),   std::string_view("©"),
    std::string_view("(c) "),           std::string_view("getty images")};

// "640" and "640px" are pixels, "100%" and "50vw" are not.
int pixels(std::string_view text) {
    return text.find_first_of("%v") == std::string_view::npos ? leading_number(text) : 0;
}

bool leads_to_a_picture(std::string_view reference) {
    const std::string_view path = reference.substr(0, reference.find_first_of("?#"));
    return reference.empty() || reference.starts_with('#') ||
           std::ranges::any_of(picture_endings, [&](std::string_view ending) {
               return path.size() > ending.size() &&
                      core::equals_ignoring_case(path.substr(path.size() - ending.size()), ending);
           });
}

struct Scope {
    NodeIndex root = 0;   // Holds the text and what stands above it.
    NodeIndex begin = 0;  // Pictures before it are not the article's.
};

class FigureFinder {
  public:
    FigureFinder(const Material& material, const FigureOptions& options)
        : material_(material), tree_(material.tree), options_(options) {}

    std::vector<Figure> run() {
        std::vector<Figure> found;
        if (material_.main_text.container == 0) return found;
        scope_ = find_scope();
        for (const NodeIndex node : material_.survey.pictures) {
            if (node < scope_.begin) continue;
            if (node >= tree_[scope_.root].end || found.size() >= options_.most) break;
            if (is_elsewhere(node)) continue;
            Figure figure = of_element(node);
            if (figure.image.url.empty() || has_bad_shape(figure.image, options_)) continue;
            found.push_back(std::move(figure));
        }
        return found;
    }

  private:
    [[nodiscard]] bool is_inside(NodeIndex node, NodeIndex outer) const {
        return node >= outer && node < tree_[outer].end;
    }

    // The text's container and, where the heading stands outside, the smallest element that holds both; if that is the
    // whole page, only what lies between them.
    [[nodiscard]] Scope find_scope() const {
        const NodeIndex container = material_.main_text.container;
        std::optional<NodeIndex> heading;
        for (const NodeIndex node : material_.survey.headings) {
            if (node < tree_[container].end) heading = node;
            if (node >= container) break;
        }
        Scope scope{container, container};
        if (heading && !is_inside(*heading, container)) {
            while (scope.root != 0 && !is_inside(*heading, scope.root)) scope.root = tree_[scope.root].parent;
            scope.begin = is_page(scope.root) ? *heading : scope.root;
        }
        // The article's own element may begin above a heading that the container holds.
        for (NodeIndex i = scope.root; i != 0 && !is_page(i); i = tree_[i].parent) {
            if (tree_[i].tag == Tag::article) scope = {i, i};
        }
        return scope;
    }

    [[nodiscard]] bool is_page(NodeIndex node) const {
        const Tag tag = tree_[node].tag;
        return node == 0 || tag == Tag::body || tag == Tag::html || tag == Tag::root;
    }

    // In furniture, whose names are believed up to what holds the text itself.
    [[nodiscard]] bool is_elsewhere(NodeIndex node) const {
        constexpr std::uint32_t refused = hint_boilerplate | hint_comments | hint_byline | hint_elsewhere;
        for (NodeIndex i = node; i > scope_.root; i = tree_[i].parent) {
            if (is_inside(material_.main_text.container, i) && i != node) return false;
            if ((material_.hints[i] & refused) != 0) return true;
            const Tag tag = tree_[i].tag;
            if (tag == Tag::nav || tag == Tag::footer || tag == Tag::aside) return true;
            if (tag == Tag::article && i != scope_.root && !is_inside(material_.main_text.container, i) &&
                i > material_.main_text.container)
                return true;  // A teaser is an article of its own.
        }
        return false;
    }

    [[nodiscard]] std::size_t letters_before(NodeIndex node) const {
        const BlockRange container = material_.blocks.of_node[material_.main_text.container];
        const std::uint32_t end = std::min(material_.blocks.of_node[node].begin, container.end);
        std::size_t letters = 0;
        for (std::uint32_t i = container.begin; i < end; ++i) {
            const Block& block = material_.blocks.blocks[i];
            if (block.kind == BlockKind::paragraph || block.sentence_marks > 0) letters += block.letters;
        }
        return letters;
    }

    [[nodiscard]] Figure of_element(NodeIndex node) const {
        Figure figure;
        figure.node = node;
        model::Image& image = figure.image;
        image.width = pixels(tree_.attribute(node, AttributeName::width));
        image.height = pixels(tree_.attribute(node, AttributeName::height));
        const SourceCandidate best = widest_of(node);
        if (!best.address.empty()) {
            image.url = best.address;
            // The height that the shape of the markup gives to the width of the source.
            if (best.width > 0) {
                const bool has_shape = image.width > 0 && image.height > 0;
                image.height = has_shape ? static_cast<int>(std::int64_t{best.width} * image.height / image.width) : 0;
                image.width = best.width;
            }
        }
        if (image.url.empty()) image.url = single_source(node);
        if (image.url.empty()) return figure;
        image.title = text::plain_line(tree_.attribute(node, AttributeName::alt));
        look_around(node, figure);
        figure.letters_before = letters_before(node);
        return figure;
    }

    [[nodiscard]] std::string_view single_source(NodeIndex node) const {
        for (const AttributeName name : {AttributeName::data_src, AttributeName::data_original, AttributeName::src}) {
            const std::string_view url = core::trim(tree_.attribute(node, name));
            if (!url.empty() && !core::starts_with_ignoring_case(url, "data:")) return url;
        }
        return {};
    }

    // Of its own source set and those of the sources before it in a picture element. Parsers that do not know that a
    // source has no end nest what follows in it.
    [[nodiscard]] SourceCandidate widest_of(NodeIndex node) const {
        SourceCandidate best = widest_in(node);
        NodeIndex picture = tree_[node].parent;
        while (tree_[picture].tag == Tag::source) picture = tree_[picture].parent;
        if (tree_[picture].tag != Tag::picture) return best;
        for (NodeIndex i = picture + 1; i < node; ++i) {
            if (tree_[i].tag != Tag::source) continue;
            const SourceCandidate one = widest_in(i);
            if (best.address.empty() || one.width > best.width) best = one;
        }
        return best;
    }

    [[nodiscard]] SourceCandidate widest_in(NodeIndex node) const {
        for (const AttributeName name : {AttributeName::data_srcset, AttributeName::srcset}) {
            const SourceCandidate best = widest_source(tree_.attribute(node, name));
            if (!best.address.empty() && !core::starts_with_ignoring_case(best.address, "data:")) return best;
        }
        return {};
    }

    // The link and the figure around it.
    void look_around(NodeIndex node, Figure& figure) const {
        NodeIndex outer = tree_[node].parent;
        for (std::size_t step = 0; step < options_.most_parents_to_figure && outer > scope_.root; ++step) {
            const Tag tag = tree_[outer].tag;
            if (tag == Tag::a && !leads_to_a_picture(tree_.attribute(outer, AttributeName::href)))
                figure.is_linked = true;
            if (tag == Tag::figure) return take_caption(outer, figure);
            outer = tree_[outer].parent;
        }
    }

    void take_caption(NodeIndex figure_node, Figure& figure) const {
        NodeIndex caption = 0;
        NodeIndex credit = 0;
        for (NodeIndex i = figure_node + 1; i < tree_[figure_node].end; ++i) {
            if (tree_[i].tag == Tag::text) continue;
            if (caption == 0 && tree_[i].tag == Tag::figcaption) caption = i;
            if (credit == 0 && is_credit(i)) credit = i;
        }
        if (credit != 0) figure.image.attribution = short_text(credit);
        if (caption == 0) return;
        figure.is_captioned = true;
        std::string words = short_text(caption);
        part_credit(words, figure.image.attribution);
        if (!words.empty()) figure.image.title = std::move(words);
    }

    [[nodiscard]] bool is_credit(NodeIndex node) const {
        const std::string_view names = tree_.attribute(node, AttributeName::class_);
        if (tree_.attribute(node, AttributeName::itemprop) == "copyrightHolder") return true;
        return std::ranges::any_of(std::array{"credit", "copyright", "photographer"}, [&](const char* word) {
            return core::find_ignoring_case(names, word) != std::string_view::npos;
        });
    }

    [[nodiscard]] std::string short_text(NodeIndex node) const {
        return text::shorten(text::clean_line(tree_.text_of(node)), options_.longest_caption);
    }

    // Takes the credit off the end of a caption; `credit` is what the markup calls one, if it does.
    static void part_credit(std::string& caption, std::string& credit) {
        std::size_t at = std::string::npos;
        if (!credit.empty() && caption.ends_with(credit)) {
            at = caption.size() - credit.size();
        } else if (credit.empty()) {
            for (const std::string_view opening : credit_openings) {
                at = std::min(at, core::find_ignoring_case(caption, opening));
            }
            if (at != std::string::npos) credit = caption.substr(at);
        }
        if (at == std::string::npos) return;
        caption.resize(at);
        while (!caption.empty() && std::string_view(" (|[/-").find(caption.back()) != std::string_view::npos)
            caption.pop_back();
    }

    const Material& material_;
    const Tree& tree_;
    const FigureOptions& options_;
    Scope scope_;
};

}  // namespace

std::vector<Figure> find_figures(const Material& material, const FigureOptions& options) {
    return FigureFinder(material, options).run();
}

bool has_bad_shape(const model::Image& image, const FigureOptions& options) {
    if (image.width > 0 && image.width < options.smallest_width) return true;
    if (image.height > 0 && image.height < options.smallest_height) return true;
    if (image.width == 0 || image.height == 0) return false;
    const double shape = static_cast<double>(image.width) / image.height;
    return shape > options.widest_shape || shape < options.tallest_shape;
}

int leading_number(std::string_view text) {
    int value = 0;
    for (const char c : core::trim(text).substr(0, 5)) {
        if (!core::is_digit(c)) break;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace masthead::page
