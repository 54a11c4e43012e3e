// The editor's desk: what a person decides about stories is checked, carried out at once, and written down to stay.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "model/editor.h"
#include "pipeline/world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace masthead::pipeline {

struct EditRequest {
    model::EditorVerb verb = model::EditorVerb::pin;
    std::string target;               // A story's id, one that lives on in another as well; for remove also an article.
    std::vector<std::string> others;  // pin: the article; merge: further stories; split: the articles that leave.
    std::string title;                // Of retitle; empty: its lead's again.
    std::string by;
    std::string reason;
};

// Articles are named by id or address. The decision and what it changes are written as one, against a loss of power
// too; then the stories are scored anew. Returns the decision as stored.
//
// Errors: not_found (no such story or article), invalid (what was asked cannot be, in words and with the way out).
[[nodiscard]] core::Result<model::EditorDecision> edit_stories(const config::Desk& desk, const World& world,
                                                               const EditRequest& request);

// Takes back one decision, or the latest that stands if `number` is nothing. What it put together parts again, what it
// parted returns, as far as it is still where the decision put it; both names of a story go on working.
//
// Errors: not_found, invalid (it is undone already, or later decisions build on it).
[[nodiscard]] core::Result<model::EditorDecision> undo_edit(const config::Desk& desk, const World& world,
                                                            std::optional<std::int64_t> number, const std::string& by);

// A decision in one sentence: "Ada merged s1 and s2: the same quay".
[[nodiscard]] std::string sentence_of(const model::EditorDecision& decision);

}  // namespace masthead::pipeline
