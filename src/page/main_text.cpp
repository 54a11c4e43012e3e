#include "page/main_text.h"

#include "core/ascii.h"
#include "page/furniture.h"
#include "page/hints.h"
#include "page/phrases.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>
#include <vector>

namespace masthead::page {
namespace {

constexpr double long_enough = 80;        // Letters from which a block is a paragraph for sure.
constexpr std::size_t longest_name = 60;  // Letters of a heading over other things.
constexpr double short_paragraph = 20;    // Letters under which even a paragraph element says little.

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
        drop_next_articles();
        sum_up();
        MainText found;
        found.candidates = choose();
        if (found.candidates.empty() && tree_.size() <= 1) return found;
        // A winner that is nothing but words of the site (a box of cookies on a page of pictures) leaves it to the
        // next.
        for (const TextCandidate& candidate : found.candidates) {
            found.container = candidate.node;
            write(found);
            if (!found.text.empty()) return found;
        }
        found.container = 0;
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

    // The heading that is the title, or the number of blocks.
    [[nodiscard]] std::size_t find_title() const {
        const auto& blocks = list_.blocks;
        if (title_.empty()) return blocks.size();
        std::size_t at = 0;
        while (at < blocks.size() && !(blocks[at].kind == BlockKind::heading && list_.text_of(blocks[at]) == title_))
            ++at;
        return at;
    }

    // What stands before the title is seldom the article: tickers, teasers, the previous one.
    void discount_before_title() {
        title_block_ = find_title();
        if (title_block_ == list_.blocks.size()) return;
        double before = 0;
        double after = 0;
        for (std::size_t i = 0; i < values_.size(); ++i) (i < title_block_ ? before : after) += values_[i];
        if (after < options_.least_share_after_title * (before + after)) return;
        std::fill_n(values_.begin(), title_block_, 0.0);
    }

