#include "pipeline/editor_words.h"

#include <algorithm>

namespace masthead::pipeline {

namespace {

using core::Result;
using model::EditorDecision;
using model::EditorVerb;
using Ids = std::vector<std::string>;

bool holds_any(const Ids& ids, const std::set<std::string_view>& some) {
    return std::ranges::any_of(ids, [&](const std::string& id) { return some.contains(id); });
}

void take_out(Ids& ids, const std::set<std::string_view>& some) {
    std::erase_if(ids, [&](const std::string& id) { return some.contains(id); });
}

std::set<std::string_view> set_of(const Ids& ids) {
    return {ids.begin(), ids.end()};
}

// What was kept apart is together now.
void add_merge(std::vector<story::EditorRule>& rules, const EditorDecision& decision) {
    story::EditorRule merged;
    for (const auto& part : decision.parts)
        merged.together.insert(merged.together.end(), part.article_ids.begin(), part.article_ids.end());
    const auto all = set_of(merged.together);
    for (auto& rule : rules) {
        if (holds_any(rule.together, all)) take_out(rule.apart, all);
    }
    rules.push_back(std::move(merged));
}

// What was together is apart now; what its old place was kept from, what left is kept from as well.
void add_split(std::vector<story::EditorRule>& rules, const EditorDecision& decision) {
    if (decision.parts.size() != 2) return;
    story::EditorRule split{decision.parts[1].article_ids, decision.parts[0].article_ids};
    const auto gone = set_of(decision.parts[1].article_ids);
    const auto rest = set_of(decision.parts[0].article_ids);
    Ids inherited;
    for (auto& rule : rules) {
        if (!holds_any(rule.together, gone) || !holds_any(rule.together, rest)) continue;
        take_out(rule.together, gone);
        inherited.insert(inherited.end(), rule.apart.begin(), rule.apart.end());
    }
    split.apart.insert(split.apart.end(), inherited.begin(), inherited.end());
    std::ranges::sort(split.apart);
    const auto repeated = std::ranges::unique(split.apart);
    split.apart.erase(repeated.begin(), repeated.end());
    rules.push_back(std::move(split));
}

// Who is where, while rules move them.
class Places {
  public:
    explicit Places(std::span<const store::StoryMembership> memberships) {
        for (const auto& member : memberships) put(member.article_id, member.story_id);
    }

    [[nodiscard]] const std::string* story_of(const std::string& article) const {
        const auto found = stories_.find(article);
        return found == stories_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] bool is_taken(const std::string& story) const { return sizes_.contains(story); }

    void move(const std::string& article, const std::string& story, store::ChangeSet& changes) {
        const std::string before = stories_.at(article);
        if (before == story) return;
        put(article, story);
        std::erase_if(changes.memberships, [&](const auto& member) { return member.article_id == article; });
        changes.memberships.push_back({article, story});
        if (--sizes_.at(before) > 0) return;
        sizes_.erase(before);
        changes.redirects.push_back({before, story});
    }

    // The story that holds most of the articles, of equals the first by name; empty where none has any.
    [[nodiscard]] std::string main_story(const Ids& articles) const {
        std::map<std::string, std::size_t> counts;
        for (const auto& id : articles) {
            if (const auto* story = story_of(id)) ++counts[*story];
        }
        std::string best;
        for (const auto& [story, count] : counts) {
            if (best.empty() || count > counts.at(best)) best = story;
        }
        return best;
    }

