// An article as the clusterer sees it: counted words, names and numbers.
#pragma once

#include "core/time.h"
#include "story/clusterer.h"
#include "story/vocabulary.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::story {

struct CountedTerm {
    Term term = 0;
    float frequency = 0;  // 1 + ln(count): a word said ten times is not ten times as telling.
};

// Sums of the vocabulary's weights.
struct DocumentWeights {
    float norm = 0;  // Euclidean length of the weighted terms.
    float title_norm = 0;
    float all = 0;  // Plain sums over the distinct terms of each kind.
    float title = 0;
    float names = 0;
    float numbers = 0;
    float text_norm = 0;
    float text_all = 0;
    float text_names = 0;
};

// A term and how often it was counted, in four bytes: long texts are most of what an article takes.
class PackedTerm {
  public:
    static constexpr std::uint32_t most = 255;  // Counts beyond are cut.
    static constexpr Term last = (1U << 24U) - 1;
    PackedTerm(Term term, std::uint32_t count) : bits_(term << 8U | std::min(count, most)) {}
    [[nodiscard]] Term term() const { return bits_ >> 8U; }
    [[nodiscard]] float frequency() const;  // As in CountedTerm.

  private:
    std::uint32_t bits_;
};

struct Document {
    std::string id;
    std::string language;  // May be empty.
    core::Instant published{};
    std::uint64_t content = 0;        // Hash of what was read, to know a revision from a repetition.
    std::vector<CountedTerm> terms;   // Title twice, slug words and lead once; sorted by term, no stop words.
    std::vector<Term> title;          // Distinct terms of the title, sorted, no stop words.
    std::vector<Term> names;          // Distinct, sorted.
    std::vector<Term> numbers;        // Distinct, sorted.
    std::vector<Form> forms;          // Of the names in title, slug and lead, for other languages; distinct, sorted.
    std::vector<PackedTerm> text;     // Title and text as far as they are read; sorted; empty without a text.
    std::vector<Term> text_names;     // Distinct, sorted.
    bool is_cased = false;            // Title or lead hold a capital letter, of whatever script.
    std::uint16_t words = 0;          // Of title and lead as read.
    std::vector<std::int8_t> vector;  // As StoryInput has it.
    DocumentWeights weights;          // Follow the vocabulary.
    [[nodiscard]] std::vector<Term> distinct_terms() const;
};

struct DocumentOptions {
    std::size_t title_words = 40;
    std::size_t lead_words = 60;   // Of the text: the event stands at the top.
    std::size_t text_words = 600;  // What a second look at a pair reads.
    std::size_t slug_words = 16;
    int title_count = 2;  // A title word counts this often.
};

// A title without the marks that agencies and editors put before it: "UPDATE 1-", "CORRECTED:", "OPINION |". A view
// into `title`.
[[nodiscard]] std::string_view bare_title(std::string_view title);

// The words in the longest hyphenated piece of an address's path, with spaces between; empty if there is none.
[[nodiscard]] std::string slug_words(std::string_view url);

[[nodiscard]] std::uint64_t content_hash(std::string_view title, std::string_view text);

[[nodiscard]] Document read_document(const StoryInput& article, Vocabulary& vocabulary, const DocumentOptions& options);

// Recomputes the document's weights from the vocabulary's weights.
void weigh(Document& document, const Vocabulary& vocabulary);

}  // namespace masthead::story
