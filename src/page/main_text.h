// The text of the article among all that a page shows.
//
// Every block of text is given a value (length, unless it is links, a fragment or furniture). An element's score is the
// value of its blocks times the share of good letters among all its letters: the whole page has all the good text but
// much else, a single paragraph is pure but small, and the element with the best product is the article. Blocks that
// are furniture inside it are then left out.
#pragma once

#include "page/blocks.h"
#include "page/markup.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

// An element that was weighed as the article's container.
struct TextCandidate {
    NodeIndex node = 0;
    double score = 0;         // Higher is better; only comparable within a page.
    double good_letters = 0;  // Of the blocks in it that look like an article's text, weighted by their kind.
    double junk_letters = 0;  // Of the others.
};

struct MainText {
    std::string text;         // Paragraphs separated by "\n\n".
    std::string evidence;     // "div.body, 12 paragraphs".
    NodeIndex container = 0;  // 0: none found.
    std::size_t paragraphs = 0;
    // Into BlockList::blocks, in document order: what `text` is made of, a block a paragraph. Empty when the text does
    // not come from the tree.
    std::vector<std::uint32_t> blocks;
    // Best first: the winner (the container is the first that holds any text), then the best of those that lost and
    // are neither in it nor around it (a near copy of
    // the winner explains nothing).
    std::vector<TextCandidate> candidates;
};

struct MainTextOptions {
    double junk_weight = 1.0;  // How much a letter outside good blocks counts against an element.
    double body_bonus = 1.25;  // For elements whose names say that they hold the text.
    double protected_share =
        0.6;  // An element with this share of all good text is no furniture, whatever its names say.
    double protected_body_share = 0.05;  // The same for elements that are also named after the text.
    double least_share_left = 0.15;      // Of the text, after names were believed; with less, they were wrong.
    double least_text = 250;             // Letters; the same.
    double doubted_share = 0.1;          // Then only elements with less than this share of the text are furniture.
    double least_share_after_title =
        0.3;  // Of all good text; with less, the heading found is not where the article begins.
    std::size_t small_furniture_letters = 120;    // Bylines and dates longer than this are text.
    std::size_t signpost_letters = 160;           // So are lines that begin like "Read more".
    std::size_t teaser_blocks = 8;                // A teaser is a heading and at most so many blocks less one.
    std::size_t least_teasers = 3;                // In a row, to be a list of other articles.
    double max_link_share = 0.45;                 // Of a block of text.
    std::size_t appeal_letters = 320;             // "Subscribe to our newsletter" and its like are shorter.
    std::size_t caption_letters = 320;            // So are captions with a photographer's name.
    std::uint32_t caption_sentences = 4;          // And they have no more sentences than these.
    std::size_t lead_blocks = 30;                 // The lead paragraph stands at most so many blocks before the text.
    std::size_t least_lead_letters = 90;          // And has so many letters and two sentences,
    std::size_t one_sentence_lead_letters = 150;  // or one sentence of so many.
    std::size_t listed_letters = 150;             // Blocks under "Related articles" and its like are shorter.
    std::size_t agreeing_bytes = 36;              // Of a beginning, for a block to be what the page's description says.
    double section_share = 0.35;  // A section of other things at the end is at most this much of the text.
    std::size_t linked_paragraph_letters = 100;  // Whole sentences that are one link are text from this length.
    std::size_t repeated_letters = 60;           // Blocks of this length that stood
    std::size_t repeated_blocks = 4;             // at most so many blocks before are said once.
    std::size_t told_losers = 3;                 // Containers that lost and are still named.
    double least_own_text = 250;                 // Letters of an article before the next may begin behind it.
    double least_next_text = 100;                // And of the next.
    std::size_t least_headline_letters = 15;     // Of the next one's headline.
    std::size_t near_headline = 6;               // Its byline or date stands at most so many blocks away.
    std::size_t most_next = 4;                   // More of them: a live blog or a list, one document after all.
};

// What the text is looked for in: one page's tree with the hints of each node and its blocks.
struct Outline {
    const Tree& tree;
    const std::vector<std::uint32_t>& hints;
    const BlockList& blocks;
    NodeIndex body = 0;                   // The container, where it is known; 0: it is looked for.
    std::span<const char> left_out = {};  // For each block whether it is no part of any article; empty: unknown.
    std::string_view description = {};    // What the page says of itself: often its lead paragraph.
};

// "div.article-body": an element's tag and first class, for people.
[[nodiscard]] std::string describe(const Tree& tree, NodeIndex node);

// `title` is left out where it stands again at the beginning of the text.
[[nodiscard]] MainText find_main_text(const Outline& outline, std::string_view title,
                                      const MainTextOptions& options = {});

}  // namespace masthead::page
