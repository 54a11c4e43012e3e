#include "text/words.h"

#include "text/utf8.h"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

namespace masthead::text {
namespace {

constexpr char32_t first_unspaced = 0x0E00;  // Thai; no script before it goes without spaces.
constexpr std::size_t looked_around = 64;    // Characters, for one boundary: longer than any word.

// Making ICU's dictionary iterator costs more than cutting a whole article, so each thread keeps one.
icu::BreakIterator* word_iterator() {
    thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::BreakIterator>(
            icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    }();
    return iterator.get();
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

std::size_t before(std::string_view text, std::size_t offset) {
    while (offset > 0) {
        --offset;
        if (!is_continuation(text[offset])) break;
    }
    return offset;
}

bool is_unspaced_at(std::string_view text, std::size_t offset) {
    return is_unspaced(next_character(text, offset));
}

}  // namespace

bool is_unspaced(char32_t character) {
    if (character < first_unspaced) return false;
    const auto c = static_cast<UChar32>(character);
    if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK)) == 0) return false;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return true;
        default:
            break;
    }
    // The prolonged sound marks have no script of their own but continue kana.
    return character == 0x30fc || character == 0xff70;
}

std::vector<std::size_t> word_ends(std::string_view run) {
    std::vector<std::size_t> ends;
    icu::BreakIterator* words = word_iterator();
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, run.data(), static_cast<int64_t>(run.size()), &status);
    if (words == nullptr || U_FAILURE(status)) return {run.size()};
    words->setText(&text, status);
    words->first();
    for (int32_t end = words->next(); end != icu::BreakIterator::DONE; end = words->next())
        ends.push_back(static_cast<std::size_t>(end));
    utext_close(&text);
    if (ends.empty() || ends.back() != run.size()) ends.push_back(run.size());
    return ends;
}

std::size_t word_boundary_before(std::string_view text, std::size_t offset) {
    if (offset == 0 || offset >= text.size()) return offset;
    std::size_t begin = offset;
    for (std::size_t i = 0; i < looked_around && begin > 0; ++i) {
        const std::size_t previous = before(text, begin);
        if (!is_unspaced_at(text, previous)) break;
        begin = previous;
    }
    std::size_t end = offset;
    for (std::size_t i = 0; i < looked_around && end < text.size() && is_unspaced_at(text, end); ++i)
        next_character(text, end);
    if (begin == offset || end == offset) return offset;
    std::size_t boundary = begin;
    for (const std::size_t word_end : word_ends(text.substr(begin, end - begin))) {
        if (begin + word_end > offset) break;
        boundary = begin + word_end;
    }
    return boundary;
}

}  // namespace masthead::text
