#include "text/romanize.h"

#include "core/ascii.h"

#include <algorithm>
#include <memory>

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/translit.h>
#include <unicode/tznames.h>
#include <unicode/uloc.h>

namespace masthead::text {

namespace {

std::string in_utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// Making one costs a millisecond, so each thread keeps its own.
const icu::Transliterator* to_latin() {
    thread_local const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    return made.get();
}

void take_cities(const icu::Locale& locale, std::vector<PlaceName>& out) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(locale, status));
    const std::unique_ptr<icu::StringEnumeration> zones(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
    if (U_FAILURE(status) || !names || !zones) return;
    while (const icu::UnicodeString* zone = zones->snext(status)) {
        icu::UnicodeString name;
        names->getExemplarLocationName(*zone, name);
        if (!name.isBogus() && !name.isEmpty()) out.push_back({in_utf8(name), in_utf8(*zone)});
    }
}

}  // namespace

std::string romanized(std::string_view word) {
    const auto* transliterator = to_latin();
    std::string out;
    if (std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; }) ||
        transliterator == nullptr) {
        out = core::to_lower(word);
    } else {
        auto unicode =
            icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
        transliterator->transliterate(unicode);
        out = core::to_lower(in_utf8(unicode));
    }
    std::erase_if(out, [](char c) { return !core::is_alpha(c) && !core::is_digit(c); });
    return out;
}

std::vector<PlaceName> place_names(std::string_view language) {
    std::vector<PlaceName> out;
    const icu::Locale locale(std::string(language).c_str());
    bool is_known = false;
    for (std::int32_t i = 0; i < uloc_countAvailable() && !is_known; ++i) is_known = uloc_getAvailable(i) == language;
    if (language.empty() || !is_known) return out;
    for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
        icu::UnicodeString name;
        icu::Locale("", *country).getDisplayCountry(locale, name);
        if (!name.isEmpty() && in_utf8(name) != *country) out.push_back({in_utf8(name), *country});
    }
    take_cities(locale, out);
    return out;
}

}  // namespace masthead::text
