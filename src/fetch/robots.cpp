#include "fetch/robots.h"

#include "core/ascii.h"

#include <algorithm>

namespace masthead::fetch {

namespace {

constexpr std::size_t max_bytes = std::size_t{500} << 10U;
constexpr std::size_t max_rules = 5000;
constexpr std::size_t max_pattern_bytes = 2048;

// Percent-encoded bytes are compared in upper case, unreserved ones decoded is rare enough to leave alone (2.2.2).
std::string normalise(std::string_view path) {
    std::string out(path);
    for (std::size_t i = 0; i + 2 < out.size(); ++i) {
        if (out[i] != '%') continue;
        for (std::size_t j = i + 1; j <= i + 2; ++j) {
            if (out[j] >= 'a' && out[j] <= 'f') out[j] = static_cast<char>(out[j] - 'a' + 'A');
        }
    }
    return out;
}

// Does `path` begin with what `pattern` says? Goes back to the last star only, so O(pattern * path) at worst.
bool matches(std::string_view pattern, std::string_view path) {
    const bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    std::size_t p = 0;
    std::size_t at = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_at = 0;
    for (;;) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_at = at;
        } else if (p == pattern.size() && (!anchored || at == path.size())) {
            return true;
        } else if (p < pattern.size() && at < path.size() && pattern[p] == path[at]) {
            ++p;
            ++at;
        } else if (star != std::string_view::npos && star_at < path.size()) {
            p = star + 1;
            at = ++star_at;
        } else {
            return false;
        }
    }
}

struct Line {
    std::string key;
    std::string_view value;
};

Line read_line(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('#'));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    return {core::to_lower(core::trim(line.substr(0, colon))), core::trim(line.substr(colon + 1))};
}

// The product token: what stands before a version or a space.
std::string_view token_of(std::string_view agent) {
    return agent.substr(0, agent.find_first_of("/ \t"));
}

}  // namespace

RobotsRules RobotsRules::disallow_all() {
    RobotsRules rules;
    rules.rules_.push_back({"/", false});
    return rules;
}

RobotsRules RobotsRules::parse(std::string_view text, std::string_view product) {
    RobotsRules own;
    RobotsRules general;
    bool named = false;   // Some group names us.
    bool for_us = false;  // The group being read does.
    bool for_all = false;
    bool after_agent = false;  // Consecutive user-agent lines open one group.
    text = text.substr(0, max_bytes);
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        const auto [key, value] = read_line(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (key == "user-agent") {
            if (!after_agent) for_us = for_all = false;
            after_agent = true;
            for_all = for_all || value == "*";
            for_us = for_us || core::equals_ignoring_case(token_of(value), product);
            named = named || for_us;
        } else if (key == "allow" || key == "disallow") {
            after_agent = false;
            const bool keeps = !value.empty() && value.size() <= max_pattern_bytes;
            for (RobotsRules* rules : {for_us ? &own : nullptr, for_all ? &general : nullptr}) {
                if (rules != nullptr && keeps && rules->rules_.size() < max_rules)
                    rules->rules_.push_back({normalise(value), key == "allow"});
            }
        }
    }
    return named ? own : general;
}

bool RobotsRules::allows(std::string_view path) const {
    const std::string target = normalise(path.substr(0, max_pattern_bytes));
    std::size_t longest = 0;
    bool allowed = true;
    for (const auto& rule : rules_) {
        const bool counts = rule.pattern.size() > longest || (rule.pattern.size() == longest && rule.allow);
        if (!counts || !matches(rule.pattern, target)) continue;
        longest = rule.pattern.size();
        allowed = rule.allow;
    }
    return allowed;
}

}  // namespace masthead::fetch
