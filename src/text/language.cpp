#include "text/language.h"

#include "core/ascii.h"

#include <algorithm>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace masthead::text {

std::string primary_language(std::string_view tag) {
    const auto end = tag.find_first_of("-_ ,");
    std::string primary = core::to_lower(core::trim(tag.substr(0, end)));
    const bool letters = std::ranges::all_of(primary, [](char c) { return c >= 'a' && c <= 'z'; });
    return letters && (primary.size() == 2 || primary.size() == 3) ? primary : std::string();
}

LanguageGuess detect_language(std::string_view text, std::string_view declared) {
    constexpr std::size_t max_bytes = 4096;  // CLD2 is sure long before that.
    constexpr int min_bytes_alone = 24;      // Below, a declared language weighs more than a guess.
    constexpr int min_percent = 60;
    std::string_view sample = text.substr(0, max_bytes);
    while (!sample.empty() && sample.size() < text.size() &&
           (static_cast<unsigned char>(text[sample.size()]) & 0xc0U) == 0x80U)
        sample.remove_suffix(1);
    const std::string hint = primary_language(declared);
    const CLD2::CLDHints hints{hint.empty() ? nullptr : hint.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                               CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3] = {};  // NOLINT(cppcoreguidelines-avoid-c-arrays): CLD2's interface.
    int percents[3] = {};              // NOLINT(cppcoreguidelines-avoid-c-arrays)
    double scores[3] = {};             // NOLINT(cppcoreguidelines-avoid-c-arrays)
    int text_bytes = 0;
    bool reliable = false;
    const CLD2::Language best =
        CLD2::ExtDetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, &hints, 0, languages,
                                       percents, scores, nullptr, &text_bytes, &reliable);
    const std::string guess =
        best == CLD2::UNKNOWN_LANGUAGE ? std::string() : primary_language(CLD2::LanguageCode(best));
    const bool strong = reliable && percents[0] >= min_percent && text_bytes >= min_bytes_alone;
    if (!guess.empty() && (strong || hint.empty())) return {guess, strong};
    return {hint, false};
}

}  // namespace masthead::text
