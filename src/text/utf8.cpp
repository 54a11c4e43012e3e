#include "text/utf8.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace masthead::text {

namespace {

// How many bytes at the front are ASCII: 32 at a time, then 8, then one.
std::size_t ascii_prefix(std::string_view bytes) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::array<std::uint64_t, 4> words{};
    std::size_t at = 0;
    for (; at + sizeof words <= bytes.size(); at += sizeof words) {
        std::memcpy(words.data(), bytes.data() + at, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & high_bits) != 0) break;
    }
    for (; at + sizeof words[0] <= bytes.size(); at += sizeof words[0]) {
        std::memcpy(words.data(), bytes.data() + at, sizeof words[0]);
        if ((words[0] & high_bits) != 0) break;
    }
    while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0x80U) == 0) ++at;
    return at;
}

bool is_high(char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// As core::utf8_sequence_length, for a text that does not begin with ASCII; the two most common shapes are told here.
std::size_t high_sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    if (text.size() >= 3) {
        if (byte(0) >= 0xc2 && byte(0) <= 0xdf && continues(1)) return 2;
        if (byte(0) > 0xe0 && byte(0) < 0xed && continues(1) && continues(2)) return 3;
    }
    return core::utf8_sequence_length(text);
}

// Checks UTF-8 from `at` until `stop` at least, and says where a character begins then; npos: it is none.
std::size_t check_until(std::string_view bytes, std::size_t at, std::size_t stop, bool& has_noncharacter) {
    while (at < stop) {
        at += ascii_prefix(bytes.substr(at, stop - at));
        // Where one character is not ASCII the next one often is not either.
        while (at < stop && is_high(bytes[at])) {
            const std::size_t length = high_sequence_length(bytes.substr(at));
            if (length == 0) return std::string_view::npos;
            if (bytes[at] == '\xef' && bytes[at + 1] == '\xbf' && bytes[at + 2] >= '\xbe') has_noncharacter = true;
            at += length;
        }
    }
    return at;
}

struct BlockSurvey {
    unsigned char high = 0;     // Bit 7: not ASCII.
    unsigned char control = 0;  // 1: below U+0020, but tab and newline.
};

// Without a branch in it, so that the compiler makes vector instructions of it.
BlockSurvey survey_block(const char* bytes, std::size_t size) {
    BlockSurvey found;
    for (std::size_t i = 0; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const auto is_low = static_cast<unsigned char>(byte < 0x20);
        const auto is_tab = static_cast<unsigned char>(byte == '\t');
        const auto is_newline = static_cast<unsigned char>(byte == '\n');
        found.high |= byte;
        found.control |= static_cast<unsigned char>(is_low ^ is_tab ^ is_newline);
    }
    return found;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
    bool ignored = false;
    return check_until(bytes, 0, bytes.size(), ignored) != std::string_view::npos;
}

Utf8Survey survey_utf8(std::string_view bytes) {
    constexpr std::size_t block = 256;
    Utf8Survey survey;
    unsigned char control = 0;
    std::size_t checked = 0;  // A character may reach beyond its block.
    for (std::size_t at = 0; at < bytes.size(); at += block) {
        const std::size_t size = std::min(block, bytes.size() - at);
        const BlockSurvey found =
            size == block ? survey_block(bytes.data() + at, block) : survey_block(bytes.data() + at, size);
        control |= found.control;
        if ((found.high & 0x80U) == 0 && checked <= at) continue;
        checked = check_until(bytes, std::max(checked, at), at + size, survey.has_noncharacter);
        if (checked == std::string_view::npos) return survey;
    }
    survey.is_valid = true;
    if (control == 0) return survey;
    survey.has_return = bytes.contains('\r');
    survey.has_control = std::ranges::any_of(
        bytes, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
    return survey;
}

std::string repair_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    bool was_invalid = false;
    while (!bytes.empty()) {
        const std::size_t length = core::utf8_sequence_length(bytes);
        if (length > 0) {
            out.append(bytes.substr(0, length));
        } else if (!was_invalid || (static_cast<unsigned char>(bytes.front()) & 0xc0U) != 0x80U) {
            out += "\xEF\xBF\xBD";  // Stray continuation bytes after a broken lead belong to it.
        }
        was_invalid = length == 0;
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

char32_t next_character(std::string_view text, std::size_t& offset) {
    const auto byte = [&](std::size_t i) -> char32_t {
        return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0x80U;
    };
    const char32_t lead = byte(0);
    char32_t character = lead;
    std::size_t length = 1;
    if (lead >= 0xf0) {
        character = (lead & 0x07U) << 18U | (byte(1) & 0x3fU) << 12U | (byte(2) & 0x3fU) << 6U | (byte(3) & 0x3fU);
        length = 4;
    } else if (lead >= 0xe0) {
        character = (lead & 0x0fU) << 12U | (byte(1) & 0x3fU) << 6U | (byte(2) & 0x3fU);
        length = 3;
    } else if (lead >= 0xc0) {
        character = (lead & 0x1fU) << 6U | (byte(1) & 0x3fU);
        length = 2;
    }
    offset = std::min(offset + length, text.size());
    return character;
}

void append_character(std::string& out, char32_t character) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | (character >> shift & 0x3fU)); };
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xc0U | character >> 6U);
        tail(0);
    } else if (character < 0x10000) {
        const bool surrogate = character >= 0xd800 && character <= 0xdfff;
        if (surrogate) character = 0xfffd;
        out += static_cast<char>(0xe0U | character >> 12U);
        tail(6);
        tail(0);
    } else if (character <= 0x10ffff) {
        out += static_cast<char>(0xf0U | character >> 18U);
        tail(12);
        tail(6);
        tail(0);
    } else {
        out += "\xEF\xBF\xBD";
    }
}

std::string shorten(std::string_view text, std::size_t max_characters) {
    if (text.size() <= max_characters || count_characters(text) <= max_characters) return std::string(text);
    std::size_t end = 0;
    for (std::size_t i = 0; i + 1 < max_characters && end < text.size(); ++i) next_character(text, end);
    std::string_view kept = text.substr(0, end);
    const bool at_word_end = std::string_view(" \n\t").contains(end < text.size() ? text[end] : ' ');
    const auto space = kept.find_last_of(" \n\t");
    // A space in the second half ends a word; where there is none the script does not use spaces.
    if (!at_word_end && space != std::string_view::npos && space > kept.size() / 2) kept = kept.substr(0, space);
    while (!kept.empty() && std::string_view(" \n\t,;:-").contains(kept.back())) kept.remove_suffix(1);
    return std::string(kept) + "\xE2\x80\xA6";
}

}  // namespace masthead::text
