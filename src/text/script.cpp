#include "text/script.h"

#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace masthead::text {
namespace {

struct Range {
    char32_t first;
    char32_t last;
    Script script;
};

constexpr std::array ranges{Range{0x41, 0x5A, Script::latin},       Range{0x61, 0x7A, Script::latin},
                            Range{0xAA, 0xAA, Script::latin},       Range{0xBA, 0xBA, Script::latin},
                            Range{0xC0, 0xD6, Script::latin},       Range{0xD8, 0xF6, Script::latin},
                            Range{0xF8, 0x2AF, Script::latin},      Range{0x370, 0x3FF, Script::greek},
                            Range{0x400, 0x52F, Script::cyrillic},  Range{0x531, 0x58A, Script::armenian},
                            Range{0x5D0, 0x5F4, Script::hebrew},    Range{0x620, 0x64A, Script::arabic},
                            Range{0x66E, 0x6D3, Script::arabic},    Range{0x6D5, 0x6FF, Script::arabic},
                            Range{0x750, 0x77F, Script::arabic},    Range{0x900, 0x97F, Script::devanagari},
                            Range{0x980, 0x9FF, Script::bengali},   Range{0xA00, 0xA7F, Script::gurmukhi},
                            Range{0xA80, 0xAFF, Script::gujarati},  Range{0xB00, 0xB7F, Script::odia},
                            Range{0xB80, 0xBFF, Script::tamil},     Range{0xC00, 0xC7F, Script::telugu},
                            Range{0xC80, 0xCFF, Script::kannada},   Range{0xD00, 0xD7F, Script::malayalam},
                            Range{0xD80, 0xDFF, Script::sinhala},   Range{0xE01, 0xE4E, Script::thai},
                            Range{0xE81, 0xEDF, Script::lao},       Range{0xF00, 0xFFF, Script::tibetan},
                            Range{0x1000, 0x109F, Script::myanmar}, Range{0x10A0, 0x10FF, Script::georgian},
                            Range{0x1100, 0x11FF, Script::hangul},  Range{0x1200, 0x139F, Script::ethiopic},
                            Range{0x1780, 0x17DD, Script::khmer},   Range{0x1C90, 0x1CBF, Script::georgian},
                            Range{0x1E00, 0x1EFF, Script::latin},   Range{0x1F00, 0x1FFF, Script::greek},
                            Range{0x3041, 0x3096, Script::kana},    Range{0x30A1, 0x30FA, Script::kana},
                            Range{0x3130, 0x318F, Script::hangul},  Range{0x31F0, 0x31FF, Script::kana},
                            Range{0x3400, 0x4DBF, Script::han},     Range{0x4E00, 0x9FFF, Script::han},
                            Range{0xAC00, 0xD7A3, Script::hangul},  Range{0xF900, 0xFAFF, Script::han},
                            Range{0xFB50, 0xFDFF, Script::arabic},  Range{0xFE70, 0xFEFC, Script::arabic},
                            Range{0xFF21, 0xFF5A, Script::latin},   Range{0xFF66, 0xFF9D, Script::kana},
                            Range{0x20000, 0x323AF, Script::han}};
static_assert(std::ranges::is_sorted(ranges, {}, &Range::first));

struct Writing {
    std::string_view language;
    Script script;
};

// Languages that write another script than Latin; those that write Latin too stand here with both.
constexpr std::array writings{
    Writing{"am", Script::ethiopic},   Writing{"ar", Script::arabic},     Writing{"as", Script::bengali},
    Writing{"az", Script::latin},      Writing{"az", Script::cyrillic},   Writing{"ba", Script::cyrillic},
    Writing{"be", Script::cyrillic},   Writing{"bg", Script::cyrillic},   Writing{"bn", Script::bengali},
    Writing{"bo", Script::tibetan},    Writing{"bs", Script::latin},      Writing{"bs", Script::cyrillic},
    Writing{"ce", Script::cyrillic},   Writing{"ckb", Script::arabic},    Writing{"cv", Script::cyrillic},
    Writing{"dv", Script::other},      Writing{"dz", Script::tibetan},    Writing{"el", Script::greek},
    Writing{"fa", Script::arabic},     Writing{"gu", Script::gujarati},   Writing{"he", Script::hebrew},
    Writing{"hi", Script::devanagari}, Writing{"hy", Script::armenian},   Writing{"ja", Script::kana},
    Writing{"ja", Script::han},        Writing{"ka", Script::georgian},   Writing{"kk", Script::cyrillic},
    Writing{"kk", Script::latin},      Writing{"km", Script::khmer},      Writing{"kn", Script::kannada},
    Writing{"ko", Script::hangul},     Writing{"ko", Script::han},        Writing{"ks", Script::arabic},
    Writing{"ks", Script::devanagari}, Writing{"ku", Script::latin},      Writing{"ku", Script::arabic},
    Writing{"ky", Script::cyrillic},   Writing{"lo", Script::lao},        Writing{"mk", Script::cyrillic},
    Writing{"ml", Script::malayalam},  Writing{"mn", Script::cyrillic},   Writing{"mr", Script::devanagari},
    Writing{"my", Script::myanmar},    Writing{"ne", Script::devanagari}, Writing{"or", Script::odia},
    Writing{"os", Script::cyrillic},   Writing{"pa", Script::gurmukhi},   Writing{"pa", Script::arabic},
    Writing{"ps", Script::arabic},     Writing{"ru", Script::cyrillic},   Writing{"sa", Script::devanagari},
    Writing{"sd", Script::arabic},     Writing{"sd", Script::devanagari}, Writing{"si", Script::sinhala},
    Writing{"sr", Script::cyrillic},   Writing{"sr", Script::latin},      Writing{"ta", Script::tamil},
    Writing{"te", Script::telugu},     Writing{"tg", Script::cyrillic},   Writing{"th", Script::thai},
    Writing{"ti", Script::ethiopic},   Writing{"tk", Script::latin},      Writing{"tk", Script::cyrillic},
    Writing{"tt", Script::cyrillic},   Writing{"tt", Script::latin},      Writing{"ug", Script::arabic},
    Writing{"uk", Script::cyrillic},   Writing{"ur", Script::arabic},     Writing{"uz", Script::latin},
    Writing{"uz", Script::cyrillic},   Writing{"yi", Script::hebrew},     Writing{"yue", Script::han},
    Writing{"zh", Script::han}};
static_assert(std::ranges::is_sorted(writings, {}, &Writing::language));

// Where several languages write a script, the second and third are those that CLD2 or a declaration must tell.
constexpr std::array owners{
    Writing{"am", Script::ethiopic}, Writing{"bo", Script::tibetan},   Writing{"bn", Script::bengali},
    Writing{"el", Script::greek},    Writing{"gu", Script::gujarati},  Writing{"he", Script::hebrew},
    Writing{"hy", Script::armenian}, Writing{"ja", Script::kana},      Writing{"ka", Script::georgian},
    Writing{"km", Script::khmer},    Writing{"kn", Script::kannada},   Writing{"ko", Script::hangul},
    Writing{"lo", Script::lao},      Writing{"ml", Script::malayalam}, Writing{"my", Script::myanmar},
    Writing{"or", Script::odia},     Writing{"pa", Script::gurmukhi},  Writing{"si", Script::sinhala},
    Writing{"ta", Script::tamil},    Writing{"te", Script::telugu},    Writing{"th", Script::thai},
    Writing{"zh", Script::han}};

constexpr std::size_t scripts = static_cast<std::size_t>(Script::han) + 1;
constexpr double kana_share = 0.05;  // Of kana and Han together; Japanese prose has five times that.

}  // namespace

