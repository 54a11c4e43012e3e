#include "pipeline/scoring.h"

#include "core/hash.h"
#include "pipeline/score_facts.h"
#include "pipeline/stage.h"
#include "pipeline/workers.h"
#include "score/junk.h"
#include "score/standing.h"

#include <algorithm>
#include <iterator>
#include <span>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;

// The gates of score_story in words; without numbers that change by the hour, so that the same decision reads the same.
std::string publish_reason(bool is_removed, const model::ScoredMember& scored, const score::ScoringProfile& profile) {
    if (scored.is_published) return fmt::format("the heat reached the gate of {}", profile.publish_at);
    if (is_removed) return "an editor removed it";
    const auto least = profile.weights.find("publish-quality");
    if (least != profile.weights.end() && scored.quality.total() < least->second) {
        return fmt::format("the quality is below the gate of {}", least->second);
    }
    return fmt::format("the heat is below the gate of {}", profile.publish_at);
}

// Of several articles that editors had lead, the latest named leads.
void pin_lead(std::vector<score::ScoreInput>& inputs, const EditorWords& words) {
    score::ScoreInput* pinned = nullptr;
    std::int64_t latest = 0;
    for (auto& input : inputs) {
        const auto pin = words.pins.find(input.facts->article_id);
        if (pin == words.pins.end() || pin->second <= latest) continue;
        latest = pin->second;
        pinned = &input;
    }
    if (pinned != nullptr) pinned->is_pinned = true;
}

std::uint64_t chain(std::uint64_t hash, std::string_view text) {
    return core::stable_hash(text, hash);
}

std::uint64_t chain(std::uint64_t hash, std::int64_t number) {
    return core::mix(hash + static_cast<std::uint64_t>(number));
}

std::uint64_t chain(std::uint64_t hash, const model::Score& score) {
    for (const auto& term : score.terms) hash = chain(chain(chain(hash, term.name), term.points), term.detail);
    return chain(hash, static_cast<std::int64_t>(score.terms.size()));
}

std::uint64_t mark_of(const model::Story& story, const model::ScoredMember& member, std::int64_t place) {
    std::uint64_t hash = chain(chain(core::stable_hash(story.id), place), member.is_published ? 1 : 0);
    hash = chain(chain(chain(hash, member.quality), member.heat), member.duplicate_of);
    if (place > 0) return hash;
    return chain(chain(chain(hash, core::to_unix(story.first)), core::to_unix(story.last)), story.title);
}

std::uint64_t chain(std::uint64_t hash, const model::Decision& decision) {
    return chain(chain(chain(hash, static_cast<std::int64_t>(decision.verdict)), decision.reason), decision.other);
}

// What is to be written of the stories: those that are not stored as they are now.
class ScoreWriter {
  public:
    ScoreWriter(const std::vector<store::StoredMarks>& stored, const score::ScoringProfile& profile, core::Instant now)
        : stored_(stored), profile_(profile) {
        changes.at = now;
    }

    // `facts` of the members, in the story's order.
    void add(model::Story story, const std::vector<const score::ScoreFacts*>& facts, bool lead_is_removed) {
        const auto& lead = *facts.front();
        const std::string related =
            story.members.size() < 2 ? std::string()
                                     : fmt::format("in the story led by {} (\"{}\")", lead.provider_name, lead.title);
        bool is_stored = true;
        for (std::size_t i = 0; i < story.members.size(); ++i) {
            decide(story, i, *facts[i], related, lead_is_removed);
            is_stored = is_stored && story.members[i].is_stored;
        }
        if (!is_stored) changes.scored.push_back(std::move(story));
    }

    store::ChangeSet changes;

  private:
    void decide(model::Story& story, std::size_t place, const score::ScoreFacts& facts, const std::string& related,
                bool lead_is_removed) {
        auto& member = story.members[place];
        const bool leads = place == 0;
        const auto before = changes.decisions.size();
        changes.decisions.push_back({facts.web_url, "story", leads ? Verdict::lead : Verdict::related,
                                     leads ? "leads its story" : related, story.id, changes.at});
        if (leads) {
            changes.decisions.push_back({facts.web_url, "publish",
                                         member.is_published ? Verdict::kept : Verdict::dropped,
                                         publish_reason(lead_is_removed, member, profile_), story.id, changes.at});
        }
        member.marks.score = mark_of(story, member, static_cast<std::int64_t>(place));
        for (auto at = before; at < changes.decisions.size(); ++at)
            member.marks.decisions = chain(member.marks.decisions, changes.decisions[at]);
        const auto known = std::ranges::lower_bound(stored_, member.article_id, {}, &store::StoredMarks::article_id);
        if (known == stored_.end() || known->article_id != member.article_id) return;
        member.is_stored = known->marks == member.marks;
        if (known->marks.decisions == member.marks.decisions) changes.decisions.resize(before);
    }

