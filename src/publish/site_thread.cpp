#include "publish/site_thread.h"

#include "publish/phrases.h"
#include "publish/site_parts.h"

#include <algorithm>
#include <span>
#include <string>

namespace masthead::publish {
namespace {

constexpr std::size_t open_before = 2;  // Chapters shown at once before this one, and after it; the others unfold.
constexpr std::size_t open_after = 2;
constexpr std::size_t max_near = 5;
constexpr std::size_t shown_words = 3;

using Chapters = std::span<const StoryView* const>;

void write_chapter(Page& page, const StoryView& chapter, const StoryView& story) {
    auto& out = page.body();
    const bool is_this = &chapter == &story;
    if (is_this)
        out.raw("<li class=\"here\" aria-current=\"true\">");
    else
        out.raw("<li>");
    write_time(page, chapter.first, short_moment(chapter.first));
    out.raw("<div>");
    if (is_this) {
        out.raw("<span class=\"headline\">");
        write_story_title(page, chapter);
        out.raw("</span>");
    } else {
        write_headline(page, chapter);
    }
    out.raw("<p class=\"meta\">");
    if (is_this) out.raw("This chapter, ");
    out.text(counted(static_cast<std::int64_t>(chapter.accounts.size()), "account", "accounts")).raw(" from ");
    out.text(counted(chapter.voices, "owner", "owners")).raw("</p></div></li>\n");
}

void write_chapters(Page& page, Chapters chapters, const StoryView& story) {
    if (chapters.empty()) return;
    page.body().raw("<ol class=\"chapters\">\n");
    for (const auto* chapter : chapters) write_chapter(page, *chapter, story);
    page.body().raw("</ol>");
}

void write_folded(Page& page, Chapters chapters, const StoryView& story, std::string_view one, std::string_view many) {
    if (chapters.empty()) return;
    auto& out = page.body();
    out.raw("<details><summary>");
    out.text(counted(static_cast<std::int64_t>(chapters.size()), one, many)).raw("</summary>");
    write_chapters(page, chapters, story);
    out.raw("</details>");
}

// "two days earlier", "9 hours later", "at the same time"
std::string distance_phrase(const StoryView& other, const StoryView& story) {
    if (other.last < story.first) return duration_phrase(story.first - other.last) + " earlier";
    if (story.last < other.first) return duration_phrase(other.first - story.last) + " later";
    return "at the same time";
}

}  // namespace

void write_thread(Page& page, const StoryView& story, const StoryWeb& web) {
    const auto chapters = web.thread_of(story);
    if (chapters.empty()) return;
    const auto self = static_cast<std::size_t>(std::ranges::find(chapters, &story) - chapters.begin());
    const std::size_t begin = self > open_before ? self - open_before : 0;
    const std::size_t end = std::min(chapters.size(), self + 1 + open_after);
    auto& out = page.body();
    out.raw("<section class=\"thread\" aria-labelledby=\"thread\"><h2 id=\"thread\">How it developed</h2>");
    out.raw("<p class=\"meta\">Chapter ").number(static_cast<std::int64_t>(self) + 1).raw(" of ");
    out.number(static_cast<std::int64_t>(chapters.size())).raw(", each a story of its own</p>");
    write_folded(page, chapters.first(begin), story, "earlier chapter", "earlier chapters");
    write_chapters(page, chapters.subspan(begin, end - begin), story);
    write_folded(page, chapters.subspan(end), story, "later chapter", "later chapters");
    out.raw("</section>\n");
}

void write_near(Page& page, const StoryView& story, const StoryWeb& web) {
    auto near = web.near(story);
    if (near.empty()) return;
    near = near.first(std::min(near.size(), max_near));
    auto& out = page.body();
    out.raw("<section aria-labelledby=\"nearby\"><h2 id=\"nearby\">Nearby</h2>");
    out.raw("<p class=\"note\">Other events that share names and rare words with this one.</p><ul class=\"changed\">");
    for (const auto& [other, link] : near) {
        out.raw("<li>");
        write_headline(page, *other);
        out.raw("<p class=\"meta\">Shares <span dir=\"auto\">");
        for (std::size_t i = 0; i < std::min(link->shared.size(), shown_words); ++i)
            out.raw(i == 0 ? Literal("") : Literal(", ")).text(link->shared[i].word);
        out.raw("</span>; ").text(distance_phrase(*other, story)).raw("</p></li>");
    }
    out.raw("</ul></section>\n");
}

}  // namespace masthead::publish
