// Which script a text is written in, and which scripts languages are written in.
//   https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt (the scripts of today's news; the rest is `other`)
#pragma once

#include <cstdint>
#include <string_view>

namespace masthead::text {

enum class Script : std::uint8_t {
    other,  // No letters, or those of a script not listed here.
    latin,
    cyrillic,
    greek,
    armenian,
    hebrew,
    arabic,
    ethiopic,
    devanagari,
    bengali,
    gurmukhi,
    gujarati,
    odia,
    tamil,
    telugu,
    kannada,
    malayalam,
    sinhala,
    thai,
    lao,
    tibetan,
    myanmar,
    georgian,
    khmer,
    hangul,
    kana,  // Japanese: kana, whatever the share of Han beside it.
    han,
};

[[nodiscard]] Script script_of(char32_t character);

struct ScriptSurvey {
    Script main = Script::other;  // Most letters are its.
    std::size_t letters = 0;      // Of all scripts, among the characters looked at.
    double share = 0;             // Of them those of `main`.
};

// Looks at the first `most_characters` of a text in UTF-8. O(n).
[[nodiscard]] ScriptSurvey survey_scripts(std::string_view text, std::size_t most_characters = 1000);

// May a text of this script be in this language (a primary tag)? Languages not known here write Latin letters.
[[nodiscard]] bool writes(std::string_view language, Script script);

// The language that alone, or by far most, writes this script ("el", "th", "ko"); empty where several do.
[[nodiscard]] std::string_view language_of(Script script);

}  // namespace masthead::text
