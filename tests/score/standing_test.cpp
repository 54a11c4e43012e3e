#include "score/standing.h"

#include <vector>

#include <gtest/gtest.h>

namespace masthead::score {
namespace {

// Stories that `provider` tells alone, or with a paper of another owner.
void add(StandingLearner& learner, std::string_view provider, int stories, std::string_view other = {}) {
    for (int i = 0; i < stories; ++i) {
        std::vector<ProviderAccount> accounts{{provider, provider, false}};
        if (!other.empty()) accounts.push_back({other, other, false});
        learner.add_story(accounts);
    }
}

double standing_of(const StandingLearner& learner, std::string_view provider) {
    const auto all = learner.standings();
    const auto found = all.find(provider);
    return found == all.end() ? 0 : found->second;
}

TEST(StandingTest, IsAboveZeroForWhomOthersConfirmAndBelowForWhomNobodyDoes) {
    StandingLearner learner;
    add(learner, "pilot.example", 60, "gazette.example");
    add(learner, "lonely.example", 60);
    EXPECT_GT(standing_of(learner, "pilot.example"), 0.3);
    EXPECT_GT(standing_of(learner, "gazette.example"), 0.3);
    EXPECT_LT(standing_of(learner, "lonely.example"), -0.3);
}

TEST(StandingTest, IsNotLearnedFromAFewAccounts) {
    StandingLearner learner;
    add(learner, "pilot.example", 19, "gazette.example");
    add(learner, "lonely.example", 100);
    EXPECT_EQ(standing_of(learner, "pilot.example"), 0);
    add(learner, "pilot.example", 1, "gazette.example");
    EXPECT_GT(standing_of(learner, "pilot.example"), 0);
}

TEST(StandingTest, CopiesConfirmNobodyAndLowerWhoPrintsThem) {
    StandingLearner learner;
    add(learner, "pilot.example", 60, "gazette.example");
    for (int i = 0; i < 60; ++i) {
        const std::vector<ProviderAccount> accounts{{"wire.example", "wire.example", false},
                                                    {"copier.example", "copier.example", true}};
        learner.add_story(accounts);
    }
    EXPECT_LT(standing_of(learner, "copier.example"), 0);
    EXPECT_LT(standing_of(learner, "wire.example"), 0);
}

TEST(StandingTest, PapersOfOneOwnerDoNotConfirmEachOther) {
    StandingLearner learner;
    add(learner, "pilot.example", 60, "gazette.example");
    for (int i = 0; i < 60; ++i) {
        const std::vector<ProviderAccount> accounts{{"north.example", "family.example", false},
                                                    {"south.example", "family.example", false}};
        learner.add_story(accounts);
    }
    EXPECT_LT(standing_of(learner, "north.example"), 0);
    EXPECT_LT(standing_of(learner, "south.example"), 0);
}

TEST(StandingTest, StaysBetweenItsEndsAndIsZeroWhereAllAreAlike) {
    StandingLearner alike;
    add(alike, "pilot.example", 500, "gazette.example");
    EXPECT_TRUE(alike.standings().empty());
    StandingLearner learner;
    add(learner, "pilot.example", 5000, "gazette.example");
    add(learner, "lonely.example", 5000);
    for (const auto& [provider, standing] : learner.standings()) {
        EXPECT_GE(standing, -1) << provider;
        EXPECT_LE(standing, 1) << provider;
    }
}

}  // namespace
}  // namespace masthead::score
