#include "text/normalize.h"

#include "core/ascii.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace masthead::text {

namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string normalized(std::string_view text, const icu::Normalizer2& form) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
    form.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
    return U_SUCCESS(status) ? out : std::string(text);
}

const icu::Normalizer2& normalizer(const char* name, UNormalization2Mode mode) {
    UErrorCode status = U_ZERO_ERROR;
    // ICU keeps the instances; the pointer never goes away and is safe from any thread.
    return *icu::Normalizer2::getInstance(nullptr, name, mode, status);
}

UChar32 as_icu(char32_t character) {
    return static_cast<UChar32>(character);
}

bool is_mark(char32_t character) {
    return (U_GET_GC_MASK(as_icu(character)) & U_GC_M_MASK) != 0;
}

// Scripts whose diacritics people leave out when they search.
bool drops_marks(char32_t base) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(as_icu(base), &status);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_COMMON;
}

bool is_bidi_control(char32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

// ZWJ and ZWNJ shape letters in Arabic and Indic scripts and join emoji: they stay between two characters of such a
// kind.
bool keeps_joiner(char32_t before) {
    if (before == 0) return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(as_icu(before), &status);
    return script != USCRIPT_LATIN && script != USCRIPT_GREEK && script != USCRIPT_CYRILLIC &&
           !u_isUWhiteSpace(as_icu(before)) && before > 0x7f;
}

// How many characters at the front are letters, digits and marks of ASCII.
std::size_t printable_ascii(std::string_view text) {
    const auto* end = std::ranges::find_if_not(text, [](char c) { return c > ' ' && c < '\x7f'; });
    return static_cast<std::size_t>(end - text.begin());
}

std::string clean_unicode_line(std::string_view text) {
    constexpr int max_marks = 4;
    std::string out;
    out.reserve(text.size());
    bool space = false;
    int marks = 0;
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t run = printable_ascii(text.substr(at)); run > 0) {  // Most of most lines.
            if (space && !out.empty()) out += ' ';
            space = false;
            marks = 0;
            out.append(text.substr(at, run));
            at += run;
            before = static_cast<unsigned char>(text[at - 1]);
            continue;
        }
        const char32_t c = next_character(text, at);
        if (u_isUWhiteSpace(as_icu(c))) {
            space = true;
            continue;
        }
        const bool joiner = c == 0x200c || c == 0x200d;
        const bool dropped = is_bidi_control(c) || u_iscntrl(as_icu(c)) || c == 0x200b || c == 0xfeff || c == 0xad ||
                             (joiner && !keeps_joiner(before));
        if (dropped) continue;
        marks = is_mark(c) ? marks + 1 : 0;
        if (marks > max_marks) continue;
        if (space && !out.empty()) out += ' ';
        space = false;
        append_character(out, c);
        before = c;
    }
    return out;
}

// How much of the front is a line already: visible characters, with single spaces between them.
std::size_t clean_ascii_prefix(std::string_view text) {
    std::size_t end = 0;  // Behind the last visible character.
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c > 0x20 && c < 0x7f) {
            end = at + 1;
        } else if (c != ' ' || end != at || at == 0) {
            break;
        }
    }
    return end;
}

// Whether among `Size` characters is one that no clean line has: none that is visible, or a space with another behind
// it. The text reaches one further. Over a fixed number of them, so that the compiler makes vector instructions of it.
template <std::size_t Size>
bool has_blemish(const char* text) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < Size; ++i) {
        const auto distance = static_cast<unsigned char>(static_cast<unsigned char>(text[i]) - ' ');
        const unsigned char invisible = distance > '~' - ' ' ? 1 : 0;
        const unsigned char is_space = text[i] == ' ' ? 1 : 0;
        const unsigned char before_space = text[i + 1] == ' ' ? 1 : 0;
        found |= static_cast<unsigned char>(invisible | (is_space & before_space));
    }
    return found != 0;
}

