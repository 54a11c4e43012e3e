// Labels: https://encoding.spec.whatwg.org/#names-and-labels. ICU knows the charsets by these names or by the aliases
// below.
#include "text/encoding.h"

#include "core/ascii.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace masthead::text {

namespace {

// Labels that the WHATWG standard gives another meaning than their own registration; the right side is a name ICU
// takes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> label_meanings{{
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gbk"},
    {"gb_2312-80", "gbk"},
    {"x-gbk", "gbk"},
    {"x-sjis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"sjis", "shift_jis"},
    {"x-euc-jp", "euc-jp"},
    {"ks_c_5601-1987", "windows-949"},
    {"euc-kr", "windows-949"},
    {"big5-hkscs", "big5-hkscs"},
    {"unicode", "utf-16le"},
}};

std::string meaning_of(std::string_view label) {
    std::string name = core::to_lower(core::trim(label));
    std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
    const auto found = std::ranges::find(label_meanings, std::string_view(name),
                                         &std::pair<std::string_view, std::string_view>::first);
    return found != label_meanings.end() ? std::string(found->second) : name;
}

bool is_utf8_name(std::string_view name) {
    return name == "utf-8" || name == "utf8";
}

// Charsets in which bytes over 127 may well form valid UTF-8 by accident are multi-byte or not ASCII at all.
bool is_wide(std::string_view name) {
    return name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("iso-2022");
}

bool convert(std::string_view bytes, const std::string& charset, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(charset.c_str(), &status);
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
