// The weights of both profiles: the one place where their numbers stand.
#include "score/scoring.h"

#include <array>
#include <cmath>

namespace masthead::score {
namespace {

// Source: the reference site's scores, which these reproduce (DESIGN.md 4).
constexpr auto everyday_weights = std::to_array<WeightInfo>({
    {"topic", 2, "points", "each topic of the article"},
    {"keyword", 15, "points", "each keyword of its topics that is part of the title"},
    {"image", 20, "points", "an image"},
    {"amp", 20, "points", "an AMP address"},
    {"featured", 50, "points", "an embedded player"},
    {"organization", 40, "points", "a provider with an entry among the desk's organisations"},
    {"official", 50, "points", "the subject's own source, instead of `organization`"},
    {"long-title", 0.5, "points a character", "taken off for each character of the title past `long-title-from`"},
    {"long-title-from", 70, "characters", "length up to which a title costs nothing"},
    {"related", 20, "points", "heat of a lead for each other member of its story"},
    {"related-from", 50, "points", "quality a lead needs before its related articles count"},
});

// Source: chosen so that two known providers on one fresh event pass the gate of 70 and patterns of spam never do
// (scoring_test).
constexpr auto masthead_weights = std::to_array<WeightInfo>({
    {"known", 20, "points", "a provider with an entry among the desk's organisations"},
    {"official", 40, "points", "the subject's own source, instead of `known`"},
    {"standing", 10, "points",
     "times the provider's standing (-1 to 1), learned from how often others report the same"},
    {"depth", 20, "points", "a text of `depth-words` words; less in proportion"},
    {"depth-words", 400, "words", "length from which a text is deep"},
    {"author", 4, "points", "a named author"},
    {"dated", 4, "points", "a date stated by the feed or the page"},
    {"excerpt", 4, "points", "an excerpt"},
    {"image", 12, "points",
     "a real picture: wide enough, no logo, not shared by many articles; half while its size is unknown"},
    {"image-width", 256, "pixels", "width from which a picture is a real one"},
    {"image-uses", 3, "articles", "up to this many articles may share a picture"},
    {"video", 6, "points", "an embedded player"},
    {"topic", 3, "points", "each topic of the article"},
    {"topic-most", 12, "points", "most that topics give"},
    {"keyword", 5, "points", "each of its topics with a keyword in the title"},
    {"keyword-most", 15, "points", "most that keywords give"},
    {"first", 4, "points", "the earliest own account in a story of several owners"},
    {"copy", 25, "points", "taken off a syndicated copy"},
    {"opinion", 6, "points", "taken off an opinion piece: it may be good, but a report should lead"},
    {"clickbait", 20, "points", "taken off a title that teases"},
    {"shouting", 10, "points", "taken off a title in capitals"},
    {"deal", 75, "points", "taken off a shopping offer"},
    {"sponsored", 60, "points", "taken off paid content"},
    {"exam-dump", 100, "points", "taken off offers of exam questions"},
    {"market-report", 100, "points", "taken off advertisements for market research"},
    {"paywall", 15, "points", "taken off a text that ends at a paywall"},
    {"long-title", 0.5, "points a character", "taken off for each character of the title past `long-title-from`"},
    {"long-title-from", 100, "characters", "length up to which a title costs nothing"},
    {"long-title-most", 15, "points", "most that a long title costs"},
    {"quality-share", 0.8, "heat a point", "heat of a lead for each point of its quality"},
    {"owners", 45, "points", "heat for two distinct owners with an own account; again for four, for eight and so on"},
    {"owner-quality", 20, "points", "quality an account needs to count as a voice"},
    {"velocity", 5, "points", "heat for each further voice within `velocity-hours` before the newest account"},
    {"velocity-most", 25, "points", "most that velocity gives"},
    {"velocity-hours", 12, "hours", "how near to the newest account a report must be to count as fast"},
    {"half-life", 24, "hours", "age at which a story has half its heat; 0: heat does not age"},
    {"publish-quality", 25, "points", "quality a lead needs to be published, however hot its story is"},
});

}  // namespace

std::span<const WeightInfo> weights_of(ProfileKind kind) {
    if (kind == ProfileKind::everyday) return everyday_weights;
    return masthead_weights;
}

core::Result<ScoringProfile> make_profile(ProfileKind kind,
                                          const std::map<std::string, double, std::less<>>& overrides) {
    ScoringProfile profile{.kind = kind, .weights = {}};
    std::string names;
    for (const auto& weight : weights_of(kind)) {
        profile.weights.emplace(weight.name, weight.value);
        names.append(names.empty() ? "" : ", ").append(weight.name);
    }
    for (const auto& [name, value] : overrides) {
        const auto found = profile.weights.find(name);
        if (found == profile.weights.end()) {
            std::string message = "the scoring profile has no weight \"";
            message.append(name).append("\"; it has ").append(names);
            return core::fail(core::ErrorCode::invalid, std::move(message));
        }
        if (!std::isfinite(value)) {
            return core::fail(core::ErrorCode::invalid, "the weight \"" + name + "\" is no finite number");
        }
        found->second = value;
    }
    return profile;
}

}  // namespace masthead::score
