#include "pipeline/preview.h"

#include "pipeline/score_facts.h"
#include "pipeline/scoring.h"

#include <algorithm>
#include <map>
#include <thread>

namespace masthead::pipeline {

namespace {

using core::Result;
using score::ScoringProfile;

// What decides a story's place, without its terms: all stories' terms at once would be large.
struct Standing {
    std::uint32_t story = 0;  // Place in the material.
    int heat = 0;
    core::Instant last{};
};

struct Ranking {
    std::vector<Standing> front;  // The hottest first.
    std::size_t published = 0;
};

// As the site orders them (publish/edition_view.cpp): by heat, the newest first among equals.
Ranking rank(const ScoringMaterial& material, const ScoringProfile& profile, core::Instant now, core::Instant from,
             std::size_t most) {
    Ranking ranking;
    const auto& stories = material.stories();
    for (std::uint32_t at = 0; at < stories.size(); ++at) {
        const auto story = material.score(stories[at], profile, now);
        const auto& lead = story.members.front();
        if (!lead.is_published || story.last < from) continue;
        ++ranking.published;
        ranking.front.push_back({at, lead.heat.total(), std::min(story.last, now)});
    }
    const auto is_hotter = [](const Standing& left, const Standing& right) {
        if (left.heat != right.heat) return left.heat > right.heat;
        if (left.last != right.last) return left.last > right.last;
        return left.story < right.story;  // They stand in the order of their ids.
    };
    const auto count = std::min(most, ranking.front.size());
    std::ranges::partial_sort(ranking.front, ranking.front.begin() + static_cast<std::ptrdiff_t>(count), is_hotter);
    ranking.front.resize(count);
    return ranking;
}

std::size_t place_in(const Ranking& ranking, std::uint32_t story) {
    const auto found = std::ranges::find(ranking.front, story, &Standing::story);
    return found == ranking.front.end() ? 0 : static_cast<std::size_t>(found - ranking.front.begin()) + 1;
}

// Terms by name, summed: a name may stand twice.
void compare(const model::Score& before, const model::Score& after, std::string_view of,
             std::vector<TermChange>& changes) {
    std::map<std::string_view, std::pair<int, int>> points;
    std::vector<std::string_view> order;
    const auto add = [&](const model::Score& score, int std::pair<int, int>::* side) {
        for (const auto& term : score.terms) {
            const auto [at, is_new] = points.try_emplace(term.name);
            if (is_new) order.push_back(term.name);
            at->second.*side += term.points;
        }
    };
    add(before, &std::pair<int, int>::first);
    add(after, &std::pair<int, int>::second);
    for (const auto name : order) {
        const auto [left, right] = points[name];
        if (left != right) changes.push_back({std::string(of), std::string(name), left, right});
    }
}

class Comparison {
  public:
    Comparison(const ScoringMaterial& material, const ScoringProfile& before, const ScoringProfile& after,
               core::Instant now)
        : material_(material), before_(before), after_(after), now_(now) {}

    [[nodiscard]] FrontChange of(std::uint32_t at, std::size_t place_before, std::size_t place_after) const {
        const auto& members = material_.stories()[at];
        const auto old_story = material_.score(members, before_, now_);
        const auto new_story = material_.score(members, after_, now_);
        FrontChange change{.move = move_of(place_before, place_after),
                           .story_id = std::string(members.id),
                           .before = placed(old_story, place_before),
                           .after = placed(new_story, place_after),
                           .terms = {}};
        compare(old_story.members.front().heat, new_story.members.front().heat, "heat", change.terms);
        compare(old_story.members.front().quality, new_story.members.front().quality, "quality", change.terms);
        return change;
    }

  private:
    static FrontMove move_of(std::size_t before, std::size_t after) {
        if (before == 0) return FrontMove::entered;
        if (after == 0) return FrontMove::left;
        return after < before ? FrontMove::rose : FrontMove::fell;
    }

    [[nodiscard]] FrontPlace placed(const model::Story& story, std::size_t place) const {
        const auto& lead = story.members.front();
        FrontPlace out{.place = place,
                       .is_published = lead.is_published,
                       .heat = lead.heat.total(),
                       .quality = lead.quality.total(),
                       .title = {},
                       .provider = {},
                       .url = {}};
        if (const auto* facts = material_.facts_of(lead.article_id)) {
            out.title = facts->title;
            out.provider = facts->provider_name;
            out.url = facts->web_url;
        }
        return out;
    }

    const ScoringMaterial& material_;
    const ScoringProfile& before_;
    const ScoringProfile& after_;
    core::Instant now_;
};

// Entered, left, then moved; each by the place that people see.
bool stands_before(const FrontChange& left, const FrontChange& right) {
    const auto key = [](const FrontChange& change) {
        const int group = change.move == FrontMove::entered ? 0 : change.move == FrontMove::left ? 1 : 2;
        return std::pair(group, change.after.place > 0 ? change.after.place : change.before.place);
    };
    return key(left) < key(right);
}

}  // namespace

Result<Preview> preview_front(const config::Desk& desk, const config::ScoringOptions& changed,
                              const store::Store& store, core::Instant now, const PreviewOptions& options) {
    const auto old_profile = profile_of(desk.scoring);
    if (!old_profile) return std::unexpected(old_profile.error());
    const auto new_profile = profile_of(changed);
    if (!new_profile) return std::unexpected(new_profile.error());
    const auto rules = store.rules();
    if (!rules) return std::unexpected(rules.error());
    const auto material = ScoringMaterial::load(desk, store);
    if (!material) return std::unexpected(material.error());

    const auto from = desk.publish.days > 0 ? now - std::chrono::days(desk.publish.days) : core::Instant::min();
    Ranking before;
    Ranking after;
    {
        const std::jthread beside([&] { before = rank(*material, *old_profile, now, from, options.front); });
        after = rank(*material, *new_profile, now, from, options.front);
    }
    Preview preview{.before = {},
                    .after = {},
                    .changes = {},
                    .stories = material->stories().size(),
                    .published_before = before.published,
                    .published_after = after.published,
                    .is_outdated = !rules->empty() && *rules != rules_of(desk)};
    const Comparison comparison(*material, *old_profile, *new_profile, now);
    for (const auto& standing : before.front) {
        auto change = comparison.of(standing.story, preview.before.size() + 1, place_in(after, standing.story));
        preview.before.push_back(change.before);
        if (change.before.place != change.after.place) preview.changes.push_back(std::move(change));
    }
    for (const auto& standing : after.front) {
        auto change = comparison.of(standing.story, place_in(before, standing.story), preview.after.size() + 1);
        preview.after.push_back(change.after);
        if (change.before.place == 0) preview.changes.push_back(std::move(change));
    }
    std::ranges::sort(preview.changes, stands_before);
    return preview;
}

}  // namespace masthead::pipeline