// Visible characters with single spaces between them, throughout.
bool is_clean_ascii_line(std::string_view text) {
    constexpr std::size_t block = 16;
    if (text.empty()) return true;
    const auto is_visible = [](char c) { return c > ' ' && c < '\x7f'; };
    if (!is_visible(text.front()) || !is_visible(text.back())) return false;
    const std::size_t end = text.size() - 1;
    std::size_t at = 0;
    for (; at + block <= end; at += block) {
        if (has_blemish<block>(text.data() + at)) return false;
    }
    if (end >= block) return !has_blemish<block>(text.data() + end - block);  // Some of them a second time.
    for (; at < end; ++at) {
        if (has_blemish<1>(text.data() + at)) return false;
    }
    return true;
}

std::string clean_ascii_line(std::string_view text) {
    const std::size_t clean = clean_ascii_prefix(text);
    std::string out(text.substr(0, clean));
    if (clean == text.size()) return out;
    out.reserve(text.size());
    text.remove_prefix(clean);
    bool space = false;
    for (const char c : text) {
        if (core::is_space(c)) {
            space = true;
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
            if (space && !out.empty()) out += ' ';
            space = false;
            out += c;
        }
    }
    return out;
}

std::string transliterate(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) return {};
    icu::UnicodeString unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    latin->transliterate(unicode);
    std::string out;
    unicode.toUTF8String(out);
    return out;
}

std::string slug_of_decomposed(std::string_view decomposed, std::size_t max_length) {
    std::string out;
    for (const char c : decomposed) {
        const char lower = core::to_lower(c);
        if ((lower >= 'a' && lower <= 'z') || core::is_digit(lower)) {
            out += lower;
        } else if ((core::is_space(c) || c == '-') && !out.empty() && out.back() != '-') {
            out += '-';
        }
    }
    if (out.size() > max_length) {
        const auto cut = out.rfind('-', max_length);
        out.resize(cut == std::string::npos || cut == 0 ? max_length : cut);
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

}  // namespace

std::string to_nfc(std::string_view text) {
    return is_ascii(text) ? std::string(text) : normalized(text, normalizer("nfc", UNORM2_COMPOSE));
}

std::string to_lower(std::string_view text) {
    if (is_ascii(text)) return core::to_lower(text);
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
    icu::CaseMap::utf8ToLower("", 0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                              status);
    return U_SUCCESS(status) ? out : std::string(text);
}

std::string fold(std::string_view text) {
    if (is_ascii(text)) return core::to_lower(text);
    const std::string folded = normalized(text, normalizer("nfkc_cf", UNORM2_COMPOSE));
    const std::string decomposed = normalized(folded, normalizer("nfc", UNORM2_DECOMPOSE));
    std::string out;
    out.reserve(decomposed.size());
    bool drops = false;
    for (std::size_t at = 0; at < decomposed.size();) {
        const char32_t c = next_character(decomposed, at);
        if (!is_mark(c)) drops = drops_marks(c);
        if (!is_mark(c) || !drops) append_character(out, c);
    }
    return to_nfc(out);
}

std::string clean_line(std::string_view text) {
    if (is_clean_ascii_line(text)) return std::string(text);  // Nearly all lines.
    return is_ascii(text) ? clean_ascii_line(text) : to_nfc(clean_unicode_line(text));
}

std::string slug(std::string_view title, std::size_t max_length) {
    std::string made = slug_of_decomposed(
        is_ascii(title) ? std::string(title) : normalized(title, normalizer("nfkc", UNORM2_DECOMPOSE)), max_length);
    // A title in another script leaves nothing, or a stray digit, of itself.
    const bool lost = made.size() < 4 && count_characters(title) > made.size() * 2 + 2 && !is_ascii(title);
    if (lost) return slug_of_decomposed(transliterate(title), max_length);
    return made;
}

}  // namespace masthead::text
