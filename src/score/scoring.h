// Quality (is this a good article?) and heat (does it matter now?): integers made of named terms. DESIGN.md 4.
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "model/article.h"
#include "model/score.h"
#include "model/story.h"
#include "model/topic.h"
#include "score/facts.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::score {

enum class ProfileKind : std::uint8_t { everyday, masthead };

// A profile is data: named weights over one of two rules. `weights` holds every weight of the kind, defaults filled in.
struct ScoringProfile {
    ProfileKind kind = ProfileKind::masthead;
    std::map<std::string, double, std::less<>> weights;
    int publish_at = 70;  // Heat from which a lead is published.
};

// One weight: what a desk may set under scoring.weights, with its meaning for `--help` and the reference page.
struct WeightInfo {
    std::string_view name;
    double value = 0;
    std::string_view unit;
    std::string_view meaning;
};
[[nodiscard]] std::span<const WeightInfo> weights_of(ProfileKind kind);
// Defaults with `overrides` on top.
// Errors: invalid for a name the kind does not have (lists those it has) or a value that is no finite number.
[[nodiscard]] core::Result<ScoringProfile> make_profile(ProfileKind kind,
                                                        const std::map<std::string, double, std::less<>>& overrides);

// What scoring knows of one member of a story.
struct ScoreInput {
    const ScoreFacts* facts = nullptr;        // Both borrowed for the call;
    const model::Article* article = nullptr;  // needed where there are no facts: they are found in it then.
    bool is_removed = false;                  // By an editor; also where the article says so.
    bool is_duplicate = false;                // A syndicated copy of another member.
    std::string duplicate_of;
    int image_uses = 1;            // Articles of the desk that carry the same lead image.
    double provider_standing = 0;  // -1..1: learned from corroboration; 0 unknown.
    bool is_pinned = false;        // An editor had it lead; one of a story at most.
};

// Quality of one article, apart from its story. Terms of 0 points are left out; "floor" lifts a sum below 0 to 0.
//
//   topics   the desk's list: ids, names and keywords
//   cost     O(length of title and text + keywords)
[[nodiscard]] model::Score quality(const ScoreInput& input, std::span<const model::Topic> topics,
                                   const ScoringProfile& profile);

// Scores, orders and gates a whole story: members come back lead first, then by quality descending (ties to the
// earliest, then the id).
//
//   members  any order; none gives a story without members
//   now      used by the `masthead` profile's term "age" alone: everything else stays as it is while time passes
//   returns  heat, its terms and `is_published` for the lead; "not-lead" of -1 for all others
//
// Published (masthead): the heat without its age reaches `publish_at`, the lead's quality reaches the weight
// "publish-quality" and no editor has removed it. So a story stays published while it cools. Published (everyday): heat
// reaches `publish_at` and not removed. The lead is the article that an editor pinned, unless it is removed. Otherwise
// the lead (masthead) is the best own account: copies and removed articles come last. Ties (everyday) go to the
// earliest day, then to the first slug, as the reference site reads its files.
[[nodiscard]] model::Story score_story(std::string id, std::span<const ScoreInput> members,
                                       std::span<const model::Topic> topics, const ScoringProfile& profile,
                                       core::Instant now);

// The same for members that all have their facts. O(members x terms): no text is read.
[[nodiscard]] model::Story score_story(std::string id, std::span<const ScoreInput> members,
                                       const ScoringProfile& profile, core::Instant now);

// Heat as it was before it cooled: all terms but "age". What records keep, since it does not change from run to run.
[[nodiscard]] int heat_before_age(const model::Score& heat);

}  // namespace masthead::score
