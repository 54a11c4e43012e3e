// How a provider stands: do others report what it reports, and does it write its own accounts? Learned from the stories
// of the desk, no list of good papers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

namespace masthead::score {

struct StandingOptions {
    std::int64_t least_accounts = 20;  // Fewer say nothing: the standing is 0.
    double prior_accounts = 20;        // Accounts of average standing that each provider is given beforehand.
    double step = 0.1;                 // Standings are multiples of it, or every article would move a little each day.
};

// One account of a story.
struct ProviderAccount {
    std::string_view provider;  // Domain; must outlive the learner.
    std::string_view voice;     // Owner, or the domain.
    bool is_copy = false;       // Of another's text.
};

// Takes all stories, then tells. An account is corroborated when it is the provider's own and another voice has an own
// account of the same event; a copy never is. A provider's share of corroborated accounts, drawn towards the desk's own
// share by the prior, gives its standing: 0 for the share of the desk as a whole, up to 1 where all are, down to -1
// where none is.
class StandingLearner {
  public:
    explicit StandingLearner(const StandingOptions& options = {}) : options_(options) {}

    // O(accounts)
    void add_story(std::span<const ProviderAccount> accounts);

    // By domain; from -1 to 1. Providers that stand at 0 are left out. O(providers)
    [[nodiscard]] std::unordered_map<std::string_view, double> standings() const;

  private:
    struct Record {
        std::int64_t accounts = 0;
        std::int64_t corroborated = 0;
    };
    StandingOptions options_;
    std::unordered_map<std::string_view, Record> records_;
    Record all_;
};

}  // namespace masthead::score
