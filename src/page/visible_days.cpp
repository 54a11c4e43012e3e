#include "page/visible_days.h"

#include "page/date_words.h"

#include <algorithm>
#include <string_view>

namespace masthead::page {
namespace {

bool is_title(std::string_view heading, std::string_view title, std::size_t least_shared) {
    if (heading == title) return true;
    if (heading.size() > title.size())
        return title.size() >= least_shared && heading.find(title) != std::string_view::npos;
    return heading.size() >= least_shared && title.find(heading) != std::string_view::npos;
}

// "January 19, 2020 / Updated 8 hours ago": the word belongs to what comes after it, not to the date before.
bool is_update(std::string_view text, const FoundDay& day) {
    const std::size_t word = find_modified_word(text);
    if (word == no_word) return false;
    constexpr std::size_t beside = 24;  // Bytes between a date and the word that follows it: "(21.09.2018, updated)".
    return word < day.end || (word - day.end < beside && !text.substr(word).contains(' '));
}

}  // namespace

std::optional<std::size_t> find_title_block(const Material& material, const VisibleDayOptions& options) {
    if (material.title.empty()) return std::nullopt;
    const auto& blocks = material.blocks.blocks;
    const std::size_t text_begin = material.blocks.of_node[material.main_text.container].begin;
    const std::size_t text_end = material.blocks.of_node[material.main_text.container].end;
    std::optional<std::size_t> found;
    bool is_exact = false;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].kind != BlockKind::heading) continue;
        const std::string_view heading = material.blocks.text_of(blocks[i]);
        if (!is_title(heading, material.title, options.least_shared_bytes)) continue;
        const bool same = heading == material.title;
        // Sliders above name the article too; what stands below the text are links to it.
        const bool is_late = i > text_begin && i >= text_end;
        if (found && (is_late || (is_exact && !same) || i > text_begin + options.leading_blocks)) continue;
        found = i;
        is_exact = is_exact || same;
    }
    return found;
}

bool is_near(std::size_t block, std::optional<std::size_t> title_block, const VisibleDayOptions& options) {
    return title_block && block + options.before_title >= *title_block && block <= *title_block + options.after_title;
}

std::vector<VisibleDay> find_visible_days(const Material& material, const DayOptions& days,
                                          std::optional<std::size_t> title_block, const VisibleDayOptions& options) {
    std::vector<VisibleDay> found;
    const auto& blocks = material.blocks.blocks;
    const BlockRange main = material.blocks.of_node[material.main_text.container];
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const bool may_lead =
            i >= main.begin && i < std::min<std::size_t>(main.end, main.begin + options.leading_blocks);
        if (block.length < 6 || (block.length > options.longest_worded_block && !may_lead)) continue;
        const std::string_view text = material.blocks.text_of(block).substr(0, options.longest_worded_block);
        auto day = find_day(text, days);
        if (!day) continue;
        const std::size_t word = find_published_word(text);
        if (word != no_word) {
            if (auto named = find_day(text, days, word)) day = named;
        }
        if (says_something_else(text)) continue;
        const bool is_short = block.length <= options.longest_dated_block;
        const bool leads = may_lead && day->begin <= options.leading_bytes;
        if (!is_short && word == no_word && !leads) continue;
        found.push_back({.block = i,
                         .day = day->day,
                         .says_published = block.length <= options.longest_worded_block && word != no_word,
                         .says_modified = is_short && is_update(text, *day),
                         .is_alone = block.length <= options.lone_date_bytes,
                         .begins_text = leads,
                         .is_near_title = is_near(i, title_block, options)});
    }
    return found;
}

}  // namespace masthead::page
