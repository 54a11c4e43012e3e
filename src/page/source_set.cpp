#include "page/source_set.h"

#include "core/ascii.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

namespace masthead::page {
namespace {

constexpr double widest_believed = 20'000;  // Pixels.

double number(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value > 0 && value <= widest_believed ? value : 0;  // Not "nan" either.
}

void describe(std::string_view descriptor, SourceCandidate& candidate) {
    const double value = number(descriptor);
    if (descriptor.ends_with('x')) candidate.density = value;
    // Some say the height too ("640w 480h"): the width is what comes first.
    if (descriptor.find('w') != std::string_view::npos) candidate.width = static_cast<int>(value);
}

}  // namespace

std::optional<SourceCandidate> SourceSet::next() {
    while (true) {
        while (at_ < set_.size() && (core::is_space(set_[at_]) || set_[at_] == ',')) ++at_;
        if (at_ >= set_.size()) return std::nullopt;
        std::size_t end = at_;
        while (end < set_.size() && !core::is_space(set_[end])) ++end;
        SourceCandidate candidate{.address = set_.substr(at_, end - at_)};
        at_ = end;
        if (candidate.address.ends_with(',')) {
            while (candidate.address.ends_with(',')) candidate.address.remove_suffix(1);
        } else {
            end = std::min(set_.find(',', at_), set_.size());
            describe(core::trim(set_.substr(at_, end - at_)), candidate);
            at_ = end;
        }
        if (!candidate.address.empty()) return candidate;
    }
}

SourceCandidate widest_source(std::string_view set) {
    SourceSet candidates(set);
    SourceCandidate best;
    while (const auto one = candidates.next()) {
        // Less than twice as dense is the same picture, hardly sharper: the first one named counts.
        const auto worth = [](const SourceCandidate& candidate) {
            return std::tuple(candidate.width,
                              candidate.width > 0 ? 0.0 : std::max(1.0, std::floor(candidate.density)));
        };
        if (best.address.empty() || worth(*one) > worth(best)) best = *one;
    }
    return best;
}

}  // namespace masthead::page
