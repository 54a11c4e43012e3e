// How a copy is found among many. A long document is looked up by bands of its sketch (Leskovec, Rajaraman, Ullman,
// "Mining of Massive Datasets", 3.4): two neighbouring bins make a band; with 32 bands of 2 a pair of resemblance .35
// is met with probability .985, one of .05 with .08. A cut tail may leave less than that, so the smallest shingles of
// the opening are keys as well. A short document has too few words for either: every pair of neighbouring words, and of
// words with one between them, is a key. Of ten words three may be other ones wherever they stand, and two such pairs
// are left; and where words only changed places, the key of all its words without their order is the same.
#include "dedupe/duplicates.h"

#include "core/hash.h"
#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace masthead::dedupe {

namespace {

constexpr std::size_t band_rows = 2;
constexpr std::size_t site_part = 4;  // One bin in so many, before a document is taken to stand among a site's words.
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct Key {
    std::uint64_t hash = 0;
    bool is_enough = true;  // One such key makes a candidate; of the others it takes two.
};

// Different sorts of keys never meet.
enum class Sort : std::uint64_t { exact = 1, band, opening, pair, bag };

std::uint64_t key_of(Sort sort, std::uint64_t hash) {
    return combined(static_cast<std::uint64_t>(sort), hash);
}

void keep_smallest(std::vector<std::uint64_t>& hashes, std::size_t count) {
    std::ranges::sort(hashes);
    const auto repeated = std::ranges::unique(hashes);
    hashes.erase(repeated.begin(), repeated.end());
    if (hashes.size() > count) hashes.resize(count);
}

void add_bands(const Fingerprint& print, std::vector<Key>& keys) {
    for (std::size_t i = 0; i + band_rows <= print.sketch.size(); i += band_rows) {
        std::uint64_t hash = i;
        bool has_empty = false;
        for (std::size_t j = i; j < i + band_rows; ++j) {
            hash = combined(hash, print.sketch[j]);
            has_empty = has_empty || print.sketch[j] == none;
        }
        if (!has_empty) keys.push_back({key_of(Sort::band, hash)});
    }
}

void add_opening(const Fingerprint& print, std::size_t count, std::vector<Key>& keys) {
    std::vector<std::uint64_t> hashes;
    for (std::size_t i = 0; i + 3 <= print.opening.size(); ++i) {
        const auto word = [&](std::size_t at) { return std::uint64_t{word_of(print.opening[i + at])}; };
        hashes.push_back(combined(combined(word(0), word(1)), word(2)));
    }
    keep_smallest(hashes, count);
    for (const auto hash : hashes) keys.push_back({key_of(Sort::opening, hash)});
}

void add_pairs(const Fingerprint& print, std::size_t count, std::vector<Key>& keys) {
    std::vector<std::uint64_t> hashes;
    std::uint64_t bag = 0;
    const auto& words = print.opening;
    for (std::size_t i = 0; i < words.size(); ++i) {
        bag += core::mix(word_of(words[i]));
        for (std::size_t gap = 1; gap <= 2 && i + gap < words.size(); ++gap)
            hashes.push_back(combined(combined(gap, word_of(words[i])), word_of(words[i + gap])));
    }
    keep_smallest(hashes, count);
    for (const auto hash : hashes) keys.push_back({key_of(Sort::pair, hash), false});
    keys.push_back({key_of(Sort::bag, bag)});
}

}  // namespace

struct DuplicateIndex::State {
    struct Entry {
        std::string id;
        Fingerprint print;
        core::Instant published{};
    };
    // A document under one of its keys, and the one before it with that key.
    struct Link {
        std::uint32_t entry = none;
        std::uint32_t before = none;
    };

    DuplicateOptions options;
    std::vector<Entry> entries;
    KnownWords known;
    // Chained hashing without a node per key: heads[key & mask] is the latest link of a chain.
    std::vector<std::uint32_t> heads;
    std::vector<Link> links;

    [[nodiscard]] std::vector<Key> keys_of(const Fingerprint& print) const {
        std::vector<Key> keys;
        if (print.exact == 0) return keys;
        keys.reserve(print.sketch.size() / band_rows + options.opening_keys + options.short_keys + 2);
        keys.push_back({key_of(Sort::exact, print.exact)});
        if (print.sketch.empty()) {
            add_pairs(print, options.short_keys, keys);
        } else {
            add_bands(print, keys);
            add_opening(print, options.opening_keys, keys);
        }
        return keys;
    }

    void link(std::size_t entry) {
        for (const auto& key : keys_of(entries[entry].print)) {
            auto& head = heads[key.hash & (heads.size() - 1)];
            links.push_back({static_cast<std::uint32_t>(entry), head});
            head = static_cast<std::uint32_t>(links.size() - 1);
        }
    }

    void rebuild() {
        constexpr std::size_t least_size = 64;
        std::size_t size = least_size;
        while (size < links.size()) size *= 2;
        heads.assign(size, none);
        links.clear();
        for (std::size_t i = 0; i < entries.size(); ++i) link(i);
    }

