// How likely two articles tell of one event: two logistic regressions, each a small readable table (pair_model.cpp).
// The first looks at the pair alone; the second at what the first said, and at whether the neighbours of both agree.
#pragma once

#include "story/pair_features.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace masthead::story {

// What the neighbours say about a pair, from the first model's probabilities p.
enum class SupportFeature : std::uint8_t {
    bias,
    first,        // Log-odds of the first model.
    agreement,    // Sum over other articles c of min(p(a,c), p(b,c)), over the sum of max(p(a,c), p(b,c)).
    common,       // The best min(p(a,c), p(b,c)).
    alone,        // Neither side has another likely partner ...
    first_alone,  // ... and so only the first model's log-odds speak.
    count,
};
inline constexpr std::size_t support_count = static_cast<std::size_t>(SupportFeature::count);
using SupportFeatures = std::array<float, support_count>;

[[nodiscard]] std::string_view name_of(SupportFeature feature);

// Weights for bare headlines and for texts with a lead; a pair uses the blend by its body_share.
template <typename Values>
struct Weights {
    Values headline{};
    Values body{};

    [[nodiscard]] float log_odds(const Values& features, float body_share) const {
        float sum = 0;
        for (std::size_t i = 0; i < features.size(); ++i) sum += weight(i, body_share) * features[i];
        return sum;
    }
    [[nodiscard]] float weight(std::size_t i, float body_share) const {
        return headline[i] + body_share * (body[i] - headline[i]);
    }
};

struct StoryModel {
    Weights<Features> pair;
    Weights<SupportFeatures> support;
};

// The model that ships.
[[nodiscard]] const StoryModel& shipped_model();

[[nodiscard]] float probability(float log_odds);
// The inverse, finite at 0 and 1.
[[nodiscard]] float log_odds(float probability);

}  // namespace masthead::story