    // --- furniture ---
    void drop_furniture() {
        dropped_ = find_furniture(outline_, values_, options_);
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

    // --- the next article ---
    // Some pages go on with other articles behind their own. The next begins with a headline in the same element as the
    // page's own, which is no link, and has an article element for itself or, as an h1, a byline or a date.
    void drop_next_articles() {
        const auto& blocks = list_.blocks;
        if (title_block_ >= blocks.size()) return;
        const Tag tag = tree_[blocks[title_block_].parent].tag;
        std::size_t begin = blocks.size();
        std::size_t count = 0;
        double own = 0;
        for (std::size_t b = title_block_ + 1; b < blocks.size(); ++b) {
            if (tree_[blocks[b].parent].tag == tag && begins_article(b)) {
                if (own >= options_.least_own_text) begin = std::min(begin, b);
                ++count;
            }
            own += values_[b];
        }
        if (begin == blocks.size() || count >= options_.most_next) return;
        const auto next = values_.begin() + static_cast<std::ptrdiff_t>(begin);
        if (std::accumulate(next, values_.end(), 0.0) < options_.least_next_text) return;
        std::fill(next, values_.end(), 0.0);
        std::fill(dropped_.begin() + static_cast<std::ptrdiff_t>(begin), dropped_.end(), char{1});
    }

    [[nodiscard]] bool begins_article(std::size_t b) const {
        const Block& block = list_.blocks[b];
        if (block.kind != BlockKind::heading || block.letters < options_.least_headline_letters || is_title(block))
            return false;
        if (block.link_share() > options_.max_link_share) return false;  // A box that leads to another article.
        const NodeIndex own = article_around(list_.blocks[title_block_].parent);
        const NodeIndex other = article_around(block.parent);
        if (other != 0 && own != 0 && other != own && !contains(own, other)) return true;
        if (tree_[block.parent].tag != Tag::h1) return false;  // Sections have headings like these.
        const std::size_t from = std::max(title_block_ + 1, b - std::min(b, options_.near_headline / 2));
        const std::size_t end = std::min(list_.blocks.size(), b + options_.near_headline + 1);
        for (std::size_t near = from; near < end; ++near) {
            if (near != b && is_byline_or_date(list_.blocks[near])) return true;
        }
        return false;
    }

    [[nodiscard]] NodeIndex article_around(NodeIndex node) const {
        while (node != 0 && tree_[node].tag != Tag::article) node = tree_[node].parent;
        return node;
    }

    // A short line that is one by the names around it.
    [[nodiscard]] bool is_byline_or_date(const Block& block) const {
        if (block.letters > options_.small_furniture_letters) return false;
        constexpr int levels = 2;
        NodeIndex node = block.parent;
        for (int i = 0; i < levels && node != 0; ++i, node = tree_[node].parent) {
            if ((hints_[node] & (hint_byline | hint_date)) != 0) return true;
        }
        for (NodeIndex i = block.first_node; i < block.end_node; ++i) {
            const NodeIndex around = tree_[i].parent;
            if (tree_[around].tag == Tag::time || (hints_[around] & (hint_byline | hint_date)) != 0) return true;
        }
        return false;
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
                if (block.ends_sentence && block.letters >= options_.linked_paragraph_letters) return true;
                return links < 0.6;
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

    // Short blocks that speak of the site, name a photographer or were said before.
    [[nodiscard]] bool speaks_of_site(const Block& block) const {
        const std::size_t longest =
            std::max({options_.signpost_letters, options_.appeal_letters, options_.caption_letters});
        if (block.letters > longest) return false;
        const std::string lower = for_phrases(list_.text_of(block));
        if (block.letters <= options_.signpost_letters && is_signpost(lower)) return true;
        if (block.letters <= options_.appeal_letters && is_appeal(lower)) return true;
        return block.letters <= options_.caption_letters && block.sentence_marks <= options_.caption_sentences &&
               has_credit(lower);
    }

    // Pull quotes and captions stand again near where they stood first; what comes back later is a refrain.
    void drop_repeated(std::vector<std::uint32_t>& kept) const {
        std::unordered_map<std::string_view, std::size_t> last;
        std::size_t at = 0;
        std::erase_if(kept, [&](std::uint32_t b) {
            const Block& block = list_.blocks[b];
            ++at;
            if (block.letters < options_.repeated_letters) return false;
            const auto [place, is_new] = last.try_emplace(list_.text_of(block), at);
            const bool is_near = !is_new && at - place->second <= options_.repeated_blocks;
            place->second = at;
            return is_near;
        });
    }

    // A heading over other things takes with it the short blocks and links that follow. What is about the author or the
    // comments at the end goes as a whole.
    void cut_other_sections(std::vector<std::uint32_t>& kept) const {
        std::size_t all = 0;
        for (const std::uint32_t b : kept) all += list_.blocks[b].letters;
        std::size_t after = all;
        std::vector<std::uint32_t> left;
        for (std::size_t i = 0; i < kept.size();) {
            const Block& block = list_.blocks[kept[i]];
            const OtherSection section = block.letters <= longest_name && i > 0
                                             ? other_section(for_phrases(list_.text_of(block)))
                                             : OtherSection::none;
            const bool is_end = static_cast<double>(after) <= options_.section_share * static_cast<double>(all);
            if (section == OtherSection::about && block.kind == BlockKind::heading && is_end) break;
            after -= block.letters;
            if (section == OtherSection::none) left.push_back(kept[i]);
            ++i;
            if (section != OtherSection::list) continue;
            while (i < kept.size() && is_teaser(list_.blocks[kept[i]])) after -= list_.blocks[kept[i++]].letters;
        }
        kept = std::move(left);
    }

    [[nodiscard]] bool is_teaser(const Block& block) const {
        if (block.kind == BlockKind::heading) return block.link_share() > options_.max_link_share;
        return block.letters <= options_.listed_letters &&
               (block.kind != BlockKind::paragraph || !block.ends_sentence ||
                block.link_share() > options_.max_link_share);
    }

    // The title said once more, and headings and lead-ins that lead to nothing.
    void trim_ends(std::vector<std::uint32_t>& kept) const {
        const auto leads_nowhere = [&](std::uint32_t b) {
            const Block& block = list_.blocks[b];
            return block.kind == BlockKind::heading || list_.text_of(block).ends_with(':');
        };
        while (!kept.empty() && leads_nowhere(kept.back())) kept.pop_back();
        std::size_t first = 0;
        while (first < kept.size() && is_title(list_.blocks[kept[first]])) ++first;
        kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(first));
    }

    [[nodiscard]] bool is_title(const Block& block) const {
        if (title_.empty()) return false;
        const std::string_view text = list_.text_of(block);
        return text == title_ || (block.kind == BlockKind::heading && text.size() < 2 * title_.size() &&
                                  text.find(title_) != std::string_view::npos);
    }

    // --- the lead paragraph ---
    // It often stands outside the text's container, between the title and a picture.
    void prepend_lead(const MainText& found, std::vector<std::uint32_t>& kept) const {
        if (found.container == 0 || kept.empty()) return;
        const std::size_t begin = list_.of_node[found.container].begin;
        const std::size_t title = title_block_ < begin ? title_block_ + 1 : 0;
        const std::size_t from = std::max(title, begin - std::min(begin, options_.lead_blocks));
        std::vector<std::uint32_t> lead;
        for (std::size_t b = from; b < begin; ++b) {
            const Block& block = list_.blocks[b];
            if (!is_lead(block) || speaks_of_site(block) || is_title(block)) continue;
            const auto same = [&](std::uint32_t one) {
                return list_.text_of(list_.blocks[one]) == list_.text_of(block);
            };
            if (std::ranges::any_of(kept, same) || std::ranges::any_of(lead, same)) continue;
            lead.push_back(static_cast<std::uint32_t>(b));
        }
        kept.insert(kept.begin(), lead.begin(), lead.end());
    }

    // One short sentence is a subtitle; a lead paragraph says more.
    [[nodiscard]] bool is_lead(const Block& block) const {
        if (block.kind == BlockKind::heading || block.link_share() > options_.max_link_share) return false;
        if (block.letters < options_.least_lead_letters) return false;
        if (block.sentence_marks < 2 && block.letters < options_.one_sentence_lead_letters) return false;
        const bool agrees = agrees_with_description(list_.text_of(block));
        constexpr int levels = 3;  // Elements around it whose names count.
        NodeIndex node = block.parent;
        for (int i = 0; i < levels && node != 0; ++i, node = tree_[node].parent) {
            if ((hints_[node] & (hint_caption | hint_comments | hint_consent)) != 0) return false;
            if (agrees) continue;
            if ((hints_[node] & (hint_elsewhere | hint_hidden)) != 0) return false;
            if ((hints_[node] & hint_lead) != 0) return block.sentence_marks > 0;
        }
        return agrees;
    }

    [[nodiscard]] bool agrees_with_description(std::string_view text) const {
        const std::string_view description = outline_.description;
        const std::size_t length = std::min(text.size(), description.size());
        return length >= options_.agreeing_bytes &&
               text.substr(0, options_.agreeing_bytes) == description.substr(0, options_.agreeing_bytes);
    }

    void write(MainText& found) {
        const BlockRange range = list_.of_node[found.container];
        std::vector<std::uint32_t> kept;
        for (std::uint32_t b = range.begin; b < range.end; ++b) {
            // Without a container nothing but whole sentences in paragraphs is believed.
            const bool is_sentence = list_.blocks[b].kind == BlockKind::paragraph && list_.blocks[b].sentence_marks > 0;
            if (keeps(b) && (found.container != 0 || is_sentence)) kept.push_back(b);
        }
        cut_other_sections(kept);
        std::erase_if(kept, [&](std::uint32_t b) { return speaks_of_site(list_.blocks[b]); });
        drop_repeated(kept);
        trim_ends(kept);
        prepend_lead(found, kept);
        for (const std::uint32_t b : kept) {
            const std::string clean = text::clean_line(list_.text_of(list_.blocks[b]));
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
    std::size_t title_block_ = 0;
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
