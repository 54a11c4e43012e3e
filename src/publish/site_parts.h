// The pieces that several pages share: headline, source line, picture, score terms, title changes.
#pragma once

#include "publish/edition_view.h"
#include "publish/site_page.h"

#include <string>
#include <string_view>

namespace masthead::publish {

enum class PictureUse : std::uint8_t { lead, row };

// The topic's name as a link, and "Video" where it is one. `without` is the topic of the page itself: it says nothing
// there.
void write_kicker(Page& page, const StoryView& story, std::string_view without = {});
// The lead's title as a link to the story's page, with its language where it is not the desk's.
void write_headline(Page& page, const StoryView& story);
// The title as text or within a link the caller has opened: <span lang dir=auto>.
void write_title(Page& page, const model::Article& article);
// The same for a story: an editor's title, else its lead's.
void write_story_title(Page& page, const StoryView& story);
// A title as a link to the publisher's page; only text where the address is none a page may take.
void write_link_out(Page& page, const model::Article& article);
// "Strait Observer and 18 more from 16 owners"
void write_sources(Page& page, const StoryView& story);
// <time datetime=... title=...>phrase</time>
void write_time(Page& page, core::Instant instant, std::string_view phrase);
// An <img> with its size, never shifting the page; nothing but the image.
void write_picture(Page& page, const Picture& picture, PictureUse use);
// <figcaption>: what the picture shows, and whose it is.
void write_caption(Page& page, const Picture& picture);
// How the first story of a page begins: picture, kicker, headline, summary and sources. Leaves the article, its column
// and the line of sources open for what the page adds. `without` as in write_kicker.
void write_lead_opening(Page& page, const StoryView& story, std::string_view without = {});
// The strongest terms of a score, signed, what speaks for the story first: "+64 16 owners".
void write_terms(Page& page, const model::Score& score, std::size_t limit);
// A story of a list: kicker, headline, summary, sources and picture. `without` as in write_kicker. A list right below
// the page's own heading takes the second level, one below a lead story the third.
enum class HeadingLevel : std::uint8_t { second, third };
void write_row(Page& page, const StoryView& story, HeadingLevel level, std::string_view without = {});
// A title with what was struck and added.
void write_title_change(Page& page, std::string_view before, std::string_view after);

// The excerpt cut to a length; empty if there is none or it only repeats the title.
[[nodiscard]] std::string summary_of(const model::Article& article, std::size_t max_characters);
// What a term was counted from, else its name with spaces.
[[nodiscard]] std::string label_of(const model::ScoreTerm& term);
// "German" for "de"; the tag itself where we know no name; empty if it is the desk's own or unknown.
[[nodiscard]] std::string foreign_language(const model::Article& article, const model::DeskIdentity& desk);

// One title that changed after it was published.
struct TitleChange {
    const model::Article* article = nullptr;
    core::Instant at;
    std::string_view before;
    std::string_view after;
};
// The title changes of a story's accounts, oldest first.
[[nodiscard]] std::vector<TitleChange> title_changes(const EditionView& view, const StoryView& story);

}  // namespace masthead::publish
