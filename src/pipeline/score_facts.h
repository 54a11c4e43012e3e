// What scoring found in the stored articles, kept in the store: looked for again where an article came or changed, and
// everywhere when the rules did.
#pragma once

#include "config/desk.h"
#include "core/result.h"
#include "pipeline/world.h"
#include "score/facts.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::pipeline {

// All that facts depend on beside the article: topics, organisations, what sources are, and the engine's own rules.
// Stable; another one means that every stored article is looked at again.
[[nodiscard]] std::string rules_of(const config::Desk& desk);

// Brings the stored facts up to date. Under new rules every article gets its topics and its provider anew as well, as
// if it came today.
//
//   returns  the articles that became others by that
//   cost     O(articles that came or changed), or O(all articles) under new rules; a transaction for each 2,000
//   errors   the store's own
[[nodiscard]] core::Result<std::size_t> refresh_facts(const config::Desk& desk, const World& world);

// The facts of all stored articles, sorted by article id; those that are not up to date are found again and not stored.
// Errors: the store's own.
[[nodiscard]] core::Result<std::vector<score::ScoreFacts>> load_facts(const config::Desk& desk,
                                                                      const store::Store& store);

}  // namespace masthead::pipeline
