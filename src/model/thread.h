// How stories lie to each other: one that goes on with another days later, or one that only lies near it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace masthead::model {

// A word that two stories share, and what it does for their link.
struct SharedTerm {
    std::string word;  // As the later story mostly writes it.
    int points = 0;    // Thousandths of likeness; those of all shared words would sum to the likeness.
    bool is_name = false;
    friend bool operator==(const SharedTerm&, const SharedTerm&) = default;
};

// Two stories that tell of much the same people, places and things.
struct StoryLink {
    std::string story_id;            // The later one: it began after the other, or at the same second with a larger id.
    std::string earlier_id;          // The other.
    int strength = 0;                // Thousandths: the likeness, less for every day between.
    int likeness = 0;                // Thousandths: 1000 for the same words in the same measure.
    std::chrono::seconds apart{0};   // From the last report of the earlier to the first of the later; 0: they overlap.
    std::vector<SharedTerm> shared;  // The most telling ones, the strongest first.
    friend bool operator==(const StoryLink&, const StoryLink&) = default;
};

// A story that goes on with a thread of stories, which is named after its first chapter. That one has no row.
struct StoryThread {
    std::string story_id;
    std::string thread_id;  // Id of the first chapter.
    friend bool operator==(const StoryThread&, const StoryThread&) = default;
};

}  // namespace masthead::model
