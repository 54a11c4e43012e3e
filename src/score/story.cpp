// Which member leads, how hot the story is, whether it is published.
#include "score/scoring.h"
#include "score/terms.h"
#include "text/normalize.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace masthead::score {
namespace {

constexpr std::string_view age_term = "age";

// What an editor pinned leads; a copy or a removed article only where nothing else is left.
int lead_rank(const Candidate& candidate, ProfileKind kind) {
    if (candidate.input->is_pinned && !candidate.input->is_removed) return -1;
    if (kind == ProfileKind::everyday) return 0;
    return (candidate.input->is_removed ? 2 : 0) + (candidate.input->is_duplicate ? 1 : 0);
}

// True if `a` stands before `b` among members of the same rank.
bool comes_before(const Candidate& a, const Candidate& b, ProfileKind kind) {
    if (a.total != b.total) return a.total > b.total;
    const auto& left = *a.input->facts;
    const auto& right = *b.input->facts;
    if (kind == ProfileKind::everyday) {
        const auto key = [](const Candidate& c) {
            return std::make_tuple(std::chrono::floor<std::chrono::days>(c.input->facts->published),
                                   std::string_view(c.slug));
        };
        if (key(a) != key(b)) return key(a) < key(b);
    }
    return std::tie(left.published, left.article_id) < std::tie(right.published, right.article_id);
}

// Slugs decide ties only, so nobody else gets one.
void add_slugs(std::vector<Candidate>& members) {
    std::map<int, int> uses;
    for (const auto& member : members) ++uses[member.total];
    for (auto& member : members) {
        if (uses[member.total] > 1) member.slug = text::slug(member.input->facts->title);
    }
}

void order(std::vector<Candidate>& members, ProfileKind kind) {
    std::ranges::sort(members, [kind](const Candidate& a, const Candidate& b) { return comes_before(a, b, kind); });
    const auto lead = std::ranges::min_element(
        members, [kind](const Candidate& a, const Candidate& b) { return lead_rank(a, kind) < lead_rank(b, kind); });
    std::rotate(members.begin(), lead, lead + 1);
}

bool is_published(const Candidate& lead, const model::Score& heat, const ScoringProfile& profile,
                  const Weights& weights) {
    if (lead.input->is_removed) return false;
    if (profile.kind == ProfileKind::everyday) return heat.total() >= profile.publish_at;
    return heat_before_age(heat) >= profile.publish_at && lead.total >= weights["publish-quality"];
}

model::Score quality_of(const ScoreInput& input, ProfileKind kind, const Weights& weights) {
    return kind == ProfileKind::everyday ? everyday_quality(input, weights) : masthead_quality(input, weights);
}

model::ScoredMember finish(const Candidate& candidate) {
    model::ScoredMember member;
    member.article_id = candidate.input->facts->article_id;
    member.quality = candidate.quality;
    member.heat.terms = {{"not-lead", -1, "another article leads the story"}};
    member.duplicate_of = candidate.input->duplicate_of;
    return member;
}

}  // namespace

int heat_before_age(const model::Score& heat) {
    int sum = 0;
    for (const auto& term : heat.terms) sum += term.name == age_term ? 0 : term.points;
    return sum;
}

model::Score quality(const ScoreInput& input, std::span<const model::Topic> topics, const ScoringProfile& profile) {
    const std::optional<ScoreFacts> found =
        input.facts == nullptr ? std::optional(facts_of(*input.article, topics)) : std::nullopt;
    ScoreInput complete = input;
    if (found) complete.facts = &*found;
    return quality_of(complete, profile.kind, Weights(profile));
}

model::Story score_story(std::string id, std::span<const ScoreInput> members, std::span<const model::Topic> topics,
                         const ScoringProfile& profile, core::Instant now) {
    std::vector<ScoreFacts> found;
    found.reserve(members.size());
    std::vector<ScoreInput> complete(members.begin(), members.end());
    for (auto& member : complete) {
        if (member.facts != nullptr) continue;
        member.facts = &found.emplace_back(facts_of(*member.article, topics));
        member.is_removed = member.is_removed || member.article->is_removed;
    }
    return score_story(std::move(id), complete, profile, now);
}

model::Story score_story(std::string id, std::span<const ScoreInput> members, const ScoringProfile& profile,
                         core::Instant now) {
    model::Story story;
    story.id = std::move(id);
    if (members.empty()) return story;
    const bool is_everyday = profile.kind == ProfileKind::everyday;
    const Weights weights(profile);
    std::vector<Candidate> candidates;
    candidates.reserve(members.size());
    for (const auto& member : members) {
        candidates.push_back({&member, quality_of(member, profile.kind, weights), 0, {}});
        candidates.back().total = candidates.back().quality.total();
    }
    if (is_everyday) {
        add_slugs(candidates);
    } else {
        mark_first_account(candidates, weights);
    }
    order(candidates, profile.kind);

    story.first = story.last = candidates.front().input->facts->published;
    for (const auto& candidate : candidates) {
        story.first = std::min(story.first, candidate.input->facts->published);
        story.last = std::max(story.last, candidate.input->facts->published);
        story.members.push_back(finish(candidate));
    }
    auto& lead = story.members.front();
    lead.heat = is_everyday ? everyday_heat(candidates, weights) : masthead_heat(candidates, weights, now);
    lead.is_published = is_published(candidates.front(), lead.heat, profile, weights);
    return story;
}

}  // namespace masthead::score