    const std::vector<store::StoredMarks>& stored_;
    const score::ScoringProfile& profile_;
};

// What a scoring works from; all borrowed.
struct ScoringJob {
    const ScoringMaterial& material;
    const std::vector<store::StoredMarks>& stored;
    const score::ScoringProfile& profile;
    core::Instant now;
};

struct ScoredShare {
    store::ChangeSet changes;
    std::size_t published = 0;
};

ScoredShare score_share(const ScoringJob& job, std::span<const ScoringMaterial::StoryMembers> stories) {
    ScoreWriter writer(job.stored, job.profile, job.now);
    ScoredShare share;
    std::vector<const score::ScoreFacts*> facts;
    for (const auto& members : stories) {
        auto story = job.material.score(members, job.profile, job.now);
        if (story.members.front().is_published) ++share.published;
        facts.clear();
        for (const auto& member : story.members) facts.push_back(job.material.facts_of(member.article_id));
        const bool lead_is_removed = job.material.is_removed(story.lead_id());
        writer.add(std::move(story), facts, lead_is_removed);
    }
    share.changes = std::move(writer.changes);
    return share;
}

// The stories in shares that threads take in turn; put together in the order of the stories, so the threads do not
// show.
store::ChangeSet score_all(const ScoringJob& job, const World& world, RunReport& report) {
    constexpr std::size_t stories_a_share = 2000;
    const std::span stories(job.material.stories());
    std::vector<ScoredShare> shares((stories.size() + stories_a_share - 1) / stories_a_share);
    world.progress->begin("scores", shares.size());
    {
        Workers workers({.threads = world.threads});
        Workers::Batch batch(workers);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const auto first = i * stories_a_share;
            const auto own = stories.subspan(first, std::min(stories_a_share, stories.size() - first));
            batch.put([&job, own, share = &shares[i]] { *share = score_share(job, own); });
        }
    }
    store::ChangeSet all;
    all.at = job.now;
    for (auto& share : shares) {
        report.published += share.published;
        std::ranges::move(share.changes.scored, std::back_inserter(all.scored));
        std::ranges::move(share.changes.decisions, std::back_inserter(all.decisions));
        world.progress->advance(1);
    }
    world.progress->end();
    return all;
}

}  // namespace

Result<ScoringMaterial> ScoringMaterial::load(const config::Desk& desk, const store::Store& store) {
    ScoringMaterial material;
    auto facts = load_facts(desk, store);
    if (!facts) return std::unexpected(facts.error());
    material.facts_ = std::move(*facts);
    for (const auto& one : material.facts_) {
        if (one.image != 0) ++material.image_uses_[one.image];
    }
    const auto copies = store.duplicates();
    if (!copies) return std::unexpected(copies.error());
    for (const auto& copy : *copies) material.copies_.emplace(copy.article_id, copy.original_id);
    const auto removed = store.removed_articles();
    if (!removed) return std::unexpected(removed.error());
    material.removed_.insert(removed->begin(), removed->end());
    auto words = load_editor_words(store);
    if (!words) return std::unexpected(words.error());
    material.words_ = std::move(*words);
    auto members = store.memberships();
    if (!members) return std::unexpected(members.error());
    material.memberships_ = std::move(*members);
    // Both lists are sorted by article id, and places follow it: members stay in that order inside their story.
    std::vector<std::pair<std::string_view, std::uint32_t>> placed;
    placed.reserve(material.memberships_.size());
    std::uint32_t at = 0;
    for (const auto& member : material.memberships_) {
        while (at < material.facts_.size() && material.facts_[at].article_id < member.article_id) ++at;
        if (at < material.facts_.size() && material.facts_[at].article_id == member.article_id)
            placed.emplace_back(member.story_id, at);
    }
    std::ranges::sort(placed);
    for (const auto& [story, place] : placed) {
        if (material.stories_.empty() || material.stories_.back().id != story) material.stories_.push_back({story, {}});
        material.stories_.back().facts.push_back(place);
    }
    material.learn_standings();
    return material;
}

