#include "story/pair_features.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace masthead::story {

namespace {

constexpr float high_cosine = 0.4F;
constexpr float unknown_weight = 8.5F;  // Scales the weight of a word that nobody has seen to 1.

float& at(Features& features, Feature feature) {
    return features[static_cast<std::size_t>(feature)];
}

struct Overlap {
    double shared = 0;   // Sum of weights of the shared terms.
    double smaller = 0;  // Sum of weights of the side that has less.
    [[nodiscard]] float share() const { return smaller > 0 ? static_cast<float>(shared / smaller) : 0.F; }
};

Overlap overlap_of(std::span<const Term> left, std::span<const Term> right, float lighter,
                   const Vocabulary& vocabulary) {
    Overlap out;
    out.smaller = static_cast<double>(lighter);
    for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
        if (left[i] == right[j]) out.shared += static_cast<double>(vocabulary.idf(left[i]));
        const auto a = left[i];
        const auto b = right[j];
        i += a <= b ? 1U : 0U;
        j += b <= a ? 1U : 0U;
    }
    return out;
}

struct SharedTerms {
    double dot = 0;
    double weight = 0;
    float rarest = 0;
    float second = 0;
};

SharedTerms shared_terms(const Document& left, const Document& right, const Vocabulary& vocabulary) {
    SharedTerms out;
    for (std::size_t i = 0, j = 0; i < left.terms.size() && j < right.terms.size();) {
        const auto a = left.terms[i].term;
        const auto b = right.terms[j].term;
        if (a == b) {
            const float idf = vocabulary.idf(a);
            out.dot += static_cast<double>(left.terms[i].frequency * right.terms[j].frequency * idf * idf);
            out.weight += static_cast<double>(idf);
            out.second = std::max(out.second, std::min(out.rarest, idf));
            out.rarest = std::max(out.rarest, idf);
        }
        i += a <= b ? 1U : 0U;
        j += b <= a ? 1U : 0U;
    }
    return out;
}

double title_dot(const Document& left, const Document& right, const Vocabulary& vocabulary) {
    double dot = 0;
    for (std::size_t i = 0, j = 0; i < left.title.size() && j < right.title.size();) {
        const auto a = left.title[i];
        const auto b = right.title[j];
        if (a == b) dot += static_cast<double>(vocabulary.idf(a)) * static_cast<double>(vocabulary.idf(a));
        i += a <= b ? 1U : 0U;
        j += b <= a ? 1U : 0U;
    }
    return dot;
}

float cosine(double dot, float left_norm, float right_norm) {
    const auto norms = static_cast<double>(left_norm) * static_cast<double>(right_norm);
    return norms > 0 ? static_cast<float>(std::min(1.0, dot / norms)) : 0.F;
}

void set_overlap(Features& features, const Overlap& overlap, Feature share, Feature conflict) {
    at(features, share) = overlap.share();
    at(features, conflict) = overlap.smaller > 0 && overlap.shared == 0 ? 1.F : 0.F;
}

}  // namespace

bool Surroundings::take(float cosine) {
    if (cosine <= best.back()) return false;
    for (auto& place : best) {
        if (cosine > place) std::swap(cosine, place);
    }
    return true;
}

float Surroundings::mean() const {
    float sum = 0;
    for (const auto value : best) sum += value;
    return sum / static_cast<float>(best.size());
}

float doc_cosine(const Document& left, const Document& right, const Vocabulary& vocabulary) {
    return cosine(shared_terms(left, right, vocabulary).dot, left.weights.norm, right.weights.norm);
}

std::optional<float> vector_cosine(const Document& left, const Document& right) {
    if (left.vector.empty() || left.vector.size() != right.vector.size()) return std::nullopt;
    std::int64_t dot = 0;
    std::int64_t left_square = 0;
    std::int64_t right_square = 0;
    for (std::size_t i = 0; i < left.vector.size(); ++i) {
        const auto a = static_cast<std::int64_t>(left.vector[i]);   // NOLINT(bugprone-signed-char-misuse): a number.
        const auto b = static_cast<std::int64_t>(right.vector[i]);  // NOLINT(bugprone-signed-char-misuse)
        dot += a * b;
        left_square += a * a;
        right_square += b * b;
    }
    const auto norms = std::sqrt(static_cast<double>(left_square) * static_cast<double>(right_square));
    return norms > 0 ? std::optional(static_cast<float>(static_cast<double>(dot) / norms)) : std::nullopt;
}

float vector_points(const Document& left, const Document& right, const VectorOptions& options) {
    const auto cosine = vector_cosine(left, right);
    if (!cosine) return 0;
    const double above = (static_cast<double>(*cosine) - options.neutral) / (1 - options.neutral);
    return static_cast<float>(options.weight * std::clamp(above, -1.0, 1.0));
}

