// The model that ships is the file shipped.model, as `masthead train stories` writes it; see docs/stories.md,
// "Training".
#include "story/pair_model.h"

#include "story/model_file.h"

#include <algorithm>
#include <cmath>

namespace masthead::story::embedded {
extern const std::string_view shipped_model;
}

namespace masthead::story {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, feature_count> feature_names = {
    "bias",          "doc-cosine",        "doc-cosine-root", "doc-cosine-high",
    "title-cosine",  "title-containment", "doc-containment", "name-overlap",
    "name-conflict", "number-overlap",    "number-conflict", "rarest-shared",
    "second-shared", "shorter-length",    "length-ratio",    "gap",
    "other-day",     "relative-lower",    "relative-upper",  "density"};
constexpr std::array<std::string_view, support_count> support_names = {
    "support-bias",     "first-look",   "common-agreement", "best-common", "no-others",
    "first-alone",      "text-cosine",  "text-containment", "text-names",  "text-rival-lower",
    "text-rival-upper", "text-density", "rival-lower",      "rival-upper"};

}  // namespace

std::string_view name_of(Feature feature) {
    return feature_names[static_cast<std::size_t>(feature)];
}
std::string_view name_of(SupportFeature feature) {
    return support_names[static_cast<std::size_t>(feature)];
}

std::string_view shipped_model_file() {
    return embedded::shipped_model;
}

const StoryModel& shipped_model() {
    // A test holds that the file is whole.
    static const StoryModel model = read_model(shipped_model_file()).value_or(StoryModel{});
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
