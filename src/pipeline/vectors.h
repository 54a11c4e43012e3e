// Vectors of articles: from the cache, and for new articles from the desk's encoder.
#pragma once

#include "config/desk.h"
#include "encode/vector.h"
#include "model/article.h"
#include "pipeline/world.h"

#include <map>
#include <span>
#include <string>

namespace masthead::pipeline {

using ArticleVectors = std::map<std::string, encode::Vector, std::less<>>;  // By article id.

// What the cache has of `known` and `fresh`; what it lacks of `fresh` is asked for and kept. Never an error: what
// cannot be had is missing, and the log says why, once a failure. Titles and texts alone decide, so that the same
// article has the same vector in every run.
[[nodiscard]] ArticleVectors vectors_of(const config::Desk& desk, const World& world,
                                        std::span<const model::Article> known, std::span<const model::Article> fresh);

}  // namespace masthead::pipeline
