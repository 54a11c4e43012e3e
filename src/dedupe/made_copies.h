// Copies and strangers made from articles, so that finding copies can be measured: every change that a text goes
// through between two publishers, by itself, and every likeness that is none. Deterministic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::dedupe {

// What a made text is to the one it was made from.
enum class Likeness : std::uint8_t {
    copy,      // The same document.
    stranger,  // Another document.
    unclear,   // Too much was changed for anybody to tell from the words alone.
};

struct MadeText {
    std::string kind;  // "3 words replaced"
    Likeness likeness = Likeness::copy;
    std::string title;
    std::string text;
    std::string changed = {};  // Of a stranger: the word that stood there before.
};

struct MadeCopyOptions {
    std::size_t max_changes = 5;           // Words dropped, replaced or moved, from one to so many.
    std::size_t short_words = 40;          // Fewer words of text make a short document, whose title counts as well.
    std::size_t min_long_words = 50;       // Texts between the two bounds are left out.
    std::size_t min_short_words = 5;       // Of what must be left of a short document.
    std::size_t unclear_part = 4;          // More than one word in so many changed: nobody can tell.
    std::uint64_t seed = 0x6d61737468ULL;  // Another one makes other sets.
};

// The words that changes are made with: those of the articles themselves.
class Vocabulary {
  public:
    explicit Vocabulary(std::span<const std::string_view> texts);

    [[nodiscard]] bool is_ordinary(std::string_view word) const;  // Met in lower case.
    [[nodiscard]] bool is_name(std::string_view word) const;      // Inside titles in lower case always with a capital.
    [[nodiscard]] const std::vector<std::string>& ordinary() const { return ordinary_; }  // Sorted.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }        // Sorted.

  private:
    std::vector<std::string> ordinary_;
    std::vector<std::string> names_;
};

// All that can be made of one article; nothing of one that is too short, or between short and long.
[[nodiscard]] std::vector<MadeText> make_texts(std::string_view title, std::string_view text,
                                               const Vocabulary& vocabulary, std::uint64_t number,
                                               const MadeCopyOptions& options = {});

// `words` words that a site prints around every article; the same each time.
[[nodiscard]] std::string make_site_text(const Vocabulary& vocabulary, std::size_t words,
                                         const MadeCopyOptions& options = {});

// The words of a text as they stand there.
[[nodiscard]] std::vector<std::string> words_as_written(std::string_view text);
[[nodiscard]] std::string joined(std::span<const std::string> words);

}  // namespace masthead::dedupe
