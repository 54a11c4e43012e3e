#include "story/document.h"

#include "core/ascii.h"
#include "core/distinct.h"
#include "core/hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace masthead::story {

namespace {

constexpr std::size_t cased_bytes = 600;  // Of the text that may show a capital.

float frequency_of(std::size_t count) {
    return static_cast<float>(1 + std::log(static_cast<double>(count)));
}

// Of Latin (without the rarer accents, which stand beside plain letters), Greek and Cyrillic.
bool has_capital(std::string_view text) {
    std::uint8_t before = 0;
    return std::ranges::any_of(text, [&](char c) {
        const auto byte = static_cast<std::uint8_t>(c);
        const auto lead = std::exchange(before, byte);
        const bool is_cyrillic = lead == 0xd0 && byte >= 0x80 && byte <= 0xaf;
        const bool is_greek = lead == 0xce && byte >= 0x91 && byte <= 0xa9;
        return (c >= 'A' && c <= 'Z') || is_cyrillic || is_greek;
    });
}

bool is_editors_mark(std::string_view word) {
    constexpr std::array<std::string_view, 16> marks = {
        "UPDATE",  "REFILE",   "RPT",     "CORRECTED", "WRAPUP", "EXCLUSIVE", "BREAKING",  "LIVE",
        "OPINION", "ANALYSIS", "FACTBOX", "VIDEO",     "WATCH",  "PHOTOS",    "EDITORIAL", "PRESS DIGEST"};
    return std::ranges::find(marks, word) != marks.end();
}

struct WordSink {
    std::vector<Term> counted;  // A term once for each time it counts.
    Document& document;

    void take(const std::vector<Word>& words, int times) {
        for (const auto& word : words) {
            if (word.is_stop) continue;
            for (int i = 0; i < times; ++i) counted.push_back(word.term);
            if (word.is_name) document.names.push_back(word.term);
            if (word.is_number) document.numbers.push_back(word.term);
            if (word.form != no_form) document.forms.push_back(word.form);
        }
    }

    void finish() {
        std::ranges::sort(counted);
        for (std::size_t i = 0, next = 0; i < counted.size(); i = next) {
            while (next < counted.size() && counted[next] == counted[i]) ++next;
            document.terms.push_back({counted[i], frequency_of(next - i)});
        }
        core::sort_distinct(document.names);
        core::sort_distinct(document.numbers);
        core::sort_distinct(document.forms);
        document.forms.shrink_to_fit();
        document.terms.shrink_to_fit();
    }
};

// The lead without the title that some feeds repeat at its top.
std::string_view without_title(std::string_view text, std::string_view title) {
    text = core::trim(text);
    if (!title.empty() && text.starts_with(title)) text.remove_prefix(title.size());
    return text;
}

}  // namespace

float PackedTerm::frequency() const {
    static const auto frequencies = [] {
        std::array<float, most + 1> out{};
        for (std::size_t count = 1; count <= most; ++count) out[count] = frequency_of(count);
        return out;
    }();
    return frequencies[bits_ & most];
}

std::vector<Term> Document::distinct_terms() const {
    std::vector<Term> out;
    out.reserve(terms.size());
    for (const auto& counted : terms) out.push_back(counted.term);
    return out;
}

std::string_view bare_title(std::string_view title) {
    title = core::trim(title);
    for (int i = 0; i < 2; ++i) {
        const auto end = title.find_first_of("-:|");
        if (end == std::string_view::npos || end > 16) break;
        auto mark = core::trim(title.substr(0, end));
        // "UPDATE 2": the number goes with the word.
        while (!mark.empty() && (core::is_digit(mark.back()) || mark.back() == ' ')) mark.remove_suffix(1);
        const auto rest = core::trim(title.substr(end + 1));
        if (!is_editors_mark(mark) || rest.empty()) break;
        title = rest;
    }
    return title;
}

