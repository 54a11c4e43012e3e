// Where a grouping and the labels disagree: pairs of articles to be read by a person.
#pragma once

#include "story/training.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace masthead::story {

struct WrongPair {
    std::size_t earlier = 0;  // Places in the set.
    std::size_t later = 0;
    bool is_together = false;  // Put together though the labels differ; otherwise apart though they are one.
    PairExplanation why;       // As the engine saw the pair when the later one had come; empty if too far apart.
};

// At most `most` of them, drawn by the seed: an article speaks for one of its wrong pairs, so that one great wrong
// merge does not fill the list.
//
//   memberships  what was decided, in the order of the set
//   cost         O(articles * members of their stories)
[[nodiscard]] std::vector<WrongPair> draw_wrong_pairs(const TrainingSet& set, std::span<const Membership> memberships,
                                                      std::size_t most, std::uint64_t seed);

// Fills in `why`: the set streams in once more. Models: as in run_with_models.
void explain_wrong_pairs(const TrainingSet& set, std::span<const StoryModel> models, std::vector<WrongPair>& pairs);

}  // namespace masthead::story
