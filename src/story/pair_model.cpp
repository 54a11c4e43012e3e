// How the weights came about: see docs/stories.md, "Training". In short: logistic regression on the pairs that the
// index proposes while the labelled sets stream in, all sets weighted alike, in two columns that a pair blends by how
// much text it has.
#include "story/pair_model.h"

#include <algorithm>
#include <cmath>

namespace masthead::story {

namespace {

struct Row {
    std::string_view name;
    float headline;
    float body;
};

// clang-format off
constexpr std::array<Row, feature_count> pair_table = {{
    {"bias", -4.768F, 0.729F},
    {"doc-cosine", 1.172F, 0.560F},
    {"doc-cosine-root", 3.900F, 1.875F},
    {"doc-cosine-high", -1.892F, -0.308F},
    {"title-cosine", -2.467F, 1.093F},
    {"title-containment", -0.323F, 2.185F},
    {"doc-containment", 1.268F, -1.593F},
    {"name-overlap", 0.580F, 0.681F},
    {"name-conflict", -0.509F, -0.392F},
    {"number-overlap", -1.396F, -0.699F},
    {"number-conflict", -0.998F, -0.248F},
    {"rarest-shared", 4.094F, 1.577F},
    {"second-shared", 1.987F, 3.349F},
    {"shorter-length", -0.964F, -2.472F},
    {"length-ratio", 1.849F, 2.065F},
    {"gap", -0.100F, -3.831F},
    {"other-day", -0.105F, 0.924F},
    {"relative-lower", 0.238F, 3.318F},
    {"relative-upper", 0.700F, 2.326F},
    {"density", 0.104F, -2.506F},
}};

constexpr std::array<Row, support_count> support_table = {{
    {"support-bias", -2.064F, -1.086F},
    {"first-look", 0.523F, 0.796F},
    {"common-agreement", 1.530F, 1.518F},
    {"best-common", 2.681F, 1.013F},
    {"no-others", 2.013F, 1.683F},
    {"first-alone", 0.269F, 0.194F},
}};
// clang-format on

template <typename Values, std::size_t Size>
constexpr Weights<Values> weights_of(const std::array<Row, Size>& table) {
    Weights<Values> out;
    for (std::size_t i = 0; i < Size; ++i) {
        out.headline[i] = table[i].headline;
        out.body[i] = table[i].body;
    }
    return out;
}

}  // namespace

std::string_view name_of(Feature feature) {
    return pair_table[static_cast<std::size_t>(feature)].name;
}
std::string_view name_of(SupportFeature feature) {
    return support_table[static_cast<std::size_t>(feature)].name;
}

const StoryModel& shipped_model() {
    static constexpr StoryModel model = {weights_of<Features>(pair_table), weights_of<SupportFeatures>(support_table)};
    return model;
}

float probability(float log_odds) {
    return 1.F / (1.F + std::exp(-log_odds));
}

float log_odds(float probability) {
    const float clamped = std::clamp(probability, 1e-6F, 1 - 1e-6F);
    return std::log(clamped / (1 - clamped));
}

}  // namespace masthead::story
