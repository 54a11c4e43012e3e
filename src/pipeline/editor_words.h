// What editors' standing decisions come to: what grouping and scoring have to obey.
#pragma once

#include "core/result.h"
#include "model/editor.h"
#include "store/store.h"
#include "story/clusterer.h"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::pipeline {

// Where a story lives today: under its own id while it has members, else where the redirects lead, over however many.
class StoryIds {
  public:
    [[nodiscard]] static core::Result<StoryIds> load(const store::Store& store);
    // Empty: no such story was ever known.
    [[nodiscard]] std::string current(std::string_view id) const;
    [[nodiscard]] bool is_alive(std::string_view id) const { return alive_.contains(id); }
    // Every id that leads to this one today, itself left out; sorted.
    [[nodiscard]] std::vector<std::string> former(std::string_view id) const;

  private:
    std::set<std::string, std::less<>> alive_;
    std::map<std::string, std::string, std::less<>> next_;
};

struct EditorWords {
    std::vector<story::EditorRule> rules;
    std::map<std::string, std::int64_t, std::less<>> pins;   // Article id -> number of the decision: the highest leads.
    std::map<std::string, std::string, std::less<>> titles;  // By the id that the story has today.
    std::set<std::string, std::less<>> removed_articles;
    std::set<std::string, std::less<>> removed_stories;  // By the id that the story has today.
};

// Rules of the standing merges and splits, in which a later decision outdoes an earlier one.
[[nodiscard]] std::vector<story::EditorRule> rules_of(std::span<const model::EditorDecision> decisions);

[[nodiscard]] core::Result<EditorWords> load_editor_words(const store::Store& store);

// Brings memberships back to what standing decisions say, should anything have moved them (a run that had begun before
// an editor decided and ended after), under the names that the decisions gave. Nothing to do: an empty change set.
[[nodiscard]] store::ChangeSet mended(std::span<const model::EditorDecision> decisions,
                                      std::span<const store::StoryMembership> memberships);

// Takes from view what editors removed, with what has joined a removed story since. One write, if anything changed.
[[nodiscard]] core::Result<void> keep_removed(store::Store& store, const EditorWords& words, core::Instant now);

}  // namespace masthead::pipeline
