#include "publish/related.h"

#include "core/stable_order.h"

#include <algorithm>
#include <tuple>

namespace masthead::publish {
namespace {

// How often an owner was met before, for each account: 0 for its first. `spoken` is an owner who has spoken already;
// empty: nobody has.
std::vector<int> rounds_of(const std::vector<const Account*>& accounts, std::string_view spoken) {
    std::unordered_map<std::string_view, int> met = {{spoken, 1}};
    std::vector<int> rounds;
    rounds.reserve(accounts.size());
    for (const auto* account : accounts) rounds.push_back(met[account->article->provider.voice()]++);
    return rounds;
}

// Everybody's first before anybody's second; else as they stand.
template <typename Item>
std::vector<Item> in_rounds(const std::vector<Item>& items, const std::vector<int>& rounds) {
    std::vector<std::pair<int, Item>> placed;
    placed.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) placed.emplace_back(rounds[i], items[i]);
    core::sort_stably(placed, [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<Item> out;
    out.reserve(items.size());
    for (auto& [round, item] : placed) out.push_back(std::move(item));
    return out;
}

std::vector<RelatedAccount> others_of(const StoryWeb& web, const StoryView& story) {
    std::vector<RelatedAccount> others;
    std::vector<const StoryView*> chapters;
    for (const auto* chapter : web.thread_of(story)) {
        if (chapter != &story) chapters.push_back(chapter);
    }
    core::sort_stably(chapters, [&](const StoryView* left, const StoryView* right) {
        return std::chrono::abs(left->first - story.first) < std::chrono::abs(right->first - story.first);
    });
    for (const auto* chapter : chapters) {
        const auto* link = web.between(story, *chapter);
        others.push_back({chapter->accounts.data(), chapter, Relation::chapter, link});
    }
    std::vector<RelatedAccount> near;
    for (const auto& [other, link] : web.near(story))
        near.push_back({other->accounts.data(), other, Relation::near, link});
    std::vector<const Account*> leads;
    leads.reserve(near.size());
    for (const auto& one : near) leads.push_back(one.account);
    near = in_rounds(near, rounds_of(leads, {}));
    others.insert(others.end(), near.begin(), near.end());
    return others;
}

}  // namespace

StoryWeb::StoryWeb(const EditionView& view) {
    const auto& edition = view.edition();
    std::unordered_map<std::string_view, const StoryView*> published;
    for (const auto* story : view.by_heat()) published.emplace(story->story->id, story);
    for (const auto& thread : edition.threads) threads_.emplace(thread.story_id, thread.thread_id);
    for (const auto* story : view.by_heat()) chapters_[thread_id_of(story->story->id)].push_back(story);
    for (auto& [id, chapters] : chapters_) {
        std::ranges::sort(chapters, {},
                          [](const StoryView* story) { return std::tie(story->first, story->story->id); });
    }
    for (const auto& link : edition.links) {
        links_.emplace(std::pair(std::string_view(link.story_id), std::string_view(link.earlier_id)), &link);
        const auto later = published.find(link.story_id);
        const auto earlier = published.find(link.earlier_id);
        if (later == published.end() || earlier == published.end()) continue;
        if (thread_id_of(link.story_id) == thread_id_of(link.earlier_id)) continue;
        near_[later->first].push_back({earlier->second, &link});
        near_[earlier->first].push_back({later->second, &link});
    }
    for (auto& [id, near] : near_) {
        std::ranges::sort(near, [](const Neighbour& left, const Neighbour& right) {
            return std::tuple(-left.link->strength, std::string_view(left.story->story->id)) <
                   std::tuple(-right.link->strength, std::string_view(right.story->story->id));
        });
    }
}

std::string_view StoryWeb::thread_id_of(std::string_view story_id) const {
    const auto found = threads_.find(story_id);
    return found == threads_.end() ? story_id : found->second;
}

std::span<const StoryView* const> StoryWeb::thread_of(const StoryView& story) const {
    const auto found = chapters_.find(thread_id_of(story.story->id));
    if (found == chapters_.end() || found->second.size() < 2 || !story.is_published) return {};
    return found->second;
}

std::span<const Neighbour> StoryWeb::near(const StoryView& story) const {
    const auto found = near_.find(story.story->id);
    if (found == near_.end()) return {};
    return found->second;
}

const model::StoryLink* StoryWeb::between(const StoryView& left, const StoryView& right) const {
    const std::string_view one = left.story->id;
    const std::string_view other = right.story->id;
    for (const auto& pair : {std::pair(one, other), std::pair(other, one)}) {
        if (const auto found = links_.find(pair); found != links_.end()) return found->second;
    }
    return nullptr;
}

std::string_view name_of(Relation relation) {
    switch (relation) {
        case Relation::same_story:
            return "same-story";
        case Relation::chapter:
            return "chapter";
        case Relation::near:
            break;
    }
    return "nearby";
}

std::vector<const Account*> accounts_by_owner(const StoryView& story) {
    std::vector<const Account*> accounts;
    for (std::size_t i = 1; i < story.accounts.size(); ++i) accounts.push_back(&story.accounts[i]);
    core::sort_stably(accounts,
                      [](const Account* left, const Account* right) { return left->is_copy() < right->is_copy(); });
    return in_rounds(accounts, rounds_of(accounts, story.lead().provider.voice()));
}

std::vector<RelatedAccount> related_of(const StoryWeb& web, const StoryView& story, std::size_t limit) {
    std::vector<RelatedAccount> related;
    for (const auto* account : accounts_by_owner(story))
        related.push_back({account, &story, Relation::same_story, nullptr});
    const auto others = others_of(web, story);
    related.insert(related.end(), others.begin(), others.end());
    if (related.size() > limit) related.resize(limit);
    return related;
}

}  // namespace masthead::publish
