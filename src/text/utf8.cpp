#include "text/utf8.h"

#include "core/utf8.h"
#include "text/words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace masthead::text {

namespace {

// Of what survey_utf8 looks for, what has been seen so far.
struct Seen {
    bool high = false;             // A byte that is not ASCII.
    bool control = false;          // A character below U+0020, but tab, newline and return.
    bool carriage_return = false;  // U+000D
    bool wide_end = false;         // The first two bytes of U+FFC0 to U+FFFF.
};

// The three looks at `Size` bytes. Without a branch in them and over a fixed number of bytes, so that the compiler
// makes vector instructions of them, whichever the function around them may use.

// The first, at all bytes: which are high, and which are below U+0020 but neither tab nor newline.
struct Unusual {
    unsigned char high = 0;  // Bit 7.
    unsigned char low = 0;   // Not 0.
};
template <std::size_t Size>
[[gnu::always_inline]] inline Unusual unusual_in(const char* bytes) {
    Unusual found;
    for (std::size_t i = 0; i < Size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const unsigned char is_low = (byte & 0xe0U) == 0 ? 0xff : 0;
        const unsigned char is_tab = byte == '\t' ? 0xff : 0;
        const unsigned char is_newline = byte == '\n' ? 0xff : 0;
        found.high |= byte;
        found.low |= static_cast<unsigned char>(is_low ^ static_cast<unsigned char>(is_tab ^ is_newline));
    }
    return found;
}

// At bytes of which some are low.
struct Controls {
    unsigned char control = 0;          // Not 0: one is there.
    unsigned char carriage_return = 0;  // Not 0: one is there.
};
template <std::size_t Size>
[[gnu::always_inline]] inline Controls controls_in(const char* bytes) {
    Controls found;
    for (std::size_t i = 0; i < Size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const auto is_low = static_cast<unsigned char>(byte < 0x20);
        const auto is_tab = static_cast<unsigned char>(byte == '\t');
        const auto is_newline = static_cast<unsigned char>(byte == '\n');
        const auto is_return = static_cast<unsigned char>(byte == '\r');
        found.control |= static_cast<unsigned char>(is_low ^ is_tab ^ is_newline ^ is_return);
        found.carriage_return |= is_return;
    }
    return found;
}

// At bytes of which some are high, and the one behind them: 1 where U+FFC0 to U+FFFF begins.
template <std::size_t Size>
[[gnu::always_inline]] inline unsigned char wide_ends_in(const char* bytes) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < Size; ++i) {
        const unsigned char is_begin = bytes[i] == '\xef' ? 1 : 0;
        const unsigned char goes_on = bytes[i + 1] == '\xbf' ? 1 : 0;
        found |= static_cast<unsigned char>(is_begin & goes_on);
    }
    return found;
}

// Looks at `Size` bytes of a text that reaches one further.
template <std::size_t Size>
[[gnu::always_inline]] inline void look_at(const char* bytes, Seen& seen) {
    const Unusual unusual = unusual_in<Size>(bytes);
    if ((unusual.high & 0x80U) != 0) {
        seen.high = true;
        seen.wide_end = seen.wide_end || wide_ends_in<Size>(bytes) != 0;
    }
    if (unusual.low != 0) {
        const Controls controls = controls_in<Size>(bytes);
        seen.control = seen.control || controls.control != 0;
        seen.carriage_return = seen.carriage_return || controls.carriage_return != 0;
    }
}

[[gnu::always_inline]] inline Seen look_at_all(std::string_view bytes) {
    constexpr std::size_t block = 512;
    Seen seen;
    std::size_t at = 0;
    for (; at + block < bytes.size(); at += block) look_at<block>(bytes.data() + at, seen);
    for (; at + 1 < bytes.size(); ++at) look_at<1>(bytes.data() + at, seen);
    if (at < bytes.size()) {
        const std::array<char, 2> last{bytes[at], ' '};
        look_at<1>(last.data(), seen);
    }
    return seen;
}

#ifdef __x86_64__
[[gnu::target("avx2")]] Seen look_at_all_by_avx2(std::string_view bytes) {
    return look_at_all(bytes);
}
#endif

Seen look(std::string_view bytes) {
#ifdef __x86_64__
    static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
    if (has_avx2) return look_at_all_by_avx2(bytes);
#endif
    return look_at_all(bytes);
}

}  // namespace

Utf8Survey survey_utf8(std::string_view bytes) {
    const Seen seen = look(bytes);
    Utf8Survey survey;
    survey.is_valid = !seen.high || is_valid_utf8(bytes);
    survey.has_return = seen.carriage_return;
    survey.has_control = seen.control;
    survey.has_noncharacter = seen.wide_end && (bytes.contains("\xef\xbf\xbe") || bytes.contains("\xef\xbf\xbf"));
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

namespace {

// Without the spaces and marks that nothing ends with before an ellipsis.
std::string_view without_trailing_marks(std::string_view text) {
    constexpr std::array<std::string_view, 4> wide{"\xE3\x80\x81", "\xEF\xBC\x8C", "\xEF\xBC\x9A", "\xEF\xBC\x9B"};
    for (bool found = true; found && !text.empty();) {
        found = std::string_view(" \n\t,;:-").contains(text.back());
        if (found) text.remove_suffix(1);
        for (const std::string_view mark : wide) {
            if (!text.ends_with(mark)) continue;
            text.remove_suffix(mark.size());
            found = true;
        }
    }
    return text;
}

// At the last space; where there is none in the second half, or the cut lies in a word of a script that uses none,
// between words of that script; else where it is.
std::string_view cut_at_word(std::string_view text, std::size_t end) {
    if (end >= text.size() || std::string_view(" \n\t").contains(text[end])) return text.substr(0, end);
    const std::size_t boundary = word_boundary_before(text, end);
    if (boundary != end) return text.substr(0, boundary > end / 2 ? boundary : end);
    std::size_t next = end;
    if (is_unspaced(next_character(text, next))) return text.substr(0, end);
    const std::size_t space = text.substr(0, end).find_last_of(" \n\t");
    return text.substr(0, space != std::string_view::npos && space > end / 2 ? space : end);
}

}  // namespace

std::string shorten(std::string_view text, std::size_t max_characters) {
    if (text.size() <= max_characters || count_characters(text) <= max_characters) return std::string(text);
    std::size_t end = 0;
    for (std::size_t i = 0; i + 1 < max_characters && end < text.size(); ++i) next_character(text, end);
    return std::string(without_trailing_marks(cut_at_word(text, end))) + "\xE2\x80\xA6";
}

}  // namespace masthead::text