std::string slug_words(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    const auto path = url.find('/');
    if (path == std::string_view::npos) return {};
    url = url.substr(path, url.find_first_of("?#", path) - path);
    std::string_view best;
    std::ptrdiff_t most = 1;  // One hyphen makes no sentence.
    for (const auto segment : core::split(url, '/')) {
        const auto hyphens = std::ranges::count(segment, '-') + std::ranges::count(segment, '_');
        if (hyphens > most) {
            most = hyphens;
            best = segment;
        }
    }
    std::string out;
    for (const auto piece : core::split(best.substr(0, best.rfind('.')), '-')) {
        const auto digits = std::ranges::count_if(piece, core::is_digit);
        // "idINL6N0M71F0" is an identifier, "2014" a year.
        if (piece.size() < 2 || (digits > 0 && piece.size() > 4)) continue;
        out.append(out.empty() ? "" : " ").append(piece);
    }
    std::ranges::replace(out, '_', ' ');
    return out;
}

std::uint64_t content_hash(std::string_view title, std::string_view text) {
    return core::stable_hash(text, core::stable_hash(title));
}

namespace {

void take_text(const std::vector<Word>& words, Document& document) {
    std::vector<Term> terms;
    for (const auto& word : words) {
        if (word.is_stop) continue;
        terms.push_back(word.term);
        if (word.is_name) document.text_names.push_back(word.term);
    }
    core::sort_distinct(document.text_names);
    document.text_names.shrink_to_fit();
    std::ranges::sort(terms);
    for (std::size_t i = 0, next = 0; i < terms.size(); i = next) {
        while (next < terms.size() && terms[next] == terms[i]) ++next;
        if (terms[i] > PackedTerm::last) break;  // The sixteen million older ones tell enough.
        document.text.emplace_back(terms[i], static_cast<std::uint32_t>(next - i));
    }
    document.text.shrink_to_fit();
}

}  // namespace

Document read_document(const StoryInput& article, Vocabulary& vocabulary, const DocumentOptions& options) {
    Document document;
    document.id = article.id;
    document.language = article.language;
    document.published = article.published;
    document.content = content_hash(article.title, article.text);
    document.vector.assign(article.vector.begin(), article.vector.end());
    WordSink sink{{}, document};
    std::vector<Word> words;
    std::vector<Word> all;
    const auto title = bare_title(article.title);
    vocabulary.read(title, article.language, options.title_words, words);
    all = words;
    sink.take(words, options.title_count);
    for (const auto& word : words) {
        if (!word.is_stop) document.title.push_back(word.term);
    }
    core::sort_distinct(document.title);
    auto length = words.size();
    const auto text = without_title(article.text, article.title);
    words.clear();
    vocabulary.read(text, article.language, std::max(options.lead_words, options.text_words), words);
    if (!words.empty()) {
        all.insert(all.end(), words.begin(), words.end());
        take_text(all, document);
    }
    words.resize(std::min(words.size(), options.lead_words));
    length += words.size();
    sink.take(words, 1);
    document.is_cased = has_capital(title) || has_capital(text.substr(0, cased_bytes));
    words.clear();
    vocabulary.read(slug_words(article.url), article.language, options.slug_words, words);
    sink.take(words, 1);
    sink.finish();
    document.words = static_cast<std::uint16_t>(length);
    return document;
}

void weigh(Document& document, const Vocabulary& vocabulary) {
    double squares = 0;
    double all = 0;
    for (const auto& [term, frequency] : document.terms) {
        const auto idf = static_cast<double>(vocabulary.idf(term));
        squares += idf * idf * static_cast<double>(frequency) * static_cast<double>(frequency);
        all += idf;
    }
    double title_squares = 0;
    for (const auto term : document.title)
        title_squares += static_cast<double>(vocabulary.idf(term)) * static_cast<double>(vocabulary.idf(term));
    const auto sum = [&](const std::vector<Term>& terms) {
        double total = 0;
        for (const auto term : terms) total += static_cast<double>(vocabulary.idf(term));
        return static_cast<float>(total);
    };
    double text_squares = 0;
    double text_all = 0;
    for (const auto& packed : document.text) {
        const auto idf = static_cast<double>(vocabulary.idf(packed.term()));
        const auto weight = idf * static_cast<double>(packed.frequency());
        text_squares += weight * weight;
        text_all += idf;
    }
    document.weights = {static_cast<float>(std::sqrt(squares)),
                        static_cast<float>(std::sqrt(title_squares)),
                        static_cast<float>(all),
                        sum(document.title),
                        sum(document.names),
                        sum(document.numbers),
                        static_cast<float>(std::sqrt(text_squares)),
                        static_cast<float>(text_all),
                        sum(document.text_names)};
}

}  // namespace masthead::story
