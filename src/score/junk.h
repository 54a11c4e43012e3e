// The desk's own junk rules, and what it says about those that ship (patterns.h).
#pragma once

#include "core/result.h"
#include "model/article.h"
#include "model/junk.h"
#include "score/facts.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::score {

// Points that a rule of the desk costs where the desk does not say.
inline constexpr double own_junk_points = 100;

// Names of the rules that ship: clickbait, deal, sponsored, exam-dump, market-report, paywall, opinion, shouting.
[[nodiscard]] std::span<const std::string_view> shipped_junk();

// Errors: invalid for a name that is no [a-z0-9-]+, that stands twice or that another term of a score has, and for a
// rule that says nothing.
[[nodiscard]] core::Result<void> check_junk(std::span<const model::JunkRule> rules);

class JunkRules {
  public:
    JunkRules() = default;
    // O(length of the phrases)
    explicit JunkRules(std::span<const model::JunkRule> rules);

    // Takes away what the desk excuses and adds what it sees; `remarks` are those of the rules that ship.
    // O(length x phrases)
    void apply(const model::Article& article, std::vector<Remark>& remarks) const;

    // Whether a remark came, or may have come, from the text: what cannot be seen any more once the text is gone.
    [[nodiscard]] bool reads_text(std::string_view name) const;

  private:
    struct Rule {
        std::string name;
        std::vector<std::string> phrases;  // Canonical, like `unless`.
        std::vector<std::string> unless;
        std::string where;
        std::vector<std::string> sites;
        std::vector<std::string> trusted;
    };
    struct Forms;
    static std::string found_in(const Rule& rule, const Forms& forms, const model::Article& article);
    std::vector<Rule> rules_;
};

}  // namespace masthead::score
