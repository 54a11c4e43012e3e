#include "page/main_text.h"

#include "core/ascii.h"
#include "page/hints.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::uint32_t furniture = hint_boilerplate | hint_comments | hint_caption | hint_hidden;
// How lines begin that lead away from the article or speak of the page.
constexpr std::array signposts{std::string_view("read more"),
                               std::string_view("read also"),
                               std::string_view("also read"),
                               std::string_view("read next"),
                               std::string_view("more from"),
                               std::string_view("more on"),
                               std::string_view("related:"),
                               std::string_view("related articles"),
                               std::string_view("related stories"),
                               std::string_view("related content"),
                               std::string_view("see also"),
                               std::string_view("subscribe"),
                               std::string_view("sign up"),
                               std::string_view("follow us"),
                               std::string_view("follow @"),
                               std::string_view("share this"),
                               std::string_view("share on"),
                               std::string_view("copyright"),
                               std::string_view("all rights reserved"),
                               std::string_view("©"),
                               std::string_view("advertisement"),
                               std::string_view("comments"),
                               std::string_view("leave a comment"),
                               std::string_view("click here"),
                               std::string_view("get the latest"),
                               std::string_view("get our"),
                               std::string_view("have a tip"),
                               std::string_view("contact us"),
                               std::string_view("download our"),
                               std::string_view("join our"),
                               std::string_view("join the conversation"),
                               std::string_view("watch:"),
                               std::string_view("listen:"),
                               std::string_view("photo:"),
                               std::string_view("photos:"),
                               std::string_view("image:"),
                               std::string_view("photo by"),
                               std::string_view("photo credit"),
                               std::string_view("image credit"),
                               std::string_view("source:"),
                               std::string_view("filed under"),
                               std::string_view("tags:"),
                               std::string_view("tagged"),
                               std::string_view("categories:"),
                               std::string_view("posted in"),
                               std::string_view("skip to"),
                               std::string_view("continue reading"),
                               std::string_view("story continues"),
                               std::string_view("article continues"),
                               std::string_view("support our"),
                               std::string_view("become a"),
                               std::string_view("like us on"),
                               std::string_view("this article originally"),
                               std::string_view("this article was"),
                               std::string_view("view comments"),
                               std::string_view("show comments"),
                               std::string_view("mehr zum thema"),
                               std::string_view("lesen sie auch"),
                               std::string_view("lesen sie mehr"),
                               std::string_view("lesen sie hier"),
                               std::string_view("auch interessant"),
                               std::string_view("mehr lesen"),
                               std::string_view("quelle:"),
                               std::string_view("quellen:"),
                               std::string_view("foto:"),
                               std::string_view("bild:"),
                               std::string_view("artikel teilen"),
                               std::string_view("anzeige"),
                               std::string_view("zum thema"),
                               std::string_view("hier lesen"),
                               std::string_view("leia também"),
                               std::string_view("leia mais"),
                               std::string_view("veja também"),
                               std::string_view("saiba mais"),
                               std::string_view("lire aussi"),
                               std::string_view("à lire"),
                               std::string_view("lee también"),
                               std::string_view("leer más"),
                               std::string_view("te puede interesar"),
                               std::string_view("leggi anche"),
                               std::string_view("lees ook"),
                               std::string_view("czytaj też"),
                               std::string_view("čtěte také"),
                               std::string_view("empfohlener redaktioneller inhalt"),
                               std::string_view("an dieser stelle findest du"),
                               std::string_view("ich bin damit einverstanden"),
                               std::string_view("ein klick für den datenschutz")};

// The same, if a number stands in the line.
constexpr std::array dated_signposts{
    std::string_view("published"),    std::string_view("posted"),         std::string_view("updated"),
    std::string_view("last updated"), std::string_view("veröffentlicht"), std::string_view("aktualisiert"),
    std::string_view("stand:"),       std::string_view("publié"),         std::string_view("mis à jour"),
    std::string_view("publicado"),    std::string_view("pubblicato"),     std::string_view("erstellt")};

// Lines about the article rather than of it, if they are short.
constexpr std::uint32_t small_furniture = hint_byline | hint_date;
constexpr double long_enough = 80;      // Letters from which a block is a paragraph for sure.
constexpr double short_paragraph = 20;  // Letters under which even a paragraph element says little.

