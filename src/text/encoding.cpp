#include "text/encoding.h"

#include "core/ascii.h"
#include "text/charset_labels.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace masthead::text {

namespace {

// Charsets that ICU knows by another name than the standard's, or that mean a wider one: GBK is read as GB18030, Big5
// with Hong Kong's characters, Shift_JIS and EUC-KR with those of Windows.
constexpr std::array<std::pair<std::string_view, const char*>, 7> icu_names{{
    {"gbk", "gb18030"},
    {"big5", "big5-hkscs"},
    {"shift_jis", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"x-mac-cyrillic", "macos-7_3-10.2"},
    {"ibm866", "ibm-866"},
}};

// A label that the standard does not know stays as it is: feeds come in charsets that no browser reads (UTF-32,
// EBCDIC).
std::string meaning_of(std::string_view label) {
    std::string name = core::to_lower(core::trim(label));
    std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
    const std::string_view charset = charset_of_label(name);
    return charset.empty() ? name : std::string(charset);
}

bool is_utf8_name(std::string_view name) {
    return name == "utf-8";
}

// Charsets in which bytes over 127 may well form valid UTF-8 by accident are multi-byte or not ASCII at all.
bool is_wide(std::string_view name) {
    return name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("iso-2022") ||
           name == "replacement";
}

// https://encoding.spec.whatwg.org/#x-user-defined-decoder
void convert_user_defined(std::string_view bytes, std::string& out) {
    constexpr char32_t offset = 0xF700;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_character(out, byte < 0x80 ? char32_t{byte} : offset + byte);
    }
}

bool convert(std::string_view bytes, const std::string& charset, std::string& out) {
    if (charset == "replacement") {  // Charsets that hide markup: nothing of the text is read.
        if (!bytes.empty()) append_character(out, 0xFFFD);
        return true;
    }
    if (charset == "x-user-defined") {
        convert_user_defined(bytes, out);
        return true;
    }
    UErrorCode status = U_ZERO_ERROR;
    const auto* const other =
        std::ranges::find(icu_names, std::string_view(charset), &std::pair<std::string_view, const char*>::first);
    UConverter* converter = ucnv_open(other != icu_names.end() ? other->second : charset.c_str(), &status);
    if (U_FAILURE(status)) return false;
    std::vector<UChar> buffer(bytes.size() * 2 + 16);
    const auto length = ucnv_toUChars(converter, buffer.data(), static_cast<int32_t>(buffer.size()), bytes.data(),
                                      static_cast<int32_t>(bytes.size()), &status);
    ucnv_close(converter);
    if (U_FAILURE(status)) return false;
    icu::UnicodeString(buffer.data(), length).toUTF8String(out);
    return true;
}

}  // namespace

std::optional<PlainUtf8> utf8_as_it_stands(std::string_view bytes, std::string_view declared) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || is_wide(meaning_of(declared))) {
        return std::nullopt;
    }
    const Utf8Survey survey = survey_utf8(bytes);
    return survey.is_valid ? std::optional(PlainUtf8{bytes, survey}) : std::nullopt;
}

Decoded decode(std::string_view bytes, std::string_view declared) {
    if (const auto plain = utf8_as_it_stands(bytes, declared)) return {std::string(plain->text), "utf-8"};
    if (bytes.starts_with("\xEF\xBB\xBF")) return {repair_utf8(bytes.substr(3)), "utf-8"};
    std::string charset = meaning_of(declared);
    const bool utf32_big = bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4));
    if (utf32_big || bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) {
        charset = utf32_big ? "utf-32be" : "utf-32le";
        bytes.remove_prefix(4);
    } else if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        charset = bytes.front() == '\xFF' ? "utf-16le" : "utf-16be";
        bytes.remove_prefix(2);
    }
    Decoded decoded;
    if (!charset.empty() && !is_utf8_name(charset) && convert(bytes, charset, decoded.text)) {
        decoded.charset = charset;
        return decoded;
    }
    if (is_utf8_name(charset) || charset.empty()) {
        // Mostly UTF-8 with a few broken bytes keeps its good characters; otherwise it is the web's old default.
        std::string repaired = repair_utf8(bytes);
        const auto high = static_cast<std::size_t>(
            std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
        std::size_t broken = 0;
        for (auto at = repaired.find("\xEF\xBF\xBD"); at != std::string::npos;
             at = repaired.find("\xEF\xBF\xBD", at + 3))
            ++broken;
        if (broken * 4 <= high) return {std::move(repaired), "utf-8"};
    }
    if (convert(bytes, "windows-1252", decoded.text)) {
        decoded.charset = "windows-1252";
        return decoded;
    }
    return {repair_utf8(bytes), "utf-8"};
}

}  // namespace masthead::text
