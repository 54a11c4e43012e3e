// One permutation hashing (Li, Owen, Zhang 2012, "One permutation hashing", NIPS): the hashes of all 3-word shingles
// are dealt into bins by their upper bits and the smallest of each bin is kept. The share of equal bins, without those
// that are empty in both, estimates the Jaccard resemblance of the two sets of shingles as well as as many independent
// hash functions do, for one hash a shingle.
#include "dedupe/fingerprint.h"

#include "core/ascii.h"
#include "core/hash.h"
#include "dedupe/day_words.h"
#include "text/normalize.h"
#include "text/tokens.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>

namespace masthead::dedupe {

namespace {

using text::Token;

constexpr std::size_t shingle_words = 3;

// "driver's" is one word whichever apostrophe it is written with.
std::uint64_t hash_of(std::string_view word) {
    constexpr std::string_view curly = "\xE2\x80\x99";
    if (word.find('\'') == std::string_view::npos && word.find(curly) == std::string_view::npos)
        return core::stable_hash(word);
    std::string plain;
    for (std::size_t at = 0; at < word.size();) {
        if (word.substr(at).starts_with(curly)) {
            at += curly.size();
            continue;
        }
        if (word[at] != '\'') plain += word[at];
        ++at;
    }
    return core::stable_hash(plain);
}

// The marks at the front, with the numbers that may follow: "UPDATE 2-".
std::size_t marks_before(std::span<const Token> title) {
    std::size_t marks = 0;
    while (marks < title.size() && (is_title_mark(title[marks].surface) || (marks > 0 && title[marks].is_number)))
        ++marks;
    return marks;
}

// A document's words, the title's before the text's where both count.
struct Words {
    std::vector<std::uint64_t> hashes;
    std::vector<std::uint32_t> opening;
};

class WordReader {
  public:
    explicit WordReader(const FingerprintOptions& options) : options_(options) {}

    void read_title(std::string_view title) {
        const std::string folded = text::fold(title);
        const auto words = text::tokenize(folded);
        const auto written = text::tokenize(title);
        const auto capitals = static_cast<std::size_t>(
            std::ranges::count_if(written, [](const Token& word) { return word.is_capitalised; }));
        const bool tells = written.size() > 2 && capitals * 2 < written.size();
        const bool pairs = written.size() == words.size();
        for (std::size_t i = pairs ? marks_before(written) : 0; i < words.size(); ++i) {
            auto kind = WordKind::unknown;
            if (pairs) kind = kind_of_word(words[i], written[i].is_capitalised, tells && i > 0);
            add(words[i].surface, kind);
        }
    }

    void read_text(std::string_view text) {
        const std::string folded = text::fold(text);
        // Letters stand where they stood, so that the capitals can be looked up.
        const bool in_place = folded.size() == text.size();
        for (const auto& word : text::tokenize(folded)) {
            auto kind = WordKind::unknown;
            if (out_.opening.size() < options_.opening_words && in_place) {
                const char first = text[word.offset];
                kind = kind_of_word(word, first >= 'A' && first <= 'Z', false);
            }
            add(word.surface, kind);
        }
    }

    [[nodiscard]] const Words& words() const { return out_; }

  private:
    // `tells`: whether a capital makes it a name.
    static WordKind kind_of_word(const Token& folded, bool is_capitalised, bool tells) {
        if (folded.is_number) return WordKind::number;
        if (is_day_word(folded.surface, is_capitalised)) return WordKind::day;
        if (!is_capitalised) return WordKind::plain;
        return tells ? WordKind::name : WordKind::capital;
    }

    void add(std::string_view word, WordKind kind) {
        const auto hash = hash_of(word);
        out_.hashes.push_back(hash);
        if (out_.opening.size() < options_.opening_words) out_.opening.push_back(word_code(hash, kind));
    }

    FingerprintOptions options_;
    Words out_;
};

// The distinct shingles, sorted; a text shorter than a shingle is one shingle.
std::vector<std::uint64_t> shingles(std::span<const std::uint64_t> words) {
    std::vector<std::uint64_t> out;
    const auto width = std::min(shingle_words, words.size());
    out.reserve(words.size());
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

std::vector<std::uint32_t> sketch_of(std::span<const std::uint64_t> set, std::size_t bins) {
    std::vector<std::uint32_t> out(bins, std::numeric_limits<std::uint32_t>::max());
    for (const auto shingle : set) {
        auto& least = out[static_cast<std::size_t>(((shingle >> 32U) * bins) >> 32U)];
        least = std::min(least, static_cast<std::uint32_t>(shingle));
    }
    return out;
}

}  // namespace

std::uint64_t combined(std::uint64_t left, std::uint64_t right) {
    return core::mix(left * 0x9e3779b97f4a7c15ULL + right);
}

Fingerprint fingerprint(std::string_view title, std::string_view text, const FingerprintOptions& options) {
    WordReader body(options);
    body.read_text(text);
    Fingerprint print;
    print.words = static_cast<std::uint32_t>(body.words().hashes.size());
    const bool is_short = print.words < options.min_words;
    WordReader whole(options);
    if (is_short) {
        whole.read_title(title);
        whole.read_text(text);
        // Few words say little: what recurs ("Morning briefing") is no copy.
        if (whole.words().hashes.size() < options.min_exact_words) return print;
    } else {
        const auto set = shingles(body.words().hashes);
        print.shingles = static_cast<std::uint32_t>(set.size());
        print.sketch = sketch_of(set, options.sketch_size);
    }
    const Words& words = is_short ? whole.words() : body.words();
    print.opening = words.opening;
    for (const auto word : words.hashes) print.exact = combined(print.exact, word);
    return print;
}

}  // namespace masthead::dedupe