class Extractor {
  public:
    Extractor(const Outline& outline, std::string_view title, const MainTextOptions& options)
        : outline_(outline),
          tree_(outline.tree),
          title_(title),
          options_(options),
          hints_(outline.hints),
          list_(outline.blocks) {}

    MainText run() {
        value_blocks();
        drop_furniture();
        drop_teasers();
        sum_up();
        MainText found;
        found.candidates = choose();
        if (found.candidates.empty() && tree_.size() <= 1) return found;
        if (!found.candidates.empty()) found.container = found.candidates.front().node;
        write(found);
        return found;
    }

  private:
    // --- values ---
    [[nodiscard]] double value_of(const Block& block) const {
        const double good = static_cast<double>(block.letters - block.link_letters);
        const double links = block.link_share();
        if (links > options_.max_link_share) return 0;
        switch (block.kind) {
            case BlockKind::heading:
                return 0;
            case BlockKind::paragraph:
            case BlockKind::quote:
            case BlockKind::preformatted:
                if (good >= long_enough) return good;
                return good >= short_paragraph && block.sentence_marks > 0 ? good * 0.7 : 0;
            case BlockKind::loose:
                if (good >= long_enough && block.sentence_marks > 0) return good * 0.9;
                return 0;
            case BlockKind::item:
            case BlockKind::cell:
                return good >= long_enough && block.sentence_marks > 0 ? good * 0.7 : 0;
        }
        return 0;
    }

    void value_blocks() {
        values_.reserve(list_.blocks.size());
        for (const Block& block : list_.blocks) values_.push_back(value_of(block));
        discount_before_title();
    }

    // What stands before the title is seldom the article: tickers, teasers, the previous one.
    void discount_before_title() {
        const auto& blocks = list_.blocks;
        std::size_t title = 0;
        while (title < blocks.size() &&
               !(blocks[title].kind == BlockKind::heading && list_.text_of(blocks[title]) == title_))
            ++title;
        if (title_.empty() || title == blocks.size()) return;
        double before = 0;
        double after = 0;
        for (std::size_t i = 0; i < values_.size(); ++i) (i < title ? before : after) += values_[i];
        if (after < options_.least_share_after_title * (before + after)) return;
        std::fill_n(values_.begin(), title, 0.0);
    }

    // --- furniture ---
    void drop_furniture() {
        text_sums_.assign(tree_.size() + 1, 0);
        for (NodeIndex i = 0; i < tree_.size(); ++i) text_sums_[i + 1] = text_sums_[i] + tree_[i].text.size();
        std::vector<double> sums(list_.blocks.size() + 1, 0);
        for (std::size_t i = 0; i < values_.size(); ++i) sums[i + 1] = sums[i] + values_[i];
        dropped_.assign(list_.blocks.size(), 0);
        const double all = sums.back();
        for (NodeIndex i = 1; i < tree_.size(); ++i) {
            const std::uint32_t hint = hints_[i] & (furniture | small_furniture);
            if (hint == 0 || tree_[i].tag == Tag::body || tree_[i].tag == Tag::html || tree_[i].tag == Tag::text)
                continue;
            const BlockRange range = list_.of_node[i];
            if (range.begin >= range.end || !is_whole(i, range)) continue;
            if ((hint & furniture) == 0 && letters_of(range) > options_.small_furniture_letters) continue;
            if (all > 0 && sums[range.end] - sums[range.begin] > options_.protected_share * all) continue;
            for (std::uint32_t b = range.begin; b < range.end; ++b) dropped_[b] = 1;
        }
        for (std::size_t b = 0; b < outline_.left_out.size(); ++b) {
            if (outline_.left_out[b] != 0) dropped_[b] = 1;
        }
        for (std::size_t b = 0; b < values_.size(); ++b) {
            if (dropped_[b] != 0) values_[b] = 0;
        }
    }

    // Lists of other articles: headings that are links, each followed by a little text, one after the other.
    void drop_teasers() {
        const auto& blocks = list_.blocks;
        std::vector<std::size_t> heads;
        for (std::size_t i = 0; i <= blocks.size(); ++i) {
            const bool is_head =
                i < blocks.size() && blocks[i].kind == BlockKind::heading && blocks[i].link_share() > 0.9;
            if (is_head) heads.push_back(i);
            const bool ends = i == blocks.size() || (!heads.empty() && i - heads.back() > options_.teaser_blocks);
            if (!ends) continue;
            if (heads.size() >= options_.least_teasers) drop_run(heads);
            heads.clear();
        }
    }