const std::string* ScoringMaterial::original_of(const StoryMembers& story, const std::string& id) const {
    if (copies_.empty()) return nullptr;
    const auto copy = copies_.find(id);
    if (copy == copies_.end()) return nullptr;
    // A copy whose original went to another story speaks for itself here.
    const bool is_here =
        std::ranges::any_of(story.facts, [&](auto place) { return facts_[place].article_id == copy->second; });
    return is_here ? &copy->second : nullptr;
}

void ScoringMaterial::learn_standings() {
    score::StandingLearner learner;
    std::vector<score::ProviderAccount> accounts;
    for (const auto& story : stories_) {
        accounts.clear();
        for (const auto place : story.facts) {
            const auto& facts = facts_[place];
            accounts.push_back({facts.provider_domain, facts.voice(), original_of(story, facts.article_id) != nullptr});
        }
        learner.add_story(accounts);
    }
    standings_ = learner.standings();
}

std::vector<score::ScoreInput> ScoringMaterial::inputs_of(const StoryMembers& story) const {
    std::vector<score::ScoreInput> inputs;
    inputs.reserve(story.facts.size());
    for (const auto place : story.facts) {
        auto& input = inputs.emplace_back();
        input.facts = &facts_[place];
        const std::string& id = input.facts->article_id;
        if (const auto* original = original_of(story, id)) {
            input.is_duplicate = true;
            input.duplicate_of = *original;
        }
        if (const auto standing = standings_.find(input.facts->provider_domain); standing != standings_.end())
            input.provider_standing = standing->second;
        input.is_removed = !removed_.empty() && removed_.contains(id);
        if (input.facts->image != 0) input.image_uses = image_uses_.at(input.facts->image);
    }
    return inputs;
}

model::Story ScoringMaterial::score(const StoryMembers& story, const score::ScoringProfile& profile,
                                    core::Instant now) const {
    auto inputs = inputs_of(story);
    if (!words_.pins.empty()) pin_lead(inputs, words_);
    auto scored = score::score_story(std::string(story.id), inputs, profile, now);
    if (const auto title = words_.titles.find(story.id); title != words_.titles.end()) scored.title = title->second;
    return scored;
}

const score::ScoreFacts* ScoringMaterial::facts_of(std::string_view article_id) const {
    const auto found = std::ranges::lower_bound(facts_, article_id, {}, &score::ScoreFacts::article_id);
    return found == facts_.end() || found->article_id != article_id ? nullptr : &*found;
}

Result<score::ScoringProfile> profile_of(const config::ScoringOptions& options) {
    const auto kind = options.profile == "everyday" ? score::ProfileKind::everyday : score::ProfileKind::masthead;
    auto profile = score::make_profile(kind, options.weights);
    if (!profile) return profile;
    profile->publish_at = static_cast<int>(options.publish_at);
    for (const auto& [name, points] : options.junk) {
        const auto weight = profile->weights.try_emplace(name, score::own_junk_points).first;
        if (points > 0) weight->second = points;
    }
    return profile;
}

Result<void> score_stories(const config::Desk& desk, const World& world, RunReport& report) {
    StageTimer timer(report, "score");
    const auto profile = profile_of(desk.scoring);
    if (!profile) return std::unexpected(profile.error());
    const auto ruled = refresh_facts(desk, world);
    if (!ruled) return std::unexpected(ruled.error());
    const auto material = ScoringMaterial::load(desk, *world.store);
    if (!material) return std::unexpected(material.error());
    const auto stored = world.store->score_marks();
    if (!stored) return std::unexpected(stored.error());
    const auto changes = score_all({*material, *stored, *profile, world.clock->now()}, world, report);
    report.stories = material->stories().size();
    report.changed_by_rules = *ruled;
    report.rescored = changes.scored.size();
    timer.count(material->facts().size(), report.stories);
    const auto counts = world.store->apply(changes, store::Durability::normal);
    if (!counts) return std::unexpected(counts.error());
    report.decisions = counts->decisions;
    return {};
}

}  // namespace masthead::pipeline
