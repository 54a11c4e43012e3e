#include "score/standing.h"

#include <algorithm>
#include <cmath>

namespace masthead::score {

void StandingLearner::add_story(std::span<const ProviderAccount> accounts) {
    std::string_view first;  // Voice of an own account.
    bool has_several = false;
    for (const auto& account : accounts) {
        if (account.is_copy) continue;
        if (first.empty()) first = account.voice;
        has_several = has_several || account.voice != first;
    }
    for (const auto& account : accounts) {
        const std::int64_t corroborated = has_several && !account.is_copy ? 1 : 0;
        for (auto* record : {&records_[account.provider], &all_}) {
            ++record->accounts;
            record->corroborated += corroborated;
        }
    }
}

std::unordered_map<std::string_view, double> StandingLearner::standings() const {
    std::unordered_map<std::string_view, double> out;
    if (all_.corroborated == 0 || all_.corroborated == all_.accounts) return out;  // Nothing tells providers apart.
    const double mean = static_cast<double>(all_.corroborated) / static_cast<double>(all_.accounts);
    for (const auto& [provider, record] : records_) {
        if (record.accounts < options_.least_accounts) continue;
        const double share = (static_cast<double>(record.corroborated) + options_.prior_accounts * mean) /
                             (static_cast<double>(record.accounts) + options_.prior_accounts);
        const double standing = share > mean ? (share - mean) / (1 - mean) : (share - mean) / mean;
        const double stepped = std::round(std::clamp(standing, -1.0, 1.0) / options_.step) * options_.step;
        if (stepped != 0) out.emplace(provider, stepped);
    }
    return out;
}

}  // namespace masthead::score