    // Dropped only if the element around the run holds little else: links among an article's own paragraphs stay its
    // own.
    void drop_run(const std::vector<std::size_t>& heads) {
        const BlockRange list = list_.of_node[element_around(heads.front(), heads.back())];
        const auto sum = [&](std::size_t begin, std::size_t end) {
            return std::accumulate(values_.begin() + static_cast<std::ptrdiff_t>(begin),
                                   values_.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
        };
        const double whole = sum(list.begin, list.end);
        const double run = sum(heads.front(), std::min<std::size_t>(heads.back() + options_.teaser_blocks, list.end));
        if (run < 0.8 * whole || whole > options_.protected_share * sum(0, values_.size()))
            return;  // An article may be a list.
        for (std::size_t b = list.begin; b < list.end; ++b) {
            dropped_[b] = 1;
            values_[b] = 0;
        }
    }

    [[nodiscard]] NodeIndex element_around(std::size_t first, std::size_t last) const {
        const NodeIndex begin = list_.blocks[first].parent;
        NodeIndex around = list_.blocks[last].parent;
        while (around != 0 && (begin < around || begin >= tree_[around].end)) around = tree_[around].parent;
        return around;
    }

    [[nodiscard]] std::size_t letters_of(BlockRange range) const {
        std::size_t letters = 0;
        for (std::uint32_t b = range.begin; b < range.end; ++b) letters += list_.blocks[b].letters;
        return letters;
    }

    // Inline elements lie inside a block: they take it with them only if they are all of it.
    [[nodiscard]] bool is_whole(NodeIndex node, BlockRange range) const {
        if (is_block(tree_[node].tag)) return true;
        if (range.end - range.begin != 1) return true;
        constexpr std::size_t surroundings = 8;  // Bytes of marks and spaces around it.
        return text_sums_[tree_[node].end] - text_sums_[node] + surroundings >= list_.blocks[range.begin].length;
    }

    // --- scores ---
    void sum_up() {
        value_sums_.assign(values_.size() + 1, 0);
        junk_sums_.assign(values_.size() + 1, 0);
        for (std::size_t i = 0; i < values_.size(); ++i) {
            value_sums_[i + 1] = value_sums_[i] + values_[i];
            const bool is_junk = values_[i] <= 0 && list_.blocks[i].kind != BlockKind::heading;
            junk_sums_[i + 1] = junk_sums_[i] + (is_junk ? static_cast<double>(list_.blocks[i].letters) : 0.0);
        }
    }

    [[nodiscard]] TextCandidate weigh(NodeIndex node) const {
        const BlockRange range = list_.of_node[node];
        if (range.begin >= range.end) return {};
        TextCandidate candidate{.node = node,
                                .good_letters = value_sums_[range.end] - value_sums_[range.begin],
                                .junk_letters = junk_sums_[range.end] - junk_sums_[range.begin]};
        if (candidate.good_letters <= 0) return {};
        const double all = candidate.good_letters + options_.junk_weight * candidate.junk_letters;
        candidate.score = candidate.good_letters * (candidate.good_letters / all);
        if ((hints_[node] & hint_body) != 0) candidate.score *= options_.body_bonus;
        return candidate;
    }

    // The winner and the best losers beside it. Of equals the inner one wins.
    std::vector<TextCandidate> choose() {
        if (outline_.body != 0) return {weigh_known(outline_.body)};
        std::vector<TextCandidate> weighed;
        TextCandidate best;
        for (NodeIndex i = 1; i < tree_.size(); ++i) {
            if (!is_block(tree_[i].tag) || tree_[i].tag == Tag::p) continue;
            const TextCandidate candidate = weigh(i);
            if (candidate.score <= 0) continue;
            weighed.push_back(candidate);
            if (candidate.score >= best.score) best = candidate;
        }
        std::vector<TextCandidate> told;
        if (best.node != 0) told.push_back(best);
        while (best.node != 0 && told.size() <= options_.told_losers) {
            const TextCandidate* next = nullptr;
            for (const TextCandidate& one : weighed) {
                const bool is_beside = std::ranges::none_of(told, [&](const TextCandidate& other) {
                    return contains(one.node, other.node) || contains(other.node, one.node);
                });
                if (is_beside && (next == nullptr || one.score >= next->score)) next = &one;
            }
            if (next == nullptr) break;
            told.push_back(*next);
        }
        return told;
    }

    // What is known needs no good text to win.
    [[nodiscard]] TextCandidate weigh_known(NodeIndex node) const {
        TextCandidate known = weigh(node);
        known.node = node;
        return known;
    }

    [[nodiscard]] bool contains(NodeIndex outer, NodeIndex inner) const {
        return inner >= outer && inner < tree_[outer].end;
    }

    // --- writing ---
    [[nodiscard]] bool keeps(std::uint32_t b) const {
        const Block& block = list_.blocks[b];
        if (dropped_[b] != 0) return false;
        if (values_[b] > 0) return true;
        const double links = block.link_share();
        switch (block.kind) {
            case BlockKind::paragraph:
            case BlockKind::quote:
            case BlockKind::heading:
            case BlockKind::preformatted:
                return links < 0.6;
            case BlockKind::item:
            case BlockKind::cell:
                return links < 0.5;
            case BlockKind::loose:
                return links < 0.3 && block.letters >= 25;
        }
        return false;
    }

    // "Read more: ...", "Subscribe to ...": short lines that lead away from the article.
    [[nodiscard]] bool is_signpost(const Block& block) const {
        if (block.letters > options_.signpost_letters) return false;
        const std::string_view text = list_.text_of(block);
        const auto begins = [&](std::string_view words) { return core::starts_with_ignoring_case(text, words); };
        const bool has_number = text.find_first_of("0123456789") != std::string_view::npos;
        return std::ranges::any_of(signposts, begins) || (has_number && std::ranges::any_of(dated_signposts, begins));
    }

    void write(MainText& found) {
        const BlockRange range = list_.of_node[found.container];
        std::vector<std::uint32_t> kept;
        for (std::uint32_t b = range.begin; b < range.end; ++b) {
            // Without a container nothing but whole sentences in paragraphs is believed.
            const bool is_sentence = list_.blocks[b].kind == BlockKind::paragraph && list_.blocks[b].sentence_marks > 0;
            if (keeps(b) && (found.container != 0 || is_sentence)) kept.push_back(b);
        }
        std::erase_if(kept, [&](std::uint32_t b) { return is_signpost(list_.blocks[b]); });
        while (!kept.empty() && list_.blocks[kept.back()].kind == BlockKind::heading) kept.pop_back();
        for (const std::uint32_t b : kept) {
            const std::string_view text = list_.text_of(list_.blocks[b]);
            if (found.text.empty() && text == title_) continue;
            const std::string clean = text::clean_line(text);
            if (clean.empty()) continue;
            if (!found.text.empty()) found.text += "\n\n";
            found.text += clean;
            found.blocks.push_back(b);
            ++found.paragraphs;
        }
        found.evidence = found.container == 0 ? "paragraphs of the whole page" : describe(tree_, found.container);
        found.evidence += ", " + std::to_string(found.paragraphs) + " paragraphs";
    }

    const Outline& outline_;
    const Tree& tree_;
    std::string_view title_;
    const MainTextOptions& options_;
    const std::vector<std::uint32_t>& hints_;
    const BlockList& list_;
    std::vector<std::size_t> text_sums_;  // Bytes of text before each node.
    std::vector<double> values_;
    std::vector<char> dropped_;
    std::vector<double> value_sums_;
    std::vector<double> junk_sums_;
};

}  // namespace

std::string describe(const Tree& tree, NodeIndex node) {
    constexpr std::size_t enough = 60;  // Bytes of a class name.
    std::string out(name_of(tree[node].tag));
    const std::string_view classes = core::trim(tree.attribute(node, AttributeName::class_));
    if (!classes.empty()) out += "." + std::string(classes.substr(0, std::min(classes.find(' '), enough)));
    return out;
}

MainText find_main_text(const Outline& outline, std::string_view title, const MainTextOptions& options) {
    return Extractor(outline, title, options).run();
}

}  // namespace masthead::page
