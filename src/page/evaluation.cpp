#include "page/evaluation.h"

#include "core/hash.h"
#include "page/same_asset.h"
#include "text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace masthead::page {
namespace {

constexpr std::size_t shingle_tokens = 4;

bool is_word_byte(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

// Outside ASCII everything counts as a word character but the punctuation, symbols and spaces of the blocks that
// running text uses.
bool is_word_character(char32_t c) {
    if (c < 0x80) return is_word_byte(static_cast<unsigned char>(c));
    if (c < 0xC0)
        return c == 0xAA || c == 0xB2 || c == 0xB3 || c == 0xB5 || c == 0xB9 || c == 0xBA || (c >= 0xBC && c <= 0xBE);
    if (c == 0xD7 || c == 0xF7) return false;
    if (c >= 0x0300 && c <= 0x036F) return false;
    if (c >= 0x2000 && c <= 0x2BFF)
        return (c >= 0x2070 && c <= 0x209C) || (c >= 0x2102 && c <= 0x218B) || (c >= 0x2460 && c <= 0x249B);
    if (c >= 0x3000 && c <= 0x3020) return c >= 0x3005 && c <= 0x3007;
    if (c >= 0xE000 && c <= 0xF8FF) return false;
    return !(c >= 0xFE00 && c <= 0xFE6F) && !(c >= 0xFF00 && c <= 0xFF0F) && c != 0xFEFF && c != 0xFFFD &&
           !(c >= 0x1F000 && c <= 0x1FAFF);
}

std::vector<std::uint64_t> token_hashes(std::string_view text) {
    std::vector<std::uint64_t> tokens;
    std::size_t begin = 0;
    std::size_t at = 0;
    const auto finish = [&](std::size_t end) {
        if (end > begin) tokens.push_back(core::stable_hash(text.substr(begin, end - begin)));
    };
    while (at < text.size()) {
        const std::size_t start = at;
        if (is_word_character(text::next_character(text, at))) continue;
        finish(start);
        begin = at;
    }
    finish(text.size());
    return tokens;
}

std::vector<std::uint64_t> shingles(std::string_view text) {
    const std::vector<std::uint64_t> tokens = token_hashes(text);
    std::vector<std::uint64_t> found;
    if (tokens.empty()) return found;
    const std::size_t length = std::min(shingle_tokens, tokens.size());
    for (std::size_t i = 0; i + length <= tokens.size(); ++i) {
        std::uint64_t hash = length;
        for (std::size_t k = 0; k < length; ++k) hash = core::mix(hash * 31 + tokens[i + k]);
        found.push_back(hash);
    }
    std::ranges::sort(found);
    return found;
}

std::size_t common(const std::vector<std::uint64_t>& left, const std::vector<std::uint64_t>& right) {
    std::size_t count = 0;
    for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
        if (left[i] == right[j]) {
            ++count;
            ++i;
            ++j;
        } else if (left[i] < right[j]) {
            ++i;
        } else {
            ++j;
        }
    }
    return count;
}

double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

double harmonic(double left, double right) {
    return left + right > 0 ? 2 * left * right / (left + right) : 0.0;
}

}  // namespace

TextFigures evaluate_texts(std::span<const TextPair> pairs) {
    TextFigures figures;
    std::size_t predicted_pages = 0;
    for (const TextPair& pair : pairs) {
        const auto truth = shingles(text::repair_utf8(pair.truth));
        const auto predicted = shingles(text::repair_utf8(pair.predicted));
        const std::size_t both = common(truth, predicted);
        figures.recall += truth.empty() ? 1.0 : ratio(both, truth.size());
        if (!predicted.empty()) {
            figures.precision += ratio(both, predicted.size());
            ++predicted_pages;
        }
    }
    figures.pages = pairs.size();
    if (!pairs.empty()) figures.recall /= static_cast<double>(pairs.size());
    if (predicted_pages > 0) figures.precision /= static_cast<double>(predicted_pages);
    figures.f1 = harmonic(figures.precision, figures.recall);
    return figures;
}

TextFigures evaluate_text(const TextPair& pair) {
    return evaluate_texts(std::span(&pair, 1));
}

DateFigures evaluate_dates(std::span<const DatePair> pairs) {
    DateFigures figures;
    figures.pages = pairs.size();
    for (const DatePair& pair : pairs) {
        if (pair.predicted.empty()) continue;
        ++figures.given;
        if (pair.predicted == pair.truth) ++figures.right;
    }
    const std::size_t none = figures.pages - figures.given;
    figures.accuracy = ratio(figures.right, figures.pages);
    figures.precision = ratio(figures.right, figures.given);
    figures.recall = ratio(figures.right, figures.right + none);
    figures.f1 = harmonic(figures.precision, figures.recall);
    return figures;
}

LeadFigures evaluate_leads(std::span<const LeadPair> pairs) {
    LeadFigures figures;
    for (const LeadPair& pair : pairs) {
        if (pair.truth.empty()) continue;
        ++figures.pages;
        const std::string key = asset_name(pair.predicted).key;
        if (key.empty()) continue;
        if (key == asset_name(pair.truth.front()).key) ++figures.right;
        if (std::ranges::any_of(pair.truth, [&](std::string_view url) { return key == asset_name(url).key; }))
            ++figures.among;
    }
    figures.accuracy = ratio(figures.right, figures.pages);
    return figures;
}

}  // namespace masthead::page