    // The documents that share a key of either sort, in the order they were added.
    [[nodiscard]] std::vector<std::uint32_t> candidates(const Fingerprint& print) const {
        std::vector<std::uint32_t> met;
        for (const auto& key : keys_of(print)) {
            std::size_t length = 0;
            for (auto at = heads[key.hash & (heads.size() - 1)]; at != none && length < options.max_chain;
                 at = links[at].before, ++length) {
                met.push_back(links[at].entry);
                if (key.is_enough) met.push_back(links[at].entry);
            }
        }
        std::ranges::sort(met);
        std::vector<std::uint32_t> out;
        for (std::size_t i = 1; i < met.size(); ++i) {
            if (met[i] == met[i - 1] && (out.empty() || out.back() != met[i])) out.push_back(met[i]);
        }
        return out;
    }

    // The bins of `print` that hold words of a site, as a bit each (the first 64).
    [[nodiscard]] std::uint64_t site_bins(const Fingerprint& print, const std::vector<std::uint32_t>& others) const {
        if (print.sketch.empty() || others.size() < options.site_documents) return 0;
        std::vector<std::uint32_t> holders(print.sketch.size());
        for (const auto number : others) {
            const auto& sketch = entries[number].print.sketch;
            if (sketch.size() != print.sketch.size()) continue;
            for (std::size_t i = 0; i < sketch.size(); ++i) holders[i] += sketch[i] == print.sketch[i] ? 1U : 0U;
        }
        std::uint64_t bins = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(holders.size(), 64); ++i) {
            if (holders[i] >= options.site_documents && print.sketch[i] != none) bins |= std::uint64_t{1} << i;
        }
        // A few bins hold phrases that all the world uses.
        return static_cast<std::size_t>(std::popcount(bins)) * site_part < print.sketch.size() ? 0 : bins;
    }

    // Whether two long documents share too little besides what their site prints around everything.
    [[nodiscard]] bool is_site_alone(const Fingerprint& print, const Fingerprint& other, std::uint64_t bins) const {
        std::size_t left = 0;
        std::size_t equal = 0;
        for (std::size_t i = 0; i < print.sketch.size(); ++i) {
            if (print.sketch[i] == none || (i < 64 && (bins >> i & 1U) != 0)) continue;
            ++left;
            equal += print.sketch[i] == other.sketch[i] ? 1U : 0U;
        }
        if (left < options.min_own_bins) return equal < left || left == 0;
        return static_cast<double>(equal) < options.min_own_resemblance * static_cast<double>(left);
    }

    [[nodiscard]] std::optional<Comparison> judge(const Fingerprint& print, const Entry& entry, core::Instant published,
                                                  std::uint64_t bins) const {
        const auto apart = published > entry.published ? published - entry.published : entry.published - published;
        const bool is_short = print.sketch.empty() || entry.print.sketch.empty();
        if (apart > (is_short ? options.short_window : options.window)) return std::nullopt;
        auto compared = compare(print, entry.print, known, options.comparison);
        if (compared && bins != 0 && !is_short && compared->ground != Ground::same_words &&
            is_site_alone(print, entry.print, bins))
            return std::nullopt;
        return compared;
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
    Comparison best_comparison;
    const auto candidates = state_->candidates(print);
    const auto bins = state_->site_bins(print, candidates);
    for (const auto number : candidates) {
        const auto& entry = state_->entries[number];
        const auto compared = state_->judge(print, entry, published, bins);
        if (!compared) continue;
        const double more = best == nullptr ? 1 : compared->resemblance - best_comparison.resemblance;
        const bool is_better = more > 0 || (more == 0 && std::pair(entry.published, std::string_view(entry.id)) <
                                                             std::pair(best->published, std::string_view(best->id)));
        if (is_better) {
            best = &entry;
            best_comparison = *compared;
        }
    }
    if (best == nullptr) return std::nullopt;
    return DuplicateMatch{best->id, best_comparison.resemblance, best_comparison.ground, best_comparison.containment};
}

void DuplicateIndex::add(std::string article_id, Fingerprint print, core::Instant published) {
    auto& state = *state_;
    state.known.learn(print);
    state.entries.push_back({std::move(article_id), std::move(print), published});
    state.link(state.entries.size() - 1);
    if (state.links.size() > state.heads.size()) state.rebuild();
}

void DuplicateIndex::expire(core::Instant before) {
    const auto removed = std::erase_if(state_->entries, [&](const auto& entry) { return entry.published < before; });
    if (removed > 0) state_->rebuild();
}

std::size_t DuplicateIndex::size() const {
    return state_->entries.size();
}

std::size_t DuplicateIndex::memory_bytes() const {
    const auto& state = *state_;
    std::size_t bytes = state.heads.capacity() * sizeof(std::uint32_t) + state.links.capacity() * sizeof(State::Link) +
                        state.entries.capacity() * sizeof(State::Entry);
    for (const auto& entry : state.entries) {
        bytes += (entry.print.sketch.capacity() + entry.print.opening.capacity()) * sizeof(std::uint32_t);
        if (entry.id.capacity() > std::string().capacity()) bytes += entry.id.capacity();
    }
    return bytes;
}

}  // namespace masthead::dedupe
