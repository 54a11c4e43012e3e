// A score is the sum of its named terms: nothing is added that is not named.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace masthead::model {

struct ScoreTerm {
    std::string name;  // Stable key, e.g. "image", "long-title", "owners".
    int points = 0;
    std::string detail;  // What it was counted from, for people: "16 owners", "title of 84 characters".
    friend bool operator==(const ScoreTerm&, const ScoreTerm&) = default;
};

struct Score {
    std::vector<ScoreTerm> terms;
    [[nodiscard]] int total() const {
        int sum = 0;
        for (const auto& term : terms) sum += term.points;
        return sum;
    }
    // The sum without one term: records keep the heat a story reached, not what the hours have taken from it since.
    [[nodiscard]] int total_without(std::string_view name) const {
        int sum = 0;
        for (const auto& term : terms) {
            if (term.name != name) sum += term.points;
        }
        return sum;
    }
    friend bool operator==(const Score&, const Score&) = default;
};

}  // namespace masthead::model
