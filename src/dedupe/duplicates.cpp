// MinHash (Broder 1997): of every 3-word shingle 64 hash values are drawn, the smallest of each kind is kept; the share
// of equal values estimates the Jaccard resemblance of the two sets. A copy with its tail cut has a low resemblance but
// lies wholly inside the original: with |A| and |B| known, J gives the size of the intersection, J / (1 + J) * (|A| +
// |B|), and so the containment.
//
// Banding (Leskovec, Rajaraman, Ullman, chapter 3.4): two neighbouring values make a band; texts that agree in one band
// are compared. With 32 bands of 2 a pair of resemblance .35 is met with probability .985, one of .05 with .08.
#include "dedupe/duplicates.h"

#include "core/hash.h"
#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

namespace masthead::dedupe {

namespace {

constexpr std::size_t shingle_words = 3;
constexpr std::size_t band_rows = 2;
constexpr std::uint32_t no_entry = std::numeric_limits<std::uint32_t>::max();

std::vector<std::uint64_t> word_hashes(std::string_view text) {
    const auto folded = text::fold(text);
    std::vector<std::uint64_t> out;
    for (const auto& token : text::tokenize(folded)) out.push_back(core::stable_hash(token.surface));
    return out;
}

std::uint64_t combined(std::uint64_t left, std::uint64_t right) {
    return core::mix(left * 0x9e3779b97f4a7c15ULL + right);
}

// The distinct shingles, sorted; a text shorter than a shingle is one shingle.
std::vector<std::uint64_t> shingles(const std::vector<std::uint64_t>& words) {
    std::vector<std::uint64_t> out;
    const auto width = std::min(shingle_words, words.size());
    for (std::size_t i = 0; width > 0 && i + width <= words.size(); ++i) {
        std::uint64_t hash = 0;
        for (std::size_t j = 0; j < width; ++j) hash = combined(hash, words[i + j]);
        out.push_back(hash);
    }
    std::ranges::sort(out);
    const auto repeated = std::ranges::unique(out);
    out.erase(repeated.begin(), repeated.end());
    return out;
}

std::vector<std::uint32_t> sketch_of(const std::vector<std::uint64_t>& set, std::size_t size) {
    std::vector<std::uint32_t> out(size, std::numeric_limits<std::uint32_t>::max());
    for (const auto shingle : set) {
        // Double hashing: value i is first + i * second, mixed; as good as independent functions and far cheaper.
        const std::uint64_t second = core::mix(shingle ^ 0x5851f42d4c957f2dULL) | 1U;
        std::uint64_t value = shingle;
        for (auto& least : out) {
            value += second;
            least = std::min(least, static_cast<std::uint32_t>((value * 0xda942042e4dd58b5ULL) >> 32U));
        }
    }
    return out;
}

}  // namespace

Fingerprint fingerprint(std::string_view title, std::string_view text, const DuplicateOptions& options) {
    const auto body = word_hashes(text);
    Fingerprint print;
    print.words = static_cast<std::uint32_t>(body.size());
    auto exact = body;
    if (body.size() < options.min_words) {
        const auto head = word_hashes(title);
        exact.insert(exact.begin(), head.begin(), head.end());
        // Few words say little: what recurs ("Morning briefing") is no copy.
        if (exact.size() < options.min_exact_words) return print;
    } else {
        const auto set = shingles(body);
        print.shingles = static_cast<std::uint32_t>(set.size());
        print.sketch = sketch_of(set, options.sketch_size);
    }
    for (const auto word : exact) print.exact = combined(print.exact, word);
    return print;
}

double resemblance(const Fingerprint& left, const Fingerprint& right) {
    if (left.exact != 0 && left.exact == right.exact) return 1;
    if (left.sketch.empty() || left.sketch.size() != right.sketch.size()) return 0;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < left.sketch.size(); ++i) equal += left.sketch[i] == right.sketch[i] ? 1U : 0U;
    return static_cast<double>(equal) / static_cast<double>(left.sketch.size());
}

double containment(const Fingerprint& left, const Fingerprint& right) {
    const double jaccard = resemblance(left, right);
    const double smaller = std::min(left.shingles, right.shingles);
    if (smaller == 0 || jaccard == 1) return jaccard;
    const double both =
        jaccard / (1 + jaccard) * (static_cast<double>(left.shingles) + static_cast<double>(right.shingles));
    return std::min(1.0, both / smaller);
}

struct DuplicateIndex::State {
    struct Entry {
        std::string id;
        Fingerprint print;
        core::Instant published{};
    };

    DuplicateOptions options;
    std::vector<Entry> entries;
    // Chained hashing without a node per key: heads[key & mask] is the latest entry of a chain, links[slot] the one
    // before it. Every entry owns `keys_per_entry()` slots: its bands, then its exact hash.
    std::vector<std::uint32_t> heads;
    std::vector<std::uint32_t> links;

    [[nodiscard]] std::size_t bands() const { return options.sketch_size / band_rows; }
    [[nodiscard]] std::size_t keys_per_entry() const { return bands() + 1; }

