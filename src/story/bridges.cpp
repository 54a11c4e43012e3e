#include "story/bridges.h"

#include "core/ascii.h"
#include "core/hash.h"
#include "story/name_sounds.h"
#include "text/romanize.h"
#include "text/tokens.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace masthead::story {

namespace {

// Spaces for keys: a name that is written as another one sounds is not the same.
constexpr std::uint64_t as_written = 1;
constexpr std::uint64_t as_narrow = 2;
constexpr std::uint64_t as_broad = 3;
constexpr std::uint64_t as_place = 4;
constexpr std::uint64_t as_number = 5;

// Points and commas: before three digits they part thousands, else the fraction. Digits of Arabic are read as ours.
std::string value_of(std::string_view written) {
    std::string plain;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const auto lead = static_cast<unsigned char>(written[i]);
        const auto next = i + 1 < written.size() ? static_cast<unsigned char>(written[i + 1]) : 0U;
        const bool is_eastern = lead == 0xd9 && next >= 0xa0 && next <= 0xa9;
        const bool is_persian = lead == 0xdb && next >= 0xb0 && next <= 0xb9;
        if (is_eastern || is_persian) {
            plain += static_cast<char>('0' + (next & 0x0fU));
            ++i;
        } else if (core::is_digit(written[i]) || written[i] == '.' || written[i] == ',') {
            plain += written[i];
        } else {
            break;
        }
    }
    std::vector<std::string_view> groups;
    for (std::size_t at = 0; at <= plain.size();) {
        const auto end = std::min(plain.find_first_of(".,", at), plain.size());
        groups.push_back(std::string_view(plain).substr(at, end - at));
        at = end + 1;
    }
    const bool parts_thousands =
        groups.front().size() <= 3 && !groups.front().starts_with('0') &&
        std::all_of(groups.begin() + 1, groups.end(), [](std::string_view group) { return group.size() == 3; });
    std::string out;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i > 0 && i + 1 == groups.size() && !parts_thousands) out += '.';
        out += groups[i];
    }
    return out;
}

// How much a number can tell by its form: "2026" and "5" stand in many texts, "12.4" and "850,000" in few.
float worth_of_number(std::string_view value) {
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(value, core::is_digit));
    const bool is_year = digits == 4 && value.size() == 4 && (value.starts_with("19") || value.starts_with("20"));
    if (digits < 2 || is_year) return 0.5F;
    if (digits == 2 && value.size() == 2) return 2.F;
    return digits == 2 ? 3.5F : 5.F;
}

}  // namespace

bool Bridges::awakes_with(std::string_view language) {
    if (is_awake_ || language.empty()) return false;
    if (first_language_.empty()) first_language_ = language;
    is_awake_ = language != first_language_;
    return is_awake_;
}

const Bridges::Places& Bridges::places_of(std::string_view language) const {
    if (const auto found = places_.find(language); found != places_.end()) return found->second;
    auto& places = places_[std::string(language)];
    for (const auto& place : text::place_names(language)) {
        const auto tokens = text::tokenize(place.name);
        if (tokens.size() != 1) continue;
        places.emplace(text::stems(tokens, "").front(), place.code);
        places.emplace(text::stems(tokens, language).front(), place.code);
    }
    return places;
}

const std::vector<Bridges::Mark>& Bridges::sounds_of_form(Form form, const Vocabulary& vocabulary) const {
    if (forms_.size() < form) forms_.resize(form);
    auto& cached = forms_[form - 1];
    if (cached.is_read) return cached.marks;
    cached.is_read = true;
    const auto& folded = vocabulary.form(form).folded;
    const auto sounds = sounds_of(folded);
    cached.marks.push_back(
        {core::stable_hash(folded, as_written), 0, static_cast<float>(options_.most_of_name), Kind::exact});
    const auto take = [&](const std::string& sound, std::uint64_t space, double letter, Kind kind) {
        if (sound.size() < options_.least_sound) return;
        const auto worth = std::min(options_.most_of_name, letter * static_cast<double>(sound.size()));
        cached.marks.push_back({core::stable_hash(sound, space), 0, static_cast<float>(worth), kind});
    };
    take(sounds.narrow, as_narrow, options_.narrow_sound, Kind::narrow);
    take(sounds.broad, as_broad, options_.broad_sound, Kind::broad);
    return cached.marks;
}

