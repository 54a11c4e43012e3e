// Names as they sound, so that one written in two scripts is found to be one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace masthead::story {

struct NameSounds {
    std::string narrow;  // The first vowel and the consonants, of languages that write Latin, Greek or Cyrillic.
    std::string broad;   // Their classes alone, without the liquids: what Chinese, Japanese, Arabic and others keep.
};

// "Quennel" and "Квеннел": narrow "KVNL" of both; "Marten", "マルテン" and "مارتن": broad "MTN". `folded` as text::fold
// writes it; narrow is empty where the script keeps too little.
[[nodiscard]] NameSounds sounds_of(std::string_view folded);

}  // namespace masthead::story
