#include "pipeline/threads.h"

#include "pipeline/stage.h"
#include "story/threads.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace masthead::pipeline {

namespace {

using core::Result;
using Copies = std::set<std::string, std::less<>>;  // Article ids.

story::StoryProfile profile_of(std::string_view story_id, const std::vector<model::Article>& articles,
                               const Copies& copies) {
    std::vector<story::StoryAccount> accounts;
    accounts.reserve(articles.size());
    for (const auto& article : articles) {
        accounts.push_back({.title = article.title,
                            .text = article.text.empty() ? article.excerpt : article.text,
                            .language = article.language,
                            .owner = article.provider.voice(),
                            .published = article.published,
                            .is_copy = copies.contains(article.id)});
    }
    return story::profile_of(story_id, accounts, {});
}

// Profiles of the stories that are due, in place of what was stored of them.
struct Renewed {
    std::vector<store::StoryProfileRow> rows;
    core::Instant from = core::Instant::max();  // The earliest beginning that any of them had or has.
};

Result<Renewed> renew(const World& world, const std::vector<std::string>& due) {
    const auto duplicates = world.store->duplicates();
    if (!duplicates) return std::unexpected(duplicates.error());
    Copies copies;
    for (const auto& duplicate : *duplicates) copies.insert(duplicate.article_id);
    Renewed out;
    for (const auto& id : due) {
        const auto before = world.store->story_profile(id);
        if (!before) return std::unexpected(before.error());
        const auto articles = world.store->story_articles(id);
        if (!articles) return std::unexpected(articles.error());
        store::StoryProfileRow row{.story_id = id, .first = {}, .last = {}, .bytes = {}};
        if (!articles->empty()) {
            const auto profile = profile_of(id, *articles, copies);
            row.first = profile.first;
            row.last = profile.last;
            row.bytes = story::write_profile(profile);
        }
        const bool is_same =
            *before && (*before)->bytes == row.bytes && (*before)->first == row.first && (*before)->last == row.last;
        if (!is_same && *before) out.from = std::min(out.from, (*before)->first);
        if (!is_same && !row.bytes.empty()) out.from = std::min(out.from, row.first);
        out.rows.push_back(std::move(row));
    }
    return out;
}

// The stories to be looked at, as they are now.
Result<std::vector<story::StoryProfile>> profiles_since(const World& world, core::Instant from,
                                                        const std::vector<store::StoryProfileRow>& renewed) {
    const auto stored = world.store->story_profiles(from);
    if (!stored) return std::unexpected(stored.error());
    std::unordered_map<std::string_view, const store::StoryProfileRow*> rows;
    for (const auto& row : *stored) rows.emplace(row.story_id, &row);
    for (const auto& row : renewed) rows.insert_or_assign(row.story_id, &row);
    std::vector<story::StoryProfile> profiles;
    for (const auto& [id, row] : rows) {
        story::StoryProfile profile{.story_id = row->story_id, .first = row->first, .last = row->last};
        if (row->last >= from && story::read_profile(row->bytes, profile)) profiles.push_back(std::move(profile));
    }
    return profiles;
}

auto key_of(const model::StoryLink& link) {
    return std::tuple(std::string_view(link.story_id), std::string_view(link.earlier_id));
}

// What is to be written, so that what is stored becomes what was found.
void compare(std::vector<model::StoryLink> stored, std::vector<model::StoryLink> found, store::ChangeSet& changes) {
    std::ranges::sort(stored, {}, key_of);
    std::ranges::sort(found, {}, key_of);
    auto old = stored.begin();
    for (auto& link : found) {
        while (old != stored.end() && key_of(*old) < key_of(link)) changes.ended_links.push_back(std::move(*old++));
        const bool is_known = old != stored.end() && key_of(*old) == key_of(link);
        if (!is_known || *old != link) changes.links.push_back(std::move(link));
        if (is_known) ++old;
    }
    changes.ended_links.insert(changes.ended_links.end(), old, stored.end());
}

void compare(const std::vector<model::StoryThread>& stored, const std::vector<model::StoryThread>& found,
             store::ChangeSet& changes) {
    auto old = stored.begin();
    for (const auto& thread : found) {
        while (old != stored.end() && old->story_id < thread.story_id)
            changes.threads.push_back({(old++)->story_id, std::string()});
        const bool is_known = old != stored.end() && old->story_id == thread.story_id;
        if (!is_known || *old != thread) changes.threads.push_back(thread);
        if (is_known) ++old;
    }
    for (; old != stored.end(); ++old) changes.threads.push_back({old->story_id, std::string()});
}

bool holds(const std::vector<std::string>& sorted, const std::string& id) {
    return std::ranges::binary_search(sorted, id);
}

// What is stored of links and threads that may be others now: of the stories that began since. What changed began
// since as well, as it was and as it is.
struct Standing {
    std::vector<model::StoryLink> links;
    std::vector<model::StoryThread> threads;          // Sorted by story.
    std::vector<model::StoryThread> earlier_threads;  // Of the stories before them.
};

Result<Standing> standing_since(const World& world, core::Instant from) {
    const auto recent = world.store->story_profiles(from);
    if (!recent) return std::unexpected(recent.error());
    std::vector<std::string> ids;  // Sorted, as the profiles are.
    for (const auto& row : *recent) {
        if (row.first >= from) ids.push_back(row.story_id);
    }
    Standing out;
    auto links = world.store->story_links({});
    if (!links) return std::unexpected(links.error());
    for (auto& link : *links) {
        if (holds(ids, link.story_id)) out.links.push_back(std::move(link));
    }
    auto threads = world.store->story_threads({});
    if (!threads) return std::unexpected(threads.error());
    for (auto& thread : *threads) (holds(ids, thread.story_id) ? out.threads : out.earlier_threads).push_back(thread);
    return out;
}

}  // namespace

Result<void> link_stories(const World& world, RunReport& report) {
    const auto due = world.store->stories_due();
    if (!due) return std::unexpected(due.error());
    if (due->empty()) return {};
    StageTimer timer(report, "threads");
    auto renewed = renew(world, *due);
    if (!renewed) return std::unexpected(renewed.error());
    store::ChangeSet changes;
    changes.at = world.clock->now();
    if (renewed->from != core::Instant::max()) {
        const story::ThreadOptions options;
        const auto profiles = profiles_since(world, story::context_from(renewed->from, options), renewed->rows);
        if (!profiles) return std::unexpected(profiles.error());
        auto standing = standing_since(world, renewed->from);
        if (!standing) return std::unexpected(standing.error());
        auto found = story::link_stories(*profiles, renewed->from, standing->earlier_threads, options);
        compare(std::move(standing->links), std::move(found.links), changes);
        compare(standing->threads, found.threads, changes);
    }
    timer.count(due->size(), changes.links.size());
    changes.profiles = std::move(renewed->rows);
    const auto counts = world.store->apply(changes, store::Durability::normal);
    if (!counts) return std::unexpected(counts.error());
    return {};
}

}  // namespace masthead::pipeline
