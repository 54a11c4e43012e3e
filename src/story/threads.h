// Which stories lie near each other, and which of them are chapters of one thread: a story that develops over days.
//
// Everything is decided from the side of the later story: how rare a word is is counted in the stories of the days
// before it, it is linked to earlier ones alone, and it goes on with a thread that is there. So what comes later
// changes nothing between stories that were there, and what is linked depends on which stories there are, never on the
// order in which they came to be known.
#pragma once

#include "model/thread.h"
#include "story/profile.h"

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::story {

// Thresholds were set by reading the links of a recorded autumn of news; docs/stories.md says what they give.
struct ThreadOptions {
    std::chrono::hours reach{240};         // Between the last report of a story and the first of another near it.
    std::chrono::hours thread_reach{168};  // The same between two chapters.
    std::chrono::hours counted{240};       // Stories that began so long before count for how rare a word is.
    std::chrono::hours half_life{240};     // A likeness counts half after so long a silence.
    double background_documents = 300;     // As many stories of the desk's own weigh as much as news at large.
    double background_share = 0.5;         // Of the blend.
    double telling_idf = 3.5;              // A word is telling if fewer than about one story in 30 has it.
    double common_word = 0.6;              // Weight of a word that is no name.
    int near_strength = 120;               // Thousandths, as all strengths.
    int chapter_strength = 260;            // Of the strongest link between a chapter and its thread ...
    int support_strength = 160;            // ... and of the mean of the best few, that no chain forms.
    std::size_t support = 3;               // Those few.
    std::size_t min_telling = 2;           // Telling words that any link shares, a name among them ...
    std::size_t min_nameless = 4;          // ... or so many where there is none (Chinese marks no names).
    std::size_t min_telling_chapter = 3;   // That a chapter shares with one of its thread.
    std::size_t max_links = 8;             // Kept of a story to earlier ones.
    std::size_t max_shared = 6;            // Words kept of a link.
    std::size_t probe_words = 16;          // The most telling words are looked up ...
    std::size_t max_found = 200;           // ... until so many stories in reach were found for a word.
};

struct LinkedStories {
    std::vector<model::StoryLink> links;      // Sorted by story, the strongest first.
    std::vector<model::StoryThread> threads;  // Sorted by story.
};

// Links every story that began at `from` or later.
//
//   stories  any order; all that end at `context_from(from)` or later, or what depends on the missing ones is missing
//   known    threads of stories that began before `from`
//   cost     O(stories x probe_words x max_found), no texts
[[nodiscard]] LinkedStories link_stories(std::span<const StoryProfile> stories, core::Instant from,
                                         std::span<const model::StoryThread> known, const ThreadOptions& options);

// How far back stories are looked at for those that began at `from`.
[[nodiscard]] core::Instant context_from(core::Instant from, const ThreadOptions& options);

}  // namespace masthead::story
