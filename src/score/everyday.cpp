// The rule of the reference site, to the point: DESIGN.md 4.
#include "score/terms.h"

#include <algorithm>
#include <cmath>

namespace masthead::score {

model::Score everyday_quality(const ScoreInput& input, const Weights& weights) {
    const auto& facts = *input.facts;
    TermList terms;
    terms.add("topic", static_cast<double>(facts.topics) * weights["topic"], counted(facts.topics, "topic", "topics"));
    terms.add("keyword", facts.contained.count * weights["keyword"], "in the title: " + facts.contained.words);
    if (facts.image != 0) terms.add("image", weights["image"], "an image");
    if (facts.has_amp) terms.add("amp", weights["amp"], "an AMP address");
    if (facts.has_player) terms.add("featured", weights["featured"], "an embedded player");
    if (facts.is_official) {
        terms.add("official", weights["official"], "the subject's own source");
    } else if (facts.is_known) {
        terms.add("organization", weights["organization"], facts.provider_domain + " is a known organisation");
    }
    const double excess = std::max(0.0, static_cast<double>(facts.title_characters) - weights["long-title-from"]);
    terms.add("long-title", -std::floor(excess * weights["long-title"]),
              "title of " + std::to_string(facts.title_characters) + " characters");
    terms.add_floor();
    return terms.take();
}

model::Score everyday_heat(std::span<const Candidate> lead_first, const Weights& weights) {
    TermList terms;
    const int quality = lead_first.front().total;
    terms.add("quality", quality, "quality of the lead");
    const auto others = static_cast<long long>(lead_first.size()) - 1;
    if (quality >= weights["related-from"]) {
        terms.add("related", static_cast<double>(others) * weights["related"],
                  counted(others, "related article", "related articles"));
    }
    return terms.take();
}

}  // namespace masthead::score
