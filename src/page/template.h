// What the pages of one site have in common. A block of text that stands on several articles of a site is part of none
// of them: newsletter boxes, notices, author boxes, "more on this". Learned from pages as they are read, kept in the
// store as a short string, handed to parse_page as a hint.
//
// A long block is known by its text, a short one by its text and the elements around it, both exactly as they stand:
// text that a page has for itself alone is never taken for the site's. An article read twice teaches nothing, for its
// title is known; and where the template would take most of what reads like the article, it is not believed.
#pragma once

#include "core/result.h"
#include "page/main_text.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

// What is remembered of each block of a page, in the order of its blocks; 0: nothing.
using BlockPrint = std::uint64_t;

struct TemplateOptions {
    std::size_t least_pages = 2;             // Learned, before anything is said; the page at hand is one more.
    std::size_t least_repeats = 2;           // Learned pages on which a block stood.
    double least_share = 0.1;                // Of the learned pages.
    std::size_t least_repeats_of_prose = 3;  // The same of sentences: accounts of one event share paragraphs, and those
    double least_share_of_prose = 0.25;      // are the articles' own.
    std::uint32_t short_letters = 60;        // Blocks up to this length are known by their place too.
    std::uint32_t least_letters = 3;         // Shorter ones are not looked at.
    std::size_t most_pages = 48;             // Then all counts are halved, so that a site may change.
    std::size_t most_blocks = 2000;          // The rarest are forgotten first.
    double most_of_article = 0.35;           // Of the prose taken; with more, the template is not believed.
};

// Cost O(n) in the text of the blocks. Pure.
[[nodiscard]] std::vector<BlockPrint> print_blocks(const Outline& outline, const TemplateOptions& options = {});

class SiteTemplate {
  public:
    SiteTemplate() = default;

    // Errors: invalid, for a string that `serialise` did not write.
    [[nodiscard]] static core::Result<SiteTemplate> parse(std::string_view bytes);
    // At most about 7 bytes a block.
    [[nodiscard]] std::string serialise() const;

    // False: an article of this title was learned already. Pages without a title are told apart by their blocks alone.
    bool learn(std::span<const BlockPrint> page, std::string_view title, const TemplateOptions& options = {});

    [[nodiscard]] std::size_t pages() const { return pages_; }
    // Learned pages on which a block of this print stood; fewer than there were where the site is old.
    [[nodiscard]] std::size_t pages_with(BlockPrint print) const;

  private:
    struct Known {
        BlockPrint print = 0;
        std::uint32_t pages = 0;
        bool operator==(const Known&) const = default;
    };
    void age(const TemplateOptions& options);

    std::size_t pages_ = 0;
    std::vector<Known> known_;  // Sorted by print.

  public:
    bool operator==(const SiteTemplate&) const = default;
};

// For each block whether it is the site's: nothing at all (empty) where the template is not ready, or would take most
// of the page's prose.
[[nodiscard]] std::vector<char> find_repeated(const Outline& outline, std::span<const BlockPrint> prints,
                                              const SiteTemplate& site, const TemplateOptions& options = {});

}  // namespace masthead::page