void Bridges::take_form(Form form, const Places& places, const Vocabulary& vocabulary, Marks& out) const {
    const auto& written = vocabulary.form(form);
    const auto word = static_cast<std::uint32_t>(out.terms.size());
    out.terms.push_back(written.term);
    auto place = places.find(written.folded);
    if (place == places.end()) place = places.find(vocabulary.stem(written.term));
    if (place != places.end()) {
        const bool is_city = place->second.find('/') != std::string::npos;
        const auto most = is_city ? options_.most_of_city : options_.most_of_country;
        out.all.push_back({core::stable_hash(place->second, as_place), word, static_cast<float>(most),
                           is_city ? Kind::city : Kind::country});
        return;
    }
    const auto& marks = sounds_of_form(form, vocabulary);
    for (auto mark : marks) {
        mark.word = word;
        out.all.push_back(mark);
    }
    if (marks.size() > 1) ++out.sounds;
}

void Bridges::take_number(Term term, const Vocabulary& vocabulary, Marks& out) {
    const auto value = value_of(vocabulary.stem(term));
    if (value.empty()) return;
    out.all.push_back({core::stable_hash(value, as_number), static_cast<std::uint32_t>(out.terms.size()),
                       worth_of_number(value), Kind::number});
    out.terms.push_back(term);
}

Bridges::Marks Bridges::marks_of(const Document& document, const Vocabulary& vocabulary) const {
    Marks out;
    const auto& places = places_of(document.language);
    for (const auto form : document.forms) take_form(form, places, vocabulary, out);
    out.names = out.terms.size();
    out.is_cased = document.is_cased;
    for (const auto term : document.numbers) take_number(term, vocabulary, out);
    std::ranges::sort(out.all, [](const Mark& left, const Mark& right) {
        return std::tie(left.key, left.word) < std::tie(right.key, right.word);
    });
    return out;
}

void Bridges::post(Number number, const Document& document, const Vocabulary& vocabulary) {
    if (document.language.empty() || marks_.contains(number)) return;
    auto& marks = marks_[number];
    marks = marks_of(document, vocabulary);
    auto& postings = postings_[document.language];
    std::uint64_t last = 0;
    for (const auto& mark : marks.all) {
        if (mark.key != std::exchange(last, mark.key)) postings[mark.key].push_back(number);
    }
}

void Bridges::remove(Number number) {
    const auto found = marks_.find(number);
    if (found == marks_.end()) return;
    for (auto& [language, postings] : postings_) {
        for (const auto& mark : found->second.all) {
            const auto list = postings.find(mark.key);
            if (list == postings.end()) continue;
            std::erase(list->second, number);
            if (list->second.empty()) postings.erase(list);
        }
    }
    marks_.erase(found);
}

std::vector<Number> Bridges::candidates(Number number, std::string_view language) const {
    std::unordered_map<Number, float> sums;
    const auto found = marks_.find(number);
    if (found == marks_.end()) return {};
    for (const auto& [other, postings] : postings_) {
        if (other == language) continue;
        std::uint64_t last = 0;
        for (const auto& mark : found->second.all) {
            const auto list = postings.find(mark.key);
            if (mark.key == std::exchange(last, mark.key) || list == postings.end() ||
                list->second.size() > options_.max_postings)
                continue;
            for (const auto partner : list->second) sums[partner] += mark.worth;
        }
    }
    std::vector<std::pair<float, Number>> ranked;
    ranked.reserve(sums.size());
    for (const auto& [partner, sum] : sums) ranked.emplace_back(-sum, partner);
    std::ranges::sort(ranked);
    ranked.resize(std::min(ranked.size(), options_.max_candidates));
    std::vector<Number> out;
    out.reserve(ranked.size());
    for (const auto& [sum, partner] : ranked) out.push_back(partner);
    std::ranges::sort(out);
    return out;
}

