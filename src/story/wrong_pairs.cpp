#include "story/wrong_pairs.h"

#include "core/hash.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace masthead::story {

namespace {

using Places = std::vector<std::size_t>;

class WrongPairs {
  public:
    WrongPairs(const TrainingSet& set, std::span<const Membership> memberships, std::uint64_t seed)
        : set_(set), memberships_(memberships), seed_(seed) {
        for (std::size_t i = 0; i < set.articles.size(); ++i) {
            if (set.articles[i].label.empty()) continue;
            by_label_[set.articles[i].label].push_back(i);
            by_story_[memberships[i].story_id].push_back(i);
        }
    }

    // All wrong pairs of an article that count.
    [[nodiscard]] std::vector<WrongPair> of(std::size_t place) const {
        std::vector<WrongPair> out;
        const auto& own = set_.articles[place];
        const auto take = [&](std::size_t other, bool is_together) {
            if (set_.scope == LabelScope::same_day && set_.articles[other].day != own.day) return;
            out.push_back({std::min(place, other), std::max(place, other), is_together, {}});
        };
        for (const auto other : by_story_.at(memberships_[place].story_id)) {
            if (set_.articles[other].label != own.label) take(other, true);
        }
        for (const auto other : by_label_.at(own.label)) {
            if (memberships_[other].story_id != memberships_[place].story_id) take(other, false);
        }
        return out;
    }

    [[nodiscard]] std::uint64_t lot(const WrongPair& pair) const {
        return core::stable_hash(set_.articles[pair.earlier].id,
                                 core::stable_hash(set_.articles[pair.later].id, seed_));
    }

  private:
    const TrainingSet& set_;
    std::span<const Membership> memberships_;
    std::uint64_t seed_;
    std::unordered_map<std::string_view, Places> by_label_;
    std::unordered_map<std::string_view, Places> by_story_;
};

}  // namespace

std::vector<WrongPair> draw_wrong_pairs(const TrainingSet& set, std::span<const Membership> memberships,
                                        std::size_t most, std::uint64_t seed) {
    const WrongPairs wrong(set, memberships, seed);
    const auto by_lot = [&](const WrongPair& left, const WrongPair& right) {
        return std::tuple(wrong.lot(left), left.earlier, left.later) <
               std::tuple(wrong.lot(right), right.earlier, right.later);
    };
    std::vector<WrongPair> drawn;
    for (std::size_t i = 0; i < set.articles.size(); ++i) {
        if (set.articles[i].label.empty()) continue;
        const auto own = wrong.of(i);
        if (!own.empty()) drawn.push_back(*std::ranges::min_element(own, by_lot));
    }
    std::ranges::sort(drawn, by_lot);
    std::vector<WrongPair> out;
    std::unordered_set<std::size_t> seen;
    for (auto& pair : drawn) {
        if (out.size() == most) break;
        if (seen.contains(pair.earlier) || seen.contains(pair.later)) continue;
        seen.insert({pair.earlier, pair.later});
        out.push_back(std::move(pair));
    }
    return out;
}

void explain_wrong_pairs(const TrainingSet& set, std::span<const StoryModel> models, std::vector<WrongPair>& pairs) {
    std::vector<PairQuestion> questions;
    questions.reserve(pairs.size());
    for (const auto& pair : pairs) questions.push_back({pair.earlier, pair.later, {}});
    ask_with_models(set, models, questions);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].why = std::move(questions[i].answer);
}

}  // namespace masthead::story
