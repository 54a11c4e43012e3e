// A copy with its tail cut has a low resemblance but lies wholly inside the original: with |A| and |B| known, J gives
// the size of the intersection, J / (1 + J) * (|A| + |B|), and so the containment. Where J is too small for that, the
// openings are laid beside each other.
//
// Openings and short documents are compared word by word, by the longest common subsequence in one machine word
// (Hyyro 2004, "Bit-parallel LCS-length computation revisited").
#include "dedupe/comparison.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace masthead::dedupe {

namespace {

constexpr std::uint32_t empty_bin = std::numeric_limits<std::uint32_t>::max();

// Two lists of at most 64 words laid beside each other.
struct Alignment {
    int in_order = 0;              // Words of the longest common subsequence.
    int shared = 0;                // Words that both have, in any order.
    std::uint64_t left_alone = 0;  // Bit i: left word i has no partner.
    std::uint64_t right_alone = 0;
};

std::uint64_t first_bits(std::size_t count) {
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

Alignment align(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
    Alignment out;
    out.left_alone = first_bits(left.size());
    std::uint64_t row = ~std::uint64_t{0};
    for (std::size_t j = 0; j < right.size(); ++j) {
        std::uint64_t same = 0;
        for (std::size_t i = 0; i < left.size(); ++i)
            same |= std::uint64_t{word_of(left[i]) == word_of(right[j]) ? 1U : 0U} << i;
        const std::uint64_t met = row & same;
        row = (row + met) | (row - met);
        const std::uint64_t partners = same & out.left_alone;
        if (partners == 0) {
            out.right_alone |= std::uint64_t{1} << j;
        } else {
            out.left_alone &= ~(partners & (~partners + 1));  // The first of them is taken.
        }
    }
    out.in_order = std::popcount(~row & first_bits(left.size()));
    out.shared = static_cast<int>(right.size()) - std::popcount(out.right_alone);
    return out;
}

// Which kinds of words stand on one side alone, a bit a kind.
unsigned kinds_alone(const std::vector<std::uint32_t>& words, std::uint64_t alone, const KnownWords& known) {
    unsigned kinds = 0;
    for (; alone != 0; alone &= alone - 1) {
        const auto code = words[static_cast<std::size_t>(std::countr_zero(alone))];
        auto kind = kind_of(code);
        const bool has_capital = kind == WordKind::capital || kind == WordKind::name;
        if (has_capital) kind = known.is_known(code) ? WordKind::plain : WordKind::name;
        kinds |= 1U << static_cast<unsigned>(kind);
    }
    return kinds;
}

constexpr unsigned bit_of(WordKind kind) {
    return 1U << static_cast<unsigned>(kind);
}

std::optional<Comparison> compare_short(const Fingerprint& left, const Fingerprint& right, const KnownWords& known,
                                        const ComparisonOptions& options) {
    const auto words = left.opening.size() + right.opening.size();
    const auto fewer = std::min(left.opening.size(), right.opening.size());
    if (2.0 * static_cast<double>(fewer) < options.min_short * static_cast<double>(words)) return std::nullopt;
    const auto side = align(left.opening, right.opening);
    const double alike = static_cast<double>(side.in_order + side.shared) / static_cast<double>(words);
    if (alike < options.min_short) return std::nullopt;
    constexpr unsigned telling = bit_of(WordKind::number) | bit_of(WordKind::day) | bit_of(WordKind::name);
    const unsigned both =
        kinds_alone(left.opening, side.left_alone, known) & kinds_alone(right.opening, side.right_alone, known);
    if ((both & telling) != 0) return std::nullopt;
    return Comparison{alike, Ground::short_text, 2.0 * static_cast<double>(side.shared) / static_cast<double>(words)};
}

double opening_share(const Fingerprint& left, const Fingerprint& right) {
    const auto fewer = std::min(left.opening.size(), right.opening.size());
    return fewer == 0 ? 0
                      : static_cast<double>(align(left.opening, right.opening).in_order) / static_cast<double>(fewer);
}

// Whether all words of the shorter document are in its opening, so that nothing need be estimated.
bool is_all_opening(const Fingerprint& left, const Fingerprint& right) {
    const auto& shorter = left.words < right.words ? left : right;
    return shorter.words == shorter.opening.size();
}

double containment_at(double jaccard, const Fingerprint& left, const Fingerprint& right) {
    const double smaller = std::min(left.shingles, right.shingles);
    if (smaller == 0 || jaccard == 1) return jaccard;
    const double both =
        jaccard / (1 + jaccard) * (static_cast<double>(left.shingles) + static_cast<double>(right.shingles));
    return std::min(1.0, both / smaller);
}

}  // namespace

void KnownWords::learn(const Fingerprint& print) {
    constexpr std::size_t words = (std::size_t{1} << 22U) / 64;
    if (bits_.empty()) bits_.resize(words);
    for (const auto code : print.opening) {
        if (kind_of(code) != WordKind::plain) continue;
        const auto word = word_of(code);
        bits_[(word >> 6U) % words] |= std::uint64_t{1} << (word & 63U);
    }
}

bool KnownWords::is_known(std::uint32_t code) const {
    if (bits_.empty()) return false;
    const auto word = word_of(code);
    return (bits_[(word >> 6U) % bits_.size()] >> (word & 63U) & 1U) != 0;
}

double resemblance(const Fingerprint& left, const Fingerprint& right) {
    if (left.exact != 0 && left.exact == right.exact) return 1;
    if (left.sketch.empty() || left.sketch.size() != right.sketch.size()) return 0;
    std::size_t equal = 0;
    std::size_t none = 0;
    for (std::size_t i = 0; i < left.sketch.size(); ++i) {
        equal += left.sketch[i] == right.sketch[i] ? 1U : 0U;
        none += std::max(left.sketch[i], right.sketch[i]) == empty_bin && left.sketch[i] == right.sketch[i] ? 1U : 0U;
    }
    if (none == left.sketch.size()) return 0;
    return static_cast<double>(equal - none) / static_cast<double>(left.sketch.size() - none);
}

double containment(const Fingerprint& left, const Fingerprint& right) {
    return containment_at(resemblance(left, right), left, right);
}

std::optional<Comparison> compare(const Fingerprint& left, const Fingerprint& right, const KnownWords& known,
                                  const ComparisonOptions& options) {
    const double alike = resemblance(left, right);
    if (alike == 1 && left.exact == right.exact) return Comparison{1, Ground::same_words, 1};
    if (left.sketch.empty() != right.sketch.empty()) return std::nullopt;
    if (left.sketch.empty()) return compare_short(left, right, known, options);
    const double held = containment_at(alike, left, right);
    if (alike >= options.min_resemblance) return Comparison{alike, Ground::text, held};
    if (alike >= options.min_cut_resemblance && held >= options.min_containment)
        return Comparison{alike, Ground::part, held};
    const bool is_whole = is_all_opening(left, right);
    if (!is_whole && held < options.min_opening_containment) return std::nullopt;
    const double opening = opening_share(left, right);
    if (opening < (is_whole ? options.min_containment : options.min_opening)) return std::nullopt;
    return Comparison{alike, Ground::part, is_whole ? opening : held};
}

}  // namespace masthead::dedupe