  private:
    void put(const std::string& article, const std::string& story) {
        stories_[article] = story;
        ++sizes_[story];
    }
    std::map<std::string, std::string, std::less<>> stories_;
    std::map<std::string, std::size_t, std::less<>> sizes_;
};

// What the decision behind each rule called the story.
std::vector<std::string> names_of(std::span<const EditorDecision> decisions) {
    std::vector<std::string> names;
    for (const auto& decision : decisions) {
        if (!decision.stands()) continue;
        if (decision.verb == EditorVerb::merge) names.push_back(decision.story_id);
        if (decision.verb == EditorVerb::split && decision.parts.size() == 2)
            names.push_back(decision.parts[1].story_id);
    }
    return names;
}

// The story in which the articles of a rule belong: where most of them are, or the one the editor named if they are
// spread; if they share it with what is kept from them, that name or a new one. Empty where none of them is known.
std::string home_for(const story::EditorRule& rule, const std::string& name, const Places& places) {
    std::set<std::string_view> stories;
    for (const auto& id : rule.together) {
        if (const auto* story = places.story_of(id)) stories.insert(*story);
    }
    if (stories.empty()) return {};
    std::string home = stories.contains(name) ? name : places.main_story(rule.together);
    const bool is_shared = std::ranges::any_of(rule.apart, [&](const std::string& id) {
        const auto* story = places.story_of(id);
        return story != nullptr && *story == home;
    });
    if (!is_shared) return home;
    if (!places.is_taken(name)) return name;
    for (std::uint64_t attempt = 0;; ++attempt) {
        auto other = story::story_id_of(rule.together.front(), attempt);
        if (!places.is_taken(other)) return other;
    }
}

}  // namespace

Result<StoryIds> StoryIds::load(const store::Store& store) {
    StoryIds ids;
    const auto members = store.memberships();
    if (!members) return std::unexpected(members.error());
    for (const auto& member : *members) ids.alive_.insert(member.story_id);
    const auto redirects = store.redirects();
    if (!redirects) return std::unexpected(redirects.error());
    for (const auto& redirect : *redirects) ids.next_.emplace(redirect.from, redirect.to);
    return ids;
}

std::string StoryIds::current(std::string_view id) const {
    std::string at(id);
    std::set<std::string> seen;
    while (!alive_.contains(at)) {
        const auto next = next_.find(at);
        if (next == next_.end() || !seen.insert(at).second) return {};
        at = next->second;
    }
    return at;
}

std::vector<std::string> StoryIds::former(std::string_view id) const {
    std::vector<std::string> out;
    for (const auto& [from, to] : next_) {
        if (!alive_.contains(from) && current(from) == id) out.push_back(from);
    }
    return out;
}

std::vector<story::EditorRule> rules_of(std::span<const EditorDecision> decisions) {
    std::vector<story::EditorRule> rules;
    for (const auto& decision : decisions) {
        if (!decision.stands()) continue;
        if (decision.verb == EditorVerb::merge) add_merge(rules, decision);
        if (decision.verb == EditorVerb::split) add_split(rules, decision);
    }
    return rules;
}

Result<EditorWords> load_editor_words(const store::Store& store) {
    EditorWords words;
    const auto decisions = store.editor_decisions();
    if (!decisions) return std::unexpected(decisions.error());
    if (decisions->empty()) return words;
    const auto ids = StoryIds::load(store);
    if (!ids) return std::unexpected(ids.error());
    words.rules = rules_of(*decisions);
    for (const auto& decision : *decisions) {
        if (!decision.stands()) continue;
        const auto story = ids->current(decision.story_id);
        if (decision.verb == EditorVerb::pin) {
            for (const auto& part : decision.parts) {
                for (const auto& id : part.article_ids) words.pins[id] = decision.number;
            }
        } else if (decision.verb == EditorVerb::retitle && !story.empty()) {
            words.titles[story] = decision.title;
        } else if (decision.verb == EditorVerb::remove) {
            if (!story.empty()) words.removed_stories.insert(story);
            for (const auto& part : decision.parts)
                words.removed_articles.insert(part.article_ids.begin(), part.article_ids.end());
        }
    }
    return words;
}

store::ChangeSet mended(std::span<const EditorDecision> decisions,
                        std::span<const store::StoryMembership> memberships) {
    store::ChangeSet changes;
    const auto rules = rules_of(decisions);
    if (rules.empty()) return changes;
    Places places(memberships);
    const auto names = names_of(decisions);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto home = home_for(rules[i], names[i], places);
        for (const auto& id : rules[i].together) {
            if (!home.empty() && places.story_of(id) != nullptr) places.move(id, home, changes);
        }
    }
    return changes;
}

Result<void> keep_removed(store::Store& store, const EditorWords& words, core::Instant now) {
    if (words.removed_articles.empty() && words.removed_stories.empty()) return {};
    std::set<std::string, std::less<>> wanted = words.removed_articles;
    for (const auto& story : words.removed_stories) {
        const auto spans = store.membership_spans(story);
        if (!spans) return std::unexpected(spans.error());
        for (const auto& span : *spans) {
            if (!span.until) wanted.insert(span.article_id);
        }
    }
    const auto removed = store.removed_articles();
    if (!removed) return std::unexpected(removed.error());
    for (const auto& id : *removed) wanted.erase(id);
    if (wanted.empty()) return {};
    store::ChangeSet changes;
    changes.at = now;
    for (const auto& id : wanted) changes.removals.push_back({id, true});
    const auto done = store.apply(changes, store::Durability::full);
    if (!done) return std::unexpected(done.error());
    return {};
}

}  // namespace masthead::pipeline
