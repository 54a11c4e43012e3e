#include "pipeline/scoring.h"

#include "pipeline/editor_words.h"
#include "pipeline/stage.h"
#include "score/scoring.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::Verdict;

using ArticleMap = std::map<std::string, model::Article, std::less<>>;

struct ScoringMaterial {
    ArticleMap articles;
    std::map<std::string, std::string, std::less<>> copies;                // Article id -> original's.
    std::map<std::string, int, std::less<>> image_uses;                    // By address of the lead image.
    std::map<std::string, std::vector<std::string>, std::less<>> stories;  // Story id -> member ids, sorted.
};

Result<ScoringMaterial> load_material(const World& world) {
    ScoringMaterial material;
    auto articles = world.store->articles(core::Instant::min(), core::Instant::max(), store::TextPart::with);
    if (!articles) return std::unexpected(articles.error());
    for (auto& article : *articles) {
        if (!article.images.empty()) ++material.image_uses[article.images.front().url];
        std::string id = article.id;
        material.articles.emplace(std::move(id), std::move(article));
    }
    const auto copies = world.store->duplicates();
    if (!copies) return std::unexpected(copies.error());
    for (const auto& copy : *copies) material.copies.emplace(copy.article_id, copy.original_id);
    const auto members = world.store->memberships();
    if (!members) return std::unexpected(members.error());
    for (const auto& member : *members) {
        if (material.articles.contains(member.article_id))
            material.stories[member.story_id].push_back(member.article_id);
    }
    return material;
}

std::vector<score::ScoreInput> inputs_of(const ScoringMaterial& material, const std::vector<std::string>& members) {
    std::vector<score::ScoreInput> inputs;
    for (const auto& id : members) {
        score::ScoreInput input;
        input.article = &material.articles.at(id);
        const auto copy = material.copies.find(id);
        // A copy whose original went to another story speaks for itself here.
        input.is_duplicate = copy != material.copies.end() && std::ranges::find(members, copy->second) != members.end();
        if (input.is_duplicate) input.duplicate_of = copy->second;
        const auto& images = input.article->images;
        if (!images.empty()) input.image_uses = material.image_uses.at(images.front().url);
        inputs.push_back(std::move(input));
    }
    return inputs;
}

// Of several articles that editors had lead, the latest named leads.
void pin_lead(std::vector<score::ScoreInput>& inputs, const EditorWords& words) {
    score::ScoreInput* pinned = nullptr;
    std::int64_t latest = 0;
    for (auto& input : inputs) {
        const auto pin = words.pins.find(input.article->id);
        if (pin == words.pins.end() || pin->second <= latest) continue;
        latest = pin->second;
        pinned = &input;
    }
    if (pinned != nullptr) pinned->is_pinned = true;
}

// The gates of score_story in words; without numbers that change by the hour, so that the same decision reads the same.
std::string publish_reason(const model::Article& lead, const model::ScoredMember& scored,
                           const score::ScoringProfile& profile) {
    if (scored.is_published) return fmt::format("the heat reached the gate of {}", profile.publish_at);
    if (lead.is_removed) return "an editor removed it";
    const auto least = profile.weights.find("publish-quality");
    if (least != profile.weights.end() && scored.quality.total() < least->second) {
        return fmt::format("the quality is below the gate of {}", least->second);
    }
    return fmt::format("the heat is below the gate of {}", profile.publish_at);
}

void decide(const ScoringMaterial& material, const model::Story& story, const score::ScoringProfile& profile,
            store::ChangeSet& changes) {
    const auto& lead = material.articles.at(story.lead_id());
    for (const auto& member : story.members) {
        const std::string& url = material.articles.at(member.article_id).web_url;
        const bool leads = member.article_id == story.lead_id();
        changes.decisions.push_back(
            {url, "story", leads ? Verdict::lead : Verdict::related,
             leads ? "leads its story" : fmt::format("in the story led by {} (\"{}\")", lead.provider.name, lead.title),
             story.id, changes.at});
        if (!leads) continue;
        changes.decisions.push_back({url, "publish", member.is_published ? Verdict::kept : Verdict::dropped,
                                     publish_reason(material.articles.at(member.article_id), member, profile), story.id,
                                     changes.at});
    }
}

}  // namespace

Result<void> score_stories(const config::Desk& desk, const World& world, RunReport& report) {
    StageTimer timer(report, "score");
    const auto kind = desk.scoring.profile == "everyday" ? score::ProfileKind::everyday : score::ProfileKind::masthead;
    auto profile = score::make_profile(kind, desk.scoring.weights);
    if (!profile) return std::unexpected(profile.error());
    profile->publish_at = static_cast<int>(desk.scoring.publish_at);
    const auto material = load_material(world);
    if (!material) return std::unexpected(material.error());
    const auto words = load_editor_words(*world.store);
    if (!words) return std::unexpected(words.error());
    store::ChangeSet changes;
    changes.at = world.clock->now();
    for (const auto& [id, members] : material->stories) {
        auto inputs = inputs_of(*material, members);
        if (!words->pins.empty()) pin_lead(inputs, *words);
        changes.scored.push_back(score::score_story(id, inputs, desk.topics, *profile, changes.at));
        if (const auto title = words->titles.find(id); title != words->titles.end())
            changes.scored.back().title = title->second;
        decide(*material, changes.scored.back(), *profile, changes);
        if (changes.scored.back().members.front().is_published) ++report.published;
    }
    report.stories = changes.scored.size();
    timer.count(material->articles.size(), report.stories);
    const auto counts = world.store->apply(changes, store::Durability::normal);
    if (!counts) return std::unexpected(counts.error());
    return {};
}

}  // namespace masthead::pipeline
