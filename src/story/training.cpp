// Logistic regression by Newton's method with a quadratic penalty. The two columns of a table are fitted at once: a
// pair of body share s has the inputs (1 - s) * features and s * features.
#include "story/training.h"

#include "core/hash.h"
#include "story/story_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>

namespace masthead::story {

namespace {

template <std::size_t Size>
struct Row {
    std::array<double, Size> inputs{};
    double weight = 0;
    bool is_same = false;
};

template <std::size_t Size>
using Matrix = std::array<std::array<double, Size>, Size>;

// Solves a symmetric positive definite system by Cholesky's method; the matrix is used up.
template <std::size_t Size>
std::array<double, Size> solve(Matrix<Size>& matrix, std::array<double, Size> right) {
    for (std::size_t i = 0; i < Size; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = matrix[i][j];
            for (std::size_t k = 0; k < j; ++k) sum -= matrix[i][k] * matrix[j][k];
            matrix[i][j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / matrix[j][j];
        }
    }
    for (std::size_t i = 0; i < Size; ++i) {
        for (std::size_t k = 0; k < i; ++k) right[i] -= matrix[i][k] * right[k];
        right[i] /= matrix[i][i];
    }
    for (std::size_t i = Size; i-- > 0;) {
        for (std::size_t k = i + 1; k < Size; ++k) right[i] -= matrix[k][i] * right[k];
        right[i] /= matrix[i][i];
    }
    return right;
}

template <std::size_t Size>
void accumulate(const Row<Size>& row, const std::array<double, Size>& weights, Matrix<Size>& curvature,
                std::array<double, Size>& slope) {
    double log_odds = 0;
    for (std::size_t i = 0; i < Size; ++i) log_odds += weights[i] * row.inputs[i];
    const double p = 1 / (1 + std::exp(-log_odds));
    const double error = row.weight * ((row.is_same ? 1.0 : 0.0) - p);
    const double bend = row.weight * std::max(p * (1 - p), 1e-6);
    for (std::size_t i = 0; i < Size; ++i) {
        if (row.inputs[i] == 0) continue;
        slope[i] += error * row.inputs[i];
        const double scaled = bend * row.inputs[i];
        for (std::size_t j = 0; j <= i; ++j) curvature[i][j] += scaled * row.inputs[j];
    }
}

template <std::size_t Size>
std::array<double, Size> fit(const std::vector<Row<Size>>& rows, const TrainingOptions& options) {
    std::array<double, Size> weights{};
    double total = 0;
    for (const auto& row : rows) total += row.weight;
    for (int round = 0; round < options.rounds; ++round) {
        Matrix<Size> curvature{};
        std::array<double, Size> slope{};
        for (const auto& row : rows) accumulate(row, weights, curvature, slope);
        for (std::size_t i = 0; i < Size; ++i) {
            const double penalty = total * (i % (Size / 2) == 0 ? options.l2 / 100 : options.l2);
            slope[i] -= penalty * weights[i];
            curvature[i][i] += penalty;
        }
        const auto change = solve(curvature, slope);
        double largest = 0;
        for (std::size_t i = 0; i < Size; ++i) {
            weights[i] += change[i];
            largest = std::max(largest, std::abs(change[i]));
        }
        if (largest < 1e-3) break;
    }
    return weights;
}

template <typename Values, typename Select>
Weights<Values> fit_table(std::span<const PairSample> samples, const TrainingOptions& options, std::uint32_t left_out,
                          Select select) {
    constexpr std::size_t half = std::tuple_size_v<Values>;
    std::vector<Row<2 * half>> rows;
    for (const auto& sample : samples) {
        const Values* values = sample.fold == left_out ? nullptr : select(sample);
        if (values == nullptr) continue;
        Row<2 * half> row;
        row.weight = static_cast<double>(sample.weight);
        row.is_same = sample.is_same;
        for (std::size_t i = 0; i < half; ++i) {
            row.inputs[i] = static_cast<double>((1 - sample.body_share) * (*values)[i]);
            row.inputs[half + i] = static_cast<double>(sample.body_share * (*values)[i]);
        }
        rows.push_back(row);
    }
    const auto weights = fit(rows, options);
    Weights<Values> out;
    for (std::size_t i = 0; i < half; ++i) {
        out.headline[i] = static_cast<float>(weights[i]);
        out.body[i] = static_cast<float>(weights[half + i]);
    }
    return out;
}

}  // namespace

std::uint32_t fold_of(std::string_view label, std::uint32_t folds) {
    return static_cast<std::uint32_t>(core::stable_hash(label, 5) % folds);
}

namespace {

using ByNumber = std::unordered_map<Number, const RunArticle*>;

void sample_article(const StoryIndex& index, Number number, const ByNumber& articles, const TrainingSet& set,
                    std::vector<PairSample>& out) {
    const auto& later = *articles.at(number);
    for (const auto& partner : index.partners(number)) {
        if (partner.other > number) continue;
        const auto& earlier = *articles.at(partner.other);
        if (set.scope == LabelScope::same_day && later.day != earlier.day) continue;
        const bool is_same = later.label == earlier.label;
        // Clear strangers are many and alike: one in eight stands for all.
        const bool is_stranger = !is_same && partner.cosine < 0.15F;
        if (is_stranger && (number + partner.other) % 8 != 0) continue;
        PairSample sample;
        sample.weight = is_stranger ? 8 : 1;
        sample.first = partner.first;
        sample.features = index.features(number, partner.other);
        sample.support = index.support(number, partner.other, log_odds(partner.first));
        sample.body_share = index.share(number, partner.other);
        sample.is_same = is_same;
        out.push_back(sample);
    }
}

}  // namespace

std::vector<PairSample> collect_pairs(const TrainingSet& set, const TrainingOptions& options,
                                      const std::function<const StoryModel&(std::string_view)>& model_of) {
    IndexOptions index_options;
    index_options.model_of = model_of;
    StoryIndex index(index_options);
    ByNumber by_number;
    std::vector<PairSample> out;
    double total = 0;
    for_each_step(set.articles, [&](std::span<const StoryInput> inputs, std::span<const RunArticle* const> articles) {
        const auto added = index.add(inputs);
        for (std::size_t i = 0; i < added.numbers.size(); ++i) by_number[added.numbers[i]] = articles[i];
        for (std::size_t i = 0; i < added.numbers.size(); ++i) {
            const auto first = out.size();
            sample_article(index, added.numbers[i], by_number, set, out);
            double drawn = 0;
            for (std::size_t k = first; k < out.size(); ++k) drawn += static_cast<double>(out[k].weight);
            for (std::size_t k = first; k < out.size(); ++k) {
                out[k].weight *= static_cast<float>(std::pow(drawn, -options.story_exponent));
                out[k].fold = fold_of(articles[i]->label, options.folds);
                total += static_cast<double>(out[k].weight);
            }
        }
        for (const auto number : index.published_before(inputs.back().published - index_options.window))
            index.remove(number);
    });
    for (auto& sample : out)
        sample.weight = static_cast<float>(static_cast<double>(sample.weight) * set.weight * 1e5 / total);
    return out;
}

Weights<Features> fit_pair(std::span<const PairSample> samples, const TrainingOptions& options,
                           std::uint32_t left_out) {
    return fit_table<Features>(samples, options, left_out, [](const PairSample& sample) { return &sample.features; });
}

Weights<SupportFeatures> fit_support(std::span<const PairSample> samples, const TrainingOptions& options,
                                     std::uint32_t left_out) {
    return fit_table<SupportFeatures>(samples, options, left_out, [](const PairSample& sample) {
        return sample.first >= IndexOptions{}.min_second_look ? &sample.support : nullptr;
    });
}

}  // namespace masthead::story
