// How the rules of both profiles add up their terms. Inside the room only.
#pragma once

#include "score/scoring.h"

#include <span>
#include <string>
#include <string_view>

namespace masthead::score {

// Reads weights by name; an unknown name is our own bug.
class Weights {
  public:
    explicit Weights(const ScoringProfile& profile) : profile_(profile) {}
    [[nodiscard]] double operator[](std::string_view name) const;
    // 0 where the desk has dropped the junk rule that the remark was made by.
    [[nodiscard]] double of_remark(std::string_view name) const;

  private:
    const ScoringProfile& profile_;
};

// Collects terms; those of 0 points are left out. Points are rounded to whole numbers here and nowhere else.
class TermList {
  public:
    void add(std::string_view name, double points, std::string detail);
    // Lifts a sum below 0 to 0 by a term of its own, so that the terms still are the total.
    void add_floor();
    [[nodiscard]] int total() const { return score_.total(); }
    [[nodiscard]] model::Score take() { return std::move(score_); }

  private:
    model::Score score_;
};

// "1 owner", "16 owners"
[[nodiscard]] std::string counted(long long count, std::string_view one, std::string_view many);

// Of an input that has its facts.
[[nodiscard]] model::Score everyday_quality(const ScoreInput& input, const Weights& weights);
[[nodiscard]] model::Score masthead_quality(const ScoreInput& input, const Weights& weights);

// One member while its story is scored.
struct Candidate {
    const ScoreInput* input = nullptr;
    model::Score quality;
    int total = 0;     // Of `quality`.
    std::string slug;  // Of the title; everyday alone.
};

[[nodiscard]] model::Score everyday_heat(std::span<const Candidate> lead_first, const Weights& weights);
[[nodiscard]] model::Score masthead_heat(std::span<const Candidate> lead_first, const Weights& weights,
                                         core::Instant now);
// Gives the earliest own account its term "first", if several owners report.
void mark_first_account(std::span<Candidate> members, const Weights& weights);

}  // namespace masthead::score
