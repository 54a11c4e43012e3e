#include "story/editor_rules.h"

#include <algorithm>
#include <iterator>

namespace masthead::story {

namespace {

using Numbers = std::vector<std::size_t>;

void unite(Numbers& into, const Numbers& from) {
    Numbers all;
    std::ranges::set_union(into, from, std::back_inserter(all));
    into = std::move(all);
}

bool share(const Numbers& left, const Numbers& right) {
    return std::ranges::find_first_of(left, right) != left.end();
}

template <typename Marks>
const EditorMarks* find(const Marks& marks, const std::string& id) {
    const auto found = marks.find(id);
    return found == marks.end() ? nullptr : &found->second;
}

}  // namespace

void EditorMarks::take(const EditorMarks& other) {
    unite(together, other.together);
    unite(apart, other.apart);
}

bool EditorMarks::contradicts(const EditorMarks& other) const {
    return share(together, other.apart) || share(apart, other.together);
}

void EditorRules::set(std::span<const EditorRule> rules, const std::map<std::string, std::string>& stories) {
    rules_.clear();
    articles_.clear();
    stories_.clear();
    for (const auto& rule : rules) {
        const auto number = rules_.size();
        rules_.push_back({rule.together.size(), {}});
        for (const auto& id : rule.together) articles_[id].together.push_back(number);
        for (const auto& id : rule.apart) articles_[id].apart.push_back(number);
    }
    for (auto& [id, marks] : articles_) {
        const auto story = stories.find(id);
        if (story == stories.end()) continue;
        stories_[story->second].take(marks);
        set_home(marks, story->second);
    }
}

const EditorMarks* EditorRules::of_article(const std::string& id) const {
    return find(articles_, id);
}

const EditorMarks* EditorRules::of_story(const std::string& id) const {
    return find(stories_, id);
}

bool EditorRules::holds(const EditorMarks& marks) const {
    return std::ranges::any_of(marks.together, [this](std::size_t rule) { return rules_[rule].together > 1; });
}

std::string EditorRules::home_of(const EditorMarks& marks) const {
    for (const auto rule : marks.together) {
        if (!rules_[rule].home.empty()) return rules_[rule].home;
    }
    return {};
}

void EditorRules::set_home(const EditorMarks& marks, const std::string& story_id) {
    for (const auto rule : marks.together) rules_[rule].home = story_id;
}

void EditorRules::move_homes(const std::string& from, const std::string& to) {
    for (auto& rule : rules_) {
        if (rule.home == from) rule.home = to;
    }
}

}  // namespace masthead::story