Script script_of(char32_t character) {
    const auto* const after = std::ranges::upper_bound(ranges, character, {}, &Range::first);
    if (after == ranges.begin()) return Script::other;
    const Range& range = *(after - 1);
    return character <= range.last ? range.script : Script::other;
}

ScriptSurvey survey_scripts(std::string_view text, std::size_t most_characters) {
    std::array<std::size_t, scripts> counts{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < most_characters && at < text.size(); ++i) {
        ++counts.at(static_cast<std::size_t>(script_of(next_character(text, at))));
    }
    counts[0] = 0;
    std::size_t& kana = counts[static_cast<std::size_t>(Script::kana)];
    std::size_t& han = counts[static_cast<std::size_t>(Script::han)];
    if (kana > 0 && static_cast<double>(kana) >= kana_share * static_cast<double>(kana + han)) {
        kana += han;
        han = 0;
    }
    ScriptSurvey found;
    for (const std::size_t count : counts) found.letters += count;
    if (found.letters == 0) return found;
    const auto* const most = std::ranges::max_element(counts);
    found.main = static_cast<Script>(most - counts.begin());
    found.share = static_cast<double>(*most) / static_cast<double>(found.letters);
    return found;
}

bool writes(std::string_view language, Script script) {
    const auto known = std::ranges::equal_range(writings, language, {}, &Writing::language);
    if (known.empty()) return script == Script::latin;
    return std::ranges::find(known, script, &Writing::script) != known.end();
}

std::string_view language_of(Script script) {
    const auto* const owner = std::ranges::find(owners, script, &Writing::script);
    return owner == owners.end() ? std::string_view() : owner->language;
}

}  // namespace masthead::text
