// Phrases that give away what an article is made for: shopping offers, paid content, exam dumps, advertisements for
// market research, teasers. One table, several languages. Inside the room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace masthead::score {

enum class PatternKind : std::uint8_t { clickbait, deal, sponsored, exam_dump, market_report, paywall };

struct PatternHit {
    PatternKind kind = PatternKind::clickbait;
    std::string phrases;  // Those that were found, for people; numbers stand as "#".
};

// What is looked at: the title, and for kinds that show elsewhere the excerpt (or the end of a short text) and the
// URL's path.
struct PatternInput {
    std::string_view title;
    std::string_view excerpt;
    std::string_view url;
    std::string_view ending;  // Last part of the text, where a paywall speaks; empty for long texts.
};

// A text, or a phrase, in the form in which they are compared: folded, punctuation gone, a number "#"; one space
// between words and around the whole.
[[nodiscard]] std::string canonical(std::string_view text);
// The path of an address in that form, each slash a word.
[[nodiscard]] std::string canonical_path(std::string_view url);
// Does a text hold a phrase as whole words? Both canonical, the phrase without its outer spaces. A phrase of a script
// without spaces may stand anywhere.
[[nodiscard]] bool holds(std::string_view text, std::string_view phrase);

// The kinds whose phrases together weigh enough, in the order of the enum, each once.
// Case, diacritics and punctuation do not count; a number matches "#". O(length x phrases), allocates three strings.
[[nodiscard]] std::vector<PatternHit> find_patterns(const PatternInput& input);

// True for an opinion piece by its label ("Opinion: ...", "Kommentar: ...") or by its section in the URL's path.
[[nodiscard]] bool is_opinion(std::string_view title, std::string_view url);

// True for a title of several words written in capitals throughout.
[[nodiscard]] bool is_shouting(std::string_view title);

}  // namespace masthead::score
