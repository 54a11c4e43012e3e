#pragma once

#include <string>
#include <string_view>

namespace masthead::text {

struct LanguageGuess {
    std::string language;  // BCP 47 primary tag ("en", "de", "zh"); empty: unknown.
    bool is_reliable = false;
};

// Language of plain text by CLD2, helped by what was declared (a BCP 47 tag or empty): short or doubtful text keeps the
// declared language.
[[nodiscard]] LanguageGuess detect_language(std::string_view text, std::string_view declared);

// "EN-us" -> "en"; "english" or nonsense -> "".
[[nodiscard]] std::string primary_language(std::string_view tag);

}  // namespace masthead::text
