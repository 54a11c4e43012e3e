// Words as small numbers, and how telling each of them is: half what news at large says, half what this desk has read
// lately.
#pragma once

#include "text/tokens.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace masthead::story {

using Term = std::uint32_t;
using Form = std::uint32_t;  // A name as it is written, folded and not stemmed.
constexpr Form no_form = 0;

struct Word {
    Term term = 0;
    bool is_stop = false;
    bool is_name = false;  // By the background, or capitalised and not known as a common word.
    bool is_number = false;
    Form form = no_form;  // Of a name; in scripts without capitals of any word that may be one.
};

// What other languages may write in another way.
struct WrittenForm {
    std::string folded;
    Term term = 0;
};

struct VocabularyOptions {
    double background_share = 0.5;  // Of the blend, once the desk has read enough.
    double background_documents =
        300;  // Documents after which the desk's own counts weigh as much as the prior in their half.
    // Counts are halved beyond this, so that the desk's words of long ago fade.
    std::size_t max_documents = 200'000;
    std::size_t max_surfaces = 200'000;  // The cache of spellings is emptied beyond this.
};

// Not thread-safe.
class Vocabulary {
  public:
    explicit Vocabulary(const VocabularyOptions& options = {}) : options_(options) {}

    // Appends the words of `text`, at most `max_words` of them. Every spelling is folded and stemmed once and
    // remembered.
    void read(std::string_view text, std::string_view language, std::size_t max_words, std::vector<Word>& out);

    // Counts a document that holds these distinct terms, or forgets one that does.
    void count(const std::vector<Term>& terms);
    void forget(const std::vector<Term>& terms);

    // Brings the weights up to date with the counts: of the terms that came since the last time, or of all.
    void weigh_new_terms();
    void weigh_all_terms();
    [[nodiscard]] std::size_t documents() const { return documents_; }

    [[nodiscard]] float idf(Term term) const { return idf_[term]; }
    [[nodiscard]] std::string_view stem(Term term) const { return stems_[term]; }
    [[nodiscard]] const WrittenForm& form(Form form) const { return forms_[form - 1]; }

  private:
    struct Spelling {
        Term term = 0;
        bool is_stop = false;
        bool is_name = false;
        bool is_common = false;
        Form form = no_form;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Spellings = std::unordered_map<std::string, Spelling, Hash, std::equal_to<>>;

    Spelling learn(const text::Token& token, std::string_view language);
    Term term_of(std::string_view stem);
    Form form_of(std::string folded, Term term);
    [[nodiscard]] float weight(Term term) const;

    VocabularyOptions options_;
    std::map<std::string, Spellings, std::less<>> spellings_;  // By language.
    std::size_t surfaces_ = 0;
    std::unordered_map<std::string, Term, Hash, std::equal_to<>> terms_;
    std::vector<std::string> stems_;
    std::unordered_map<std::string, Form, Hash, std::equal_to<>> form_numbers_;
    std::vector<WrittenForm> forms_;  // forms_[0] is form 1.
    std::vector<float> background_;
    std::vector<std::uint32_t> counts_;
    std::vector<float> idf_;
    std::size_t documents_ = 0;
};

}  // namespace masthead::story
