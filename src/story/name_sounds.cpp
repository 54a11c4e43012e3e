#include "story/name_sounds.h"

#include "text/romanize.h"
#include "text/script.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace masthead::story {

namespace {

using text::Script;

using Spelling = std::pair<std::string_view, std::string_view>;

// Longer spellings first. A consonant becomes a capital letter, a vowel "a"; what is not here stays.
constexpr auto latin_sounds = std::to_array<Spelling>(
    {{"shch", "S"}, {"tsch", "S"}, {"sch", "S"}, {"sh", "S"}, {"ch", "S"},  {"zh", "S"},  {"tz", "S"},  {"ts", "S"},
     {"tx", "S"},   {"dzh", "S"},  {"dj", "S"},  {"ph", "F"}, {"th", "T"},  {"kh", "K"},  {"gh", "G"},  {"ck", "K"},
     {"qu", "KV"},  {"kw", "KV"},  {"ks", "KS"}, {"x", "KS"}, {"ce", "Sa"}, {"ci", "Sa"}, {"cy", "Sa"}, {"c", "K"},
     {"q", "K"},    {"k", "K"},    {"g", "G"},   {"z", "S"},  {"s", "S"},   {"b", "B"},   {"p", "P"},   {"f", "F"},
     {"v", "V"},    {"w", "V"},    {"t", "T"},   {"d", "D"},  {"m", "M"},   {"n", "N"},   {"l", "L"},   {"r", "R"},
     {"j", "a"},    {"y", "a"},    {"h", ""},    {"a", "a"},  {"e", "a"},   {"i", "a"},   {"o", "a"},   {"u", "a"}});

// Pinyin writes "k" before "i" as "j", "h" or "s" as "x".
constexpr auto pinyin_sounds = std::to_array<Spelling>({{"zh", "S"},
                                                        {"ch", "S"},
                                                        {"sh", "S"},
                                                        {"ng", "N"},
                                                        {"j", "K"},
                                                        {"q", "S"},
                                                        {"x", "S"},
                                                        {"z", "S"},
                                                        {"c", "S"},
                                                        {"w", "a"},
                                                        {"er", ""}});
// Arabic and Hebrew write long vowels with consonants.
constexpr auto semitic_sounds = std::to_array<Spelling>(
    {{"sh", "S"}, {"th", "T"}, {"dh", "T"}, {"kh", "K"}, {"gh", "K"}, {"j", "S"}, {"w", "a"}, {"y", "a"}});

template <std::size_t Size>
bool take(std::string_view& rest, const std::array<Spelling, Size>& spellings, std::string& out) {
    for (const auto& [written, sound] : spellings) {
        if (!rest.starts_with(written)) continue;
        out += sound;
        rest.remove_prefix(written.size());
        return true;
    }
    return false;
}

std::string sounds(std::string_view latin, Script script) {
    std::string out;
    while (!latin.empty()) {
        if (script == Script::han && take(latin, pinyin_sounds, out)) continue;
        if ((script == Script::arabic || script == Script::hebrew) && take(latin, semitic_sounds, out)) continue;
        if (!take(latin, latin_sounds, out)) latin.remove_prefix(1);
    }
    return out;
}

// Without the vowels behind the first letter, and of doubled consonants one.
std::string skeleton(std::string_view sounds) {
    std::string out;
    for (const char sound : sounds) {
        if (sound == 'a' ? out.empty() : out.empty() || out.back() != sound) out += sound;
    }
    return out;
}

char class_of(char sound) {
    constexpr std::array<std::pair<std::string_view, char>, 4> classes = {
        {{"BPFV", 'P'}, {"TD", 'T'}, {"KG", 'K'}, {"S", 'S'}}};
    for (const auto& [sounds, letter] : classes) {
        if (sounds.find(sound) != std::string_view::npos) return letter;
    }
    return sound;
}

// "TRNP" and "TRMP" are one name: before a labial every nasal is M.
std::string classes(std::string_view narrow) {
    std::string out;
    for (const char sound : narrow) {
        if (sound == 'L' || sound == 'R') continue;
        const char letter = class_of(sound);
        if (letter == 'P' && out.ends_with('N')) out.back() = 'M';
        if (out.empty() || out.back() != letter) out += letter;
    }
    return out;
}

}  // namespace

NameSounds sounds_of(std::string_view folded) {
    if (folded.empty()) return {};
    std::size_t at = 0;
    const auto script = text::script_of(text::next_character(folded, at));
    const auto narrow = skeleton(sounds(text::romanized(folded), script));
    const bool keeps_all =
        script == Script::latin || script == Script::cyrillic || script == Script::greek || script == Script::armenian;
    return {keeps_all ? narrow : std::string(), classes(narrow)};
}

}  // namespace masthead::story
