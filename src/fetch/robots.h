// robots.txt: https://www.rfc-editor.org/rfc/rfc9309
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace masthead::fetch {

class RobotsRules {
  public:
    // The rules for `product` (the first word of our User-Agent, any case): of the groups that name it, all together;
    // else those of "*". Reads at most the first 500 KiB (RFC 9309 2.5).
    [[nodiscard]] static RobotsRules parse(std::string_view text, std::string_view product);
    [[nodiscard]] static RobotsRules allow_all() { return {}; }
    [[nodiscard]] static RobotsRules disallow_all();

    // `path`: path with query, as in the URL. The longest matching rule decides, `allow` on a tie (2.2.2); no rule
    // allows.
    [[nodiscard]] bool allows(std::string_view path) const;

  private:
    struct Rule {
        std::string pattern;  // `*` for any characters, `$` at the end for the end.
        bool allow = false;
    };
    std::vector<Rule> rules_;
};

}  // namespace masthead::fetch
