// Language tags (BCP 47, https://www.rfc-editor.org/info/bcp47) and the language of plain text.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace masthead::text {

// A tag as BCP 47 writes it: "EN_us.UTF-8" -> "en-US", "zh_hant_tw" -> "zh-Hant-TW", "ger" -> "de", "iw" -> "he".
// Names and nonsense ("english", "x-default", "und") give "". Extensions and variants fall away.
[[nodiscard]] std::string normalize_language_tag(std::string_view tag);

// The language subtag of that, which articles carry and words are stemmed by: "EN-us" -> "en"; "nb" -> "no", whose
// texts nobody tells apart.
[[nodiscard]] std::string primary_language(std::string_view tag);

struct LanguageGuess {
    std::string language;  // BCP 47 primary tag ("en", "de", "zh"); empty: unknown.
    bool is_reliable = false;
};

struct LanguageOptions {
    std::size_t judged_bytes = 1536;       // Of the text's beginning; CLD2 is sure long before that.
    std::size_t short_bytes = 60;          // Of a text that a declaration says more about than its letters do.
    std::size_t telling_bytes = 400;       // A text as long tells sister languages (Czech and Slovak) apart.
    int least_percent = 60;                // Of the text that must be in the language detected.
    double least_script_share = 0.6;       // Of the letters, for a script to contradict a declaration ...
    std::size_t least_script_letters = 4;  // ... and how many they must be.
};

// The language of plain text in UTF-8, by its script, by CLD2 and by what was declared, best witness first (tags as
// found; empty ones and nonsense are passed over).
//   a script that only one language writes decides
//   short or doubtful text has the first declared language that its script allows
//   of sister languages the declared one is believed, unless the text is long
// Deterministic; about 30 microseconds for a kilobyte.
[[nodiscard]] LanguageGuess detect_language(std::string_view text, std::span<const std::string> declared,
                                            const LanguageOptions& options = {});
[[nodiscard]] LanguageGuess detect_language(std::string_view text, std::string_view declared);

}  // namespace masthead::text