TextOverlap text_overlap(const Document& left, const Document& right, const Vocabulary& vocabulary) {
    double dot = 0;
    double shared = 0;
    for (std::size_t i = 0, j = 0; i < left.text.size() && j < right.text.size();) {
        const auto a = left.text[i].term();
        const auto b = right.text[j].term();
        if (a == b) {
            const float idf = vocabulary.idf(a);
            dot += static_cast<double>(left.text[i].frequency() * right.text[j].frequency() * idf * idf);
            shared += static_cast<double>(idf);
        }
        i += a <= b ? 1U : 0U;
        j += b <= a ? 1U : 0U;
    }
    const auto lighter = static_cast<double>(std::min(left.weights.text_all, right.weights.text_all));
    const auto names = overlap_of(left.text_names, right.text_names,
                                  std::min(left.weights.text_names, right.weights.text_names), vocabulary);
    return {cosine(dot, left.weights.text_norm, right.weights.text_norm),
            lighter > 0 ? static_cast<float>(shared / lighter) : 0.F, names.share()};
}

Features still_features(const Document& left, const Document& right, const Vocabulary& vocabulary) {
    Features out{};
    const auto shared = shared_terms(left, right, vocabulary);
    const auto lighter = static_cast<double>(std::min(left.weights.all, right.weights.all));
    at(out, Feature::bias) = 1;
    at(out, Feature::doc_cosine) = cosine(shared.dot, left.weights.norm, right.weights.norm);
    at(out, Feature::doc_cosine_root) = std::sqrt(at(out, Feature::doc_cosine));
    at(out, Feature::doc_cosine_high) = std::max(0.F, at(out, Feature::doc_cosine) - high_cosine);
    at(out, Feature::title_cosine) =
        cosine(title_dot(left, right, vocabulary), left.weights.title_norm, right.weights.title_norm);
    at(out, Feature::title_containment) =
        overlap_of(left.title, right.title, std::min(left.weights.title, right.weights.title), vocabulary).share();
    at(out, Feature::doc_containment) = lighter > 0 ? static_cast<float>(shared.weight / lighter) : 0.F;
    set_overlap(out, overlap_of(left.names, right.names, std::min(left.weights.names, right.weights.names), vocabulary),
                Feature::name_overlap, Feature::name_conflict);
    set_overlap(
        out, overlap_of(left.numbers, right.numbers, std::min(left.weights.numbers, right.weights.numbers), vocabulary),
        Feature::number_overlap, Feature::number_conflict);
    at(out, Feature::rarest_shared) = shared.rarest / unknown_weight;
    at(out, Feature::second_shared) = shared.second / unknown_weight;
    const auto [fewer, more] = std::minmax({left.terms.size(), right.terms.size()});
    at(out, Feature::shorter_length) = std::log(static_cast<float>(fewer + 1));
    at(out, Feature::length_ratio) = static_cast<float>(fewer + 1) / static_cast<float>(more + 1);
    const auto seconds = std::abs((left.published - right.published).count());
    at(out, Feature::gap) = std::log1p(static_cast<float>(seconds) / 86400.F);
    at(out, Feature::other_day) = seconds > 43200 ? 1.F : 0.F;
    return out;
}

void set_surroundings(Features& features, const Surroundings& left, const Surroundings& right) {
    const float cosine = at(features, Feature::doc_cosine);
    const auto relative = [cosine](const Surroundings& side) {
        return side.best[0] > 0 ? std::min(1.F, cosine / side.best[0]) : 0.F;
    };
    const auto [lower, upper] = std::minmax({relative(left), relative(right)});
    at(features, Feature::relative_lower) = lower;
    at(features, Feature::relative_upper) = upper;
    at(features, Feature::density) = (left.mean() + right.mean()) / 2;
}

float body_share(const Document& left, const Document& right) {
    // Distinct telling words: headlines have 5 to 12, a title with its lead 40 to 80.
    constexpr float headline = 12;
    constexpr float lead = 40;
    const auto words = static_cast<float>(std::min(left.terms.size(), right.terms.size()));
    return std::clamp(std::log(std::max(words, 1.F) / headline) / std::log(lead / headline), 0.F, 1.F);
}

std::vector<std::string> shared_words(const Document& left, const Document& right, const Vocabulary& vocabulary,
                                      std::size_t limit) {
    std::vector<std::pair<float, Term>> shared;
    for (std::size_t i = 0, j = 0; i < left.terms.size() && j < right.terms.size();) {
        const auto a = left.terms[i].term;
        const auto b = right.terms[j].term;
        if (a == b)
            shared.emplace_back(
                -left.terms[i].frequency * right.terms[j].frequency * vocabulary.idf(a) * vocabulary.idf(a), a);
        i += a <= b ? 1U : 0U;
        j += b <= a ? 1U : 0U;
    }
    std::ranges::sort(shared);
    std::vector<std::string> out;
    for (const auto& [weight, term] : shared) {
        if (out.size() == limit) break;
        out.emplace_back(vocabulary.stem(term));
    }
    return out;
}

}  // namespace masthead::story
