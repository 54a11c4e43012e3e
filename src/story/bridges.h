// Articles of different languages that tell of one event: what they share is not words but names, places and numbers.
// Nothing is done for it while all articles of the window are of one language.
//
//   a name    as it is written, or as it sounds (name_sounds.h) where scripts or spellings differ
//   a place   a country or large city by what each language calls it (text/romanize.h)
//   a number  by its value, whatever points and commas it is written with
// Each is worth how rare it is, at most what its form can tell: a short sound is shared by chance where many words may
// be names. A few weights turn the sums into log-odds.
#pragma once

#include "story/by_number.h"
#include "story/document.h"
#include "story/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace masthead::story {

struct BridgeOptions {
    // Log-odds; learned from pairs of the labelled English sets that were shown to it as if their languages differed,
    // see docs/stories.md, "Languages".
    double bias = -2.8;
    double names = 0.12;  // A unit of rareness of the names shared; the same for places and numbers.
    double places = 0.2;
    double numbers = 0.35;
    double share = 3.0;  // Of the lighter side's names, those that the other one has.
    double gap = -1.2;   // ln(1 + days between the two).
    // What one of them can tell at most.
    double most_of_name = 8.0;
    double most_of_country = 2.5;
    double most_of_city = 4.0;
    double narrow_sound = 2.0;  // A letter of a narrow sound ...
    double broad_sound = 1.2;   // ... and of a broad one, which says nothing below three letters.
    std::size_t least_sound = 3;
    std::size_t least_shared = 2;     // Distinct names, places and numbers; without a name three, one of them a place.
    double caseless_names = 0.3;      // Of the words of a text without capitals: so many may be names.
    std::size_t max_candidates = 16;  // Looked at of an article.
    std::size_t max_postings = 400;   // What more articles of a language share leads to none of them.
    double least_probability = 0.1;   // Less likely pairs are forgotten.
};

struct BridgeEvidence {
    double names = 0;
    double places = 0;
    double numbers = 0;
    double share = 0;
    double gap = 0;
    std::size_t shared = 0;
    bool has_name = false;
    bool has_place = false;
    bool has_number = false;
    std::vector<std::string> words;  // What is shared, as the left side writes it.
};

class Bridges {
  public:
    explicit Bridges(const BridgeOptions& options = {}) : options_(options) {}

    // Can two articles be compared so? Both languages are known and differ.
    [[nodiscard]] static bool joins(const Document& left, const Document& right) {
        return left.language != right.language && !left.language.empty() && !right.language.empty();
    }

    // An article of this language comes. True: it is the first of a second one, so that all that came before, and from
    // now on each that comes, is to be posted.
    [[nodiscard]] bool awakes_with(std::string_view language);
    [[nodiscard]] bool is_awake() const { return is_awake_; }
    // Lets later articles find this one. Known numbers: nothing.
    void post(Number number, const Document& document, const Vocabulary& vocabulary);
    void remove(Number number);
    // Those in other languages that share most with it, by number; it must be posted.
    [[nodiscard]] std::vector<Number> candidates(Number number, std::string_view language) const;
    // Of two posted articles, so many days apart.
    [[nodiscard]] BridgeEvidence evidence(Number left, Number right, double days, const Vocabulary& vocabulary) const;
    // -inf where too little is shared.
    [[nodiscard]] double log_odds(const BridgeEvidence& evidence) const;
    [[nodiscard]] const BridgeOptions& options() const { return options_; }

  private:
    enum class Kind : std::uint8_t { exact, narrow, broad, country, city, number };
    struct Mark {
        std::uint64_t key = 0;
        std::uint32_t word = 0;  // Of the document, counted.
        float worth = 0;         // At most.
        Kind kind = Kind::exact;
    };
    struct Marks {
        std::vector<Mark> all;    // Sorted by key.
        std::vector<Term> terms;  // By word.
        std::size_t sounds = 0;   // Words that may match by sound.
        std::size_t names = 0;    // The first words are names and places, the others numbers.
        bool is_cased = true;
    };
    struct FormMarks {
        std::vector<Mark> marks;
        bool is_read = false;
    };
    using Places = std::map<std::string, std::string, std::less<>>;
    using Postings = std::unordered_map<std::uint64_t, std::vector<Number>>;

    [[nodiscard]] const Places& places_of(std::string_view language) const;
    [[nodiscard]] const std::vector<Mark>& sounds_of_form(Form form, const Vocabulary& vocabulary) const;
    void take_form(Form form, const Places& places, const Vocabulary& vocabulary, Marks& out) const;
    static void take_number(Term term, const Vocabulary& vocabulary, Marks& out);
    [[nodiscard]] Marks marks_of(const Document& document, const Vocabulary& vocabulary) const;
    struct Match {
        std::uint32_t left = 0;  // Words.
        std::uint32_t right = 0;
        double worth = 0;
        Kind kind = Kind::exact;
    };
    [[nodiscard]] std::vector<Match> matches(const Marks& left, const Marks& right, const Vocabulary& vocabulary) const;

    BridgeOptions options_;
    bool is_awake_ = false;
    std::string first_language_;
    std::map<std::string, Postings, std::less<>> postings_;  // By language.
    std::unordered_map<Number, Marks> marks_;
    // Only caches: what they hold follows from the vocabulary and the languages.
    mutable std::map<std::string, Places, std::less<>> places_;
    mutable std::vector<FormMarks> forms_;
};

}  // namespace masthead::story