// What both have, the most telling first, every word once. That one of many words sounds like a name may be chance.
std::vector<Bridges::Match> Bridges::matches(const Marks& left, const Marks& right,
                                             const Vocabulary& vocabulary) const {
    const auto chance = std::log(static_cast<double>(std::max({left.sounds, right.sounds, std::size_t{1}})));
    std::vector<Match> all;
    for (std::size_t i = 0, j = 0; i < left.all.size() && j < right.all.size();) {
        const auto& mark = left.all[i];
        if (mark.key < right.all[j].key) {
            ++i;
            continue;
        }
        if (right.all[j].key < mark.key) {
            ++j;
            continue;
        }
        for (auto k = j; k < right.all.size() && right.all[k].key == mark.key; ++k) {
            const auto& other = right.all[k];
            const double rareness =
                static_cast<double>(std::min({vocabulary.idf(left.terms[mark.word]),
                                              vocabulary.idf(right.terms[other.word]), mark.worth, other.worth}));
            const bool is_sound = mark.kind == Kind::narrow || mark.kind == Kind::broad;
            const double worth = is_sound ? rareness - chance : rareness;
            if (worth > 0) all.push_back({mark.word, other.word, worth, mark.kind});
        }
        ++i;
    }
    std::ranges::sort(all, [](const Match& one, const Match& two) {
        return std::tuple(-one.worth, one.kind, one.left, one.right) <
               std::tuple(-two.worth, two.kind, two.left, two.right);
    });
    std::vector<Match> out;
    for (const auto& match : all) {
        const bool is_taken = std::ranges::any_of(
            out, [&](const Match& taken) { return taken.left == match.left || taken.right == match.right; });
        if (!is_taken) out.push_back(match);
    }
    return out;
}

BridgeEvidence Bridges::evidence(Number left, Number right, double days, const Vocabulary& vocabulary) const {
    BridgeEvidence out;
    out.gap = std::log1p(days);
    const auto one = marks_.find(left);
    const auto two = marks_.find(right);
    if (one == marks_.end() || two == marks_.end()) return out;
    const auto weight_of_names = [&](const Marks& marks) {
        double sum = 0;
        for (std::size_t i = 0; i < marks.names; ++i) sum += static_cast<double>(vocabulary.idf(marks.terms[i]));
        return marks.is_cased ? sum : sum * options_.caseless_names;
    };
    for (const auto& match : matches(one->second, two->second, vocabulary)) {
        const bool is_place = match.kind == Kind::country || match.kind == Kind::city;
        auto& sum = match.kind == Kind::number ? out.numbers : is_place ? out.places : out.names;
        sum += match.worth;
        ++out.shared;
        out.has_place = out.has_place || is_place;
        out.has_number = out.has_number || match.kind == Kind::number;
        out.has_name = out.has_name || (!is_place && match.kind != Kind::number);
        out.words.emplace_back(vocabulary.stem(one->second.terms[match.left]));
    }
    const double lighter = std::min(weight_of_names(one->second), weight_of_names(two->second));
    if (lighter > 0) out.share = std::min(1.0, (out.names + out.places) / lighter);
    return out;
}

double Bridges::log_odds(const BridgeEvidence& evidence) const {
    const bool is_enough = evidence.has_name
                               ? evidence.shared >= options_.least_shared
                               : evidence.has_place && evidence.has_number && evidence.shared > options_.least_shared;
    if (!is_enough) return -std::numeric_limits<double>::infinity();
    return options_.bias + options_.names * evidence.names + options_.places * evidence.places +
           options_.numbers * evidence.numbers + options_.share * evidence.share + options_.gap * evidence.gap;
}

}  // namespace masthead::story
