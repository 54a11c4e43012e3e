// How well the main text is found, and how much of that is owed to having tuned on the same pages.
//
// The numbers of MainTextOptions are searched anew on the pages of the other folds (by coordinates: each number in
// turn takes the best of a few values), and the fold is read with what was found. Pages of one site (registrable
// domain) are always in one fold. Word lists are no numbers and stay as they are.
#pragma once

#include "page/evaluation.h"
#include "page/main_text.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::page {

struct TrialPage {
    std::string bytes;
    std::string url;
    std::string content_type;
    std::string truth;
};

struct TextTrial {
    TextFigures usual;                // With the options as they stand.
    TextFigures folded;               // Each fold read with options searched on the others.
    std::vector<std::string> chosen;  // For each fold what was chosen other than the default: "body_bonus=1.4".
};

// `folds` >= 2. Deterministic. Cost: at most 17 readings of all pages a fold.
[[nodiscard]] TextTrial try_texts(std::span<const TrialPage> pages, std::size_t folds);

// Options searched on `tuning`, and the figures of `pages` with them: what carries over from one set to another.
struct CarriedOver {
    TextFigures figures;
    std::string chosen;
};
[[nodiscard]] CarriedOver carry_over(std::span<const TrialPage> tuning, std::span<const TrialPage> pages);

}  // namespace masthead::page
