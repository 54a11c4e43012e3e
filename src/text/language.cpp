#include "text/language.h"

#include "core/ascii.h"
#include "text/script.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace masthead::text {
namespace {

using Renaming = std::pair<std::string_view, std::string_view>;

// Withdrawn codes, the three-letter codes of languages that have two letters (bibliographic ones too), and the words
// that sites write instead of codes. From the IANA language subtag registry.
constexpr std::array renamings{
    Renaming{"ara", "ar"}, Renaming{"bul", "bg"}, Renaming{"cat", "ca"}, Renaming{"ces", "cs"}, Renaming{"chi", "zh"},
    Renaming{"cmn", "zh"}, Renaming{"cze", "cs"}, Renaming{"dan", "da"}, Renaming{"deu", "de"}, Renaming{"dut", "nl"},
    Renaming{"ell", "el"}, Renaming{"eng", "en"}, Renaming{"est", "et"}, Renaming{"fas", "fa"}, Renaming{"fil", "tl"},
    Renaming{"fin", "fi"}, Renaming{"fra", "fr"}, Renaming{"fre", "fr"}, Renaming{"ger", "de"}, Renaming{"gre", "el"},
    Renaming{"heb", "he"}, Renaming{"hin", "hi"}, Renaming{"hrv", "hr"}, Renaming{"hun", "hu"}, Renaming{"in", "id"},
    Renaming{"ind", "id"}, Renaming{"ita", "it"}, Renaming{"iw", "he"},  Renaming{"ji", "yi"},  Renaming{"jpn", "ja"},
    Renaming{"jw", "jv"},  Renaming{"kor", "ko"}, Renaming{"lav", "lv"}, Renaming{"lit", "lt"}, Renaming{"may", "ms"},
    Renaming{"mo", "ro"},  Renaming{"msa", "ms"}, Renaming{"nld", "nl"}, Renaming{"nno", "nn"}, Renaming{"nob", "nb"},
    Renaming{"nor", "no"}, Renaming{"per", "fa"}, Renaming{"pol", "pl"}, Renaming{"por", "pt"}, Renaming{"ron", "ro"},
    Renaming{"rum", "ro"}, Renaming{"rus", "ru"}, Renaming{"scr", "hr"}, Renaming{"sh", "sr"},  Renaming{"slk", "sk"},
    Renaming{"slo", "sk"}, Renaming{"slv", "sl"}, Renaming{"spa", "es"}, Renaming{"srp", "sr"}, Renaming{"swe", "sv"},
    Renaming{"tha", "th"}, Renaming{"tur", "tr"}, Renaming{"ukr", "uk"}, Renaming{"vie", "vi"}, Renaming{"zho", "zh"}};
static_assert(std::ranges::is_sorted(renamings, {}, &Renaming::first));

// Languages so near each other that a few sentences may be taken for the other's. The first two groups stay so, however
// long the text.
constexpr std::array<std::array<std::string_view, 4>, 12> sisters{{{"hr", "sr", "bs", "sl"},
                                                                   {"id", "ms", "jv", "su"},
                                                                   {"no", "nn", "da", ""},
                                                                   {"no", "da", "sv", ""},
                                                                   {"cs", "sk", "", ""},
                                                                   {"es", "gl", "ca", "ast"},
                                                                   {"pt", "gl", "", ""},
                                                                   {"hi", "mr", "ne", "sa"},
                                                                   {"mk", "bg", "sr", ""},
                                                                   {"af", "nl", "", ""},
                                                                   {"ru", "be", "uk", ""},
                                                                   {"fa", "ps", "ur", "ckb"}}};
constexpr std::size_t inseparable_sisters = 2;

bool all_letters(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, core::is_alpha);
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, core::is_digit);
}

std::string renamed(std::string primary) {
    const auto* const found = std::ranges::lower_bound(renamings, std::string_view(primary), {}, &Renaming::first);
    if (found != renamings.end() && found->first == primary) return std::string(found->second);
    return primary;
}

bool are_sisters(std::string_view left, std::string_view right, bool is_long) {
    const std::size_t groups = is_long ? inseparable_sisters : sisters.size();
    return std::ranges::any_of(
        sisters.begin(), sisters.begin() + static_cast<std::ptrdiff_t>(groups), [&](const auto& group) {
            return std::ranges::find(group, left) != group.end() && std::ranges::find(group, right) != group.end();
        });
}

std::string_view beginning(std::string_view text, std::size_t bytes) {
    std::string_view sample = text.substr(0, bytes);
    while (!sample.empty() && sample.size() < text.size() &&
           (static_cast<unsigned char>(text[sample.size()]) & 0xc0U) == 0x80U)
        sample.remove_suffix(1);
    return sample;
}