    [[nodiscard]] std::uint64_t key(const Fingerprint& print, std::size_t slot) const {
        if (slot == bands()) return combined(print.exact, slot);
        std::uint64_t hash = slot;
        for (std::size_t i = 0; i < band_rows; ++i) hash = combined(hash, print.sketch[slot * band_rows + i]);
        return hash;
    }
    [[nodiscard]] bool has_slot(const Fingerprint& print, std::size_t slot) const {
        return slot == bands() ? print.exact != 0 : !print.sketch.empty();
    }

    void link(std::size_t entry) {
        for (std::size_t slot = 0; slot < keys_per_entry(); ++slot) {
            const auto& print = entries[entry].print;
            if (!has_slot(print, slot)) continue;
            auto& head = heads[key(print, slot) & (heads.size() - 1)];
            const auto number = entry * keys_per_entry() + slot;
            links[number] = head;
            head = static_cast<std::uint32_t>(number);
        }
    }

    void rebuild() {
        std::size_t size = 64;
        while (size < entries.size() * keys_per_entry()) size *= 2;
        heads.assign(size, no_entry);
        links.assign(entries.size() * keys_per_entry(), no_entry);
        for (std::size_t i = 0; i < entries.size(); ++i) link(i);
    }

    [[nodiscard]] std::vector<std::uint32_t> candidates(const Fingerprint& print) const {
        std::vector<std::uint32_t> out;
        for (std::size_t slot = 0; slot < keys_per_entry() && !heads.empty(); ++slot) {
            if (!has_slot(print, slot)) continue;
            for (auto at = heads[key(print, slot) & (heads.size() - 1)]; at != no_entry; at = links[at]) {
                out.push_back(at / static_cast<std::uint32_t>(keys_per_entry()));
            }
        }
        std::ranges::sort(out);
        const auto repeated = std::ranges::unique(out);
        out.erase(repeated.begin(), repeated.end());
        return out;
    }

    // 0: not the same document.
    [[nodiscard]] double score(const Fingerprint& print, const Entry& entry, core::Instant published) const {
        const auto apart = published > entry.published ? published - entry.published : entry.published - published;
        if (apart > options.window) return 0;
        const double alike = resemblance(print, entry.print);
        if (print.sketch.empty() || entry.print.sketch.empty())
            return alike == 1 && apart <= options.short_window ? 1 : 0;
        if (alike >= options.min_resemblance) return alike;
        if (alike < options.min_cut_resemblance) return 0;
        return containment(print, entry.print) >= options.min_containment ? alike : 0;
    }
};

bool titles_alike(std::string_view left, std::string_view right) {
    const auto words_of = [](std::string_view title) {
        std::set<std::string> words;
        for (const auto& token : text::tokenize(title)) words.insert(text::fold(token.surface));
        return words;
    };
    const auto first = words_of(left);
    const auto second = words_of(right);
    if (first.empty() || second.empty()) return left == right;
    const auto shared = static_cast<std::size_t>(
        std::ranges::count_if(first, [&](const std::string& word) { return second.contains(word); }));
    return shared * 2 >= std::min(first.size(), second.size());
}

DuplicateIndex::DuplicateIndex(const DuplicateOptions& options) : state_(std::make_unique<State>()) {
    state_->options = options;
    state_->rebuild();
}
DuplicateIndex::DuplicateIndex(DuplicateIndex&&) noexcept = default;
DuplicateIndex& DuplicateIndex::operator=(DuplicateIndex&&) noexcept = default;
DuplicateIndex::~DuplicateIndex() = default;

std::optional<DuplicateMatch> DuplicateIndex::find(const Fingerprint& print, core::Instant published) const {
    const State::Entry* best = nullptr;
    double best_score = 0;
    for (const auto number : state_->candidates(print)) {
        const auto& entry = state_->entries[number];
        const double score = state_->score(print, entry, published);
        if (score == 0) continue;
        const bool is_better = best == nullptr || score > best_score ||
                               (score == best_score && std::pair(entry.published, std::string_view(entry.id)) <
                                                           std::pair(best->published, std::string_view(best->id)));
        if (is_better) {
            best = &entry;
            best_score = score;
        }
    }
    if (best == nullptr) return std::nullopt;
    return DuplicateMatch{best->id, best_score};
}

void DuplicateIndex::add(std::string article_id, Fingerprint print, core::Instant published) {
    auto& state = *state_;
    state.entries.push_back({std::move(article_id), std::move(print), published});
    if (state.entries.size() * state.keys_per_entry() > state.heads.size()) {
        state.rebuild();
    } else {
        state.links.resize(state.entries.size() * state.keys_per_entry(), no_entry);
        state.link(state.entries.size() - 1);
    }
}

void DuplicateIndex::expire(core::Instant before) {
    const auto removed = std::erase_if(state_->entries, [&](const auto& entry) { return entry.published < before; });
    if (removed > 0) state_->rebuild();
}

std::size_t DuplicateIndex::size() const {
    return state_->entries.size();
}

}  // namespace masthead::dedupe
