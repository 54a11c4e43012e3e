// How well copies are found: recall and precision on copies and strangers made from a set of articles, kind by kind.
#pragma once

#include "core/time.h"
#include "dedupe/duplicates.h"
#include "dedupe/made_copies.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace masthead::dedupe {

struct TrialArticle {
    std::string id;
    std::string title;
    std::string text;
    std::string publisher;
    std::string story;  // Label; empty: none.
    std::string day;    // On which the label holds; empty: always.
    core::Instant published{};
};

// What was asked of one kind of change.
struct TrialRow {
    std::string kind;
    Likeness likeness = Likeness::copy;
    std::size_t asked = 0;
    std::size_t right = 0;                // Copies: the article it was made from was found, or another printing of it.
    std::size_t wrong = 0;                // Another document was found.
    [[nodiscard]] double recall() const;  // 0..1, of a kind of copies.
    [[nodiscard]] double precision() const;  // 0..1, of what was found; 1 where nothing was.
};

// A pair that was found and should not have been, or the other way round; or that stands alike in the set itself.
struct TrialCase {
    std::string kind;
    std::string verdict;  // "missed", "wrong", "alike"
    std::string text;     // Of short documents the words, of long ones the title.
    std::string other;    // What was found, or should have been.
    double resemblance = 0;
};

struct TrialReport {
    std::size_t articles = 0;
    std::vector<TrialRow> rows;    // In the order of their first case.
    std::size_t alike = 0;         // Articles that the set holds in two printings: found, and by full comparison alike.
    std::vector<TrialCase> cases;  // In the order met.
    [[nodiscard]] TrialRow all() const;  // Copies and strangers together, without what is unclear.
};

struct TrialOptions {
    DuplicateOptions finding;
    MadeCopyOptions making;
    double min_printing = 0.5;         // Share of the shorter text's shingles, or of two titles' words in order, from
                                       // which a pair of the set is two printings of one text and no error to find.
    std::size_t site_own_words = 150;  // Of an article between the words of its site.
};

// The share of the shorter side that the other holds, by comparing whole texts: 3-word shingles of long ones, words in
// their order of short ones. 0..1. O(n) for long texts, O(n^2) for short ones.
[[nodiscard]] double full_comparison(const TrialArticle& left, const TrialArticle& right);

// Asks, of each article, for the copies and strangers made from it among all others, and for the article itself among
// those before it. `progress` is called once an article.
[[nodiscard]] TrialReport try_duplicates(std::span<const TrialArticle> articles, const TrialOptions& options = {},
                                         const std::function<void()>& progress = {});

}  // namespace masthead::dedupe
