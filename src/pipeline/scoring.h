#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/editor_words.h"
#include "pipeline/world.h"
#include "score/scoring.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace masthead::pipeline {

// All that stories are scored from, without their texts. Stories and members stand in the order of their ids.
class ScoringMaterial {
  public:
    struct StoryMembers {
        std::string_view id;
        std::vector<std::uint32_t> facts;  // Places in `facts`.
    };

    ScoringMaterial(const ScoringMaterial&) = delete;  // Stories borrow their ids from the memberships.
    ScoringMaterial& operator=(const ScoringMaterial&) = delete;
    ScoringMaterial(ScoringMaterial&&) = default;
    ScoringMaterial& operator=(ScoringMaterial&&) = default;
    ~ScoringMaterial() = default;

    // Errors: the store's own.
    [[nodiscard]] static core::Result<ScoringMaterial> load(const config::Desk& desk, const store::Store& store);

    [[nodiscard]] const std::vector<score::ScoreFacts>& facts() const { return facts_; }
    [[nodiscard]] const std::vector<StoryMembers>& stories() const { return stories_; }
    // nullptr: unknown.
    [[nodiscard]] const score::ScoreFacts* facts_of(std::string_view article_id) const;
    [[nodiscard]] bool is_removed(const std::string& article_id) const { return removed_.contains(article_id); }
    [[nodiscard]] model::Story score(const StoryMembers& story, const score::ScoringProfile& profile,
                                     core::Instant now) const;

  private:
    ScoringMaterial() = default;
    void learn_standings();
    // The article that a member is a copy of, if that is in the story as well.
    [[nodiscard]] const std::string* original_of(const StoryMembers& story, const std::string& id) const;
    [[nodiscard]] std::vector<score::ScoreInput> inputs_of(const StoryMembers& story) const;

    std::vector<score::ScoreFacts> facts_;             // Sorted by article id.
    std::vector<store::StoryMembership> memberships_;  // Sorted by article id; story ids are borrowed from here.
    std::vector<StoryMembers> stories_;
    std::unordered_map<std::string, std::string> copies_;  // Article id -> original's.
    std::unordered_set<std::string> removed_;              // Article ids.
    std::unordered_map<std::uint64_t, int> image_uses_;    // By hash of the lead image's address.
    EditorWords words_;
    std::unordered_map<std::string_view, double> standings_;  // By provider's domain; of those that are not 0.
};

// The desk's profile with its weights and its gate. Errors: invalid, as make_profile.
[[nodiscard]] core::Result<score::ScoringProfile> profile_of(const config::ScoringOptions& options);

// Scores every story from the facts of its members, and stores the terms and decisions that changed since they were
// last stored. Errors: invalid for weights that the profile does not have; the store's own.
[[nodiscard]] core::Result<void> score_stories(const config::Desk& desk, const World& world, RunReport& report);

}  // namespace masthead::pipeline