struct Detected {
    std::string language;  // Empty: CLD2 does not know.
    bool is_strong = false;
};

Detected ask_cld2(std::string_view sample, const std::string& hint, const LanguageOptions& options) {
    constexpr int least_bytes = 24;  // Below, CLD2's "reliable" is not.
    const CLD2::CLDHints hints{hint.empty() ? nullptr : hint.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                               CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3] = {};  // NOLINT(cppcoreguidelines-avoid-c-arrays): CLD2's interface.
    int percents[3] = {};              // NOLINT(cppcoreguidelines-avoid-c-arrays)
    double scores[3] = {};             // NOLINT(cppcoreguidelines-avoid-c-arrays)
    int text_bytes = 0;
    bool is_reliable = false;
    const CLD2::Language best =
        CLD2::ExtDetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, &hints, 0, languages,
                                       percents, scores, nullptr, &text_bytes, &is_reliable);
    Detected found;
    if (best == CLD2::UNKNOWN_LANGUAGE) return found;
    found.language = primary_language(CLD2::LanguageCode(best));
    found.is_strong = is_reliable && percents[0] >= options.least_percent && text_bytes >= least_bytes;
    return found;
}

}  // namespace

std::string normalize_language_tag(std::string_view tag) {
    tag = core::trim(tag);
    tag = tag.substr(0, tag.find_first_of(".@ ,;"));
    std::string normal;
    std::size_t subtags = 0;
    for (std::size_t at = 0; at <= tag.size();) {
        const std::size_t end = std::min(tag.find_first_of("-_", at), tag.size());
        const std::string_view subtag = tag.substr(at, end - at);
        at = end + 1;
        if (subtags++ == 0) {
            if (!all_letters(subtag) || (subtag.size() != 2 && subtag.size() != 3)) return {};
            normal = renamed(core::to_lower(subtag));
            if (normal == "und" || normal == "mul" || normal == "zxx") return {};
        } else if (subtag.size() == 4 && all_letters(subtag)) {
            normal += '-';
            normal += static_cast<char>(core::to_lower(subtag.front()) - 'a' + 'A');
            normal += core::to_lower(subtag.substr(1));
        } else if ((subtag.size() == 2 && all_letters(subtag)) || (subtag.size() == 3 && all_digits(subtag))) {
            normal += '-';
            for (const char c : subtag)
                normal += core::is_digit(c) ? c : static_cast<char>(core::to_lower(c) - 'a' + 'A');
            break;
        } else if (subtag.size() < 2) {
            break;  // An extension begins.
        }
    }
    return normal;
}

std::string primary_language(std::string_view tag) {
    std::string primary = normalize_language_tag(tag);
    primary.resize(std::min(primary.find('-'), primary.size()));
    return primary == "nb" ? "no" : primary;
}

LanguageGuess detect_language(std::string_view text, std::span<const std::string> declared,
                              const LanguageOptions& options) {
    const std::string_view sample = beginning(text, options.judged_bytes);
    const ScriptSurvey script = survey_scripts(sample);
    const bool is_short = sample.size() < options.short_bytes;
    // A few Latin letters are a name in any script's text.
    const bool script_tells = script.share >= options.least_script_share &&
                              script.letters >= options.least_script_letters &&
                              (script.main != Script::latin || !is_short);
    std::vector<std::string> hints;
    for (const std::string& tag : declared) {
        std::string hint = primary_language(tag);
        if (hint.empty() || (script_tells && !writes(hint, script.main))) continue;
        if (std::ranges::find(hints, hint) == hints.end()) hints.push_back(std::move(hint));
    }
    const std::string first = hints.empty() ? std::string() : hints.front();
    const std::string_view owner = script_tells ? language_of(script.main) : std::string_view();
    if (!owner.empty()) return {first.empty() ? std::string(owner) : first, true};
    const Detected found = ask_cld2(sample, first, options);
    if (std::ranges::find(hints, found.language) != hints.end()) return {found.language, found.is_strong};
    if (found.language.empty() || (!first.empty() && (is_short || !found.is_strong))) return {first, false};
    const bool is_long = sample.size() >= options.telling_bytes;
    for (const std::string& hint : hints) {
        if (are_sisters(hint, found.language, is_long)) return {hint, true};
    }
    return {found.language, found.is_strong};
}

LanguageGuess detect_language(std::string_view text, std::string_view declared) {
    const std::string tag(declared);
    return detect_language(text, std::span(&tag, 1));
}

}  // namespace masthead::text
