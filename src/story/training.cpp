// Logistic regression by Newton's method with a quadratic penalty. The two columns of a table are fitted at once: a
// pair of body share s has the inputs (1 - s) * features and s * features.
#include "story/training.h"

#include "core/hash.h"
#include "story/story_index.h"
#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

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

// What a model file holds.
float in_thousandths(double value) {
    return static_cast<float>(std::round(value * 1000) / 1000);
}

template <typename Values, typename Select>
Weights<Values> fit_table(std::span<const PairSample> samples, const TrainingOptions& options, Select select) {
    constexpr std::size_t half = std::tuple_size_v<Values>;
    std::vector<Row<2 * half>> rows;
    for (const auto& sample : samples) {
        const Values* values = select(sample);
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
        out.headline[i] = in_thousandths(weights[i]);
        out.body[i] = in_thousandths(weights[half + i]);
    }
    return out;
}

}  // namespace

std::uint32_t fold_of(std::string_view label, std::uint32_t folds) {
    return static_cast<std::uint32_t>(core::stable_hash(label, 5) % folds);
}

namespace {

using ByNumber = std::unordered_map<Number, const RunArticle*>;

struct Sampler {
    const TrainingSet& set;
    const TrainingOptions& options;
    std::uint32_t left_out;
    ByNumber articles;

    void take(const StoryIndex& index, Number number, std::vector<PairSample>& out) const {
        const auto& later = *articles.at(number);
        const auto fold = fold_of(later.label, options.folds);
        if (later.label.empty() || fold == left_out) return;
        for (const auto& partner : index.partners(number)) {
            if (partner.other > number) continue;
            const auto& earlier = *articles.at(partner.other);
            if (earlier.label.empty() || fold_of(earlier.label, options.folds) == left_out) continue;
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
            sample.is_cased = index.is_cased(number, partner.other);
            sample.is_same = is_same;
            out.push_back(sample);
        }
    }
};

// An article's pairs count less the more they are, or great stories would be all that is learned.
double damp(std::span<PairSample> samples, double exponent) {
    double drawn = 0;
    for (const auto& sample : samples) drawn += static_cast<double>(sample.weight);
    for (auto& sample : samples) sample.weight *= static_cast<float>(std::pow(drawn, -exponent));
    return samples.empty() ? 0 : std::pow(drawn, 1 - exponent);
}

// Each model learns from its own samples, one that has none from those of the other; that of texts with capitals from
// a share of the others as well.
void for_each_case(std::span<const PairSample> samples, double caseless_share, StoryModel& model,
                   const std::function<void(std::span<const PairSample>, PairModel&)>& learn) {
    std::vector<PairSample> cased;
    std::vector<PairSample> caseless;
    for (const auto& sample : samples) (sample.is_cased ? cased : caseless).push_back(sample);
    learn(caseless.empty() ? cased : caseless, model.caseless);
    const auto share = cased.empty() ? 1.F : static_cast<float>(caseless_share);
    for (auto sample : caseless) {
        sample.weight *= share;
        cased.push_back(sample);
    }
    learn(cased, model.cased);
}

bool has_second_look(const PairSample& sample) {
    return sample.first >= IndexOptions{}.min_second_look;
}

std::vector<PairSample> collect_all(std::span<const TrainingSet> sets, const TrainingOptions& options,
                                    const StoryModel& model, std::uint32_t left_out) {
    std::vector<PairSample> out;
    for (const auto& set : sets) {
        const auto samples = collect_pairs(set, options, model, left_out);
        out.insert(out.end(), samples.begin(), samples.end());
    }
    return out;
}

}  // namespace

std::vector<PairSample> collect_pairs(const TrainingSet& set, const TrainingOptions& options, const StoryModel& model,
                                      std::uint32_t left_out) {
    IndexOptions index_options;
    index_options.model_of = [chosen = &model](std::string_view) -> const StoryModel& { return *chosen; };
    StoryIndex index(index_options);
    Sampler sampler{set, options, left_out, {}};
    std::vector<PairSample> out;
    double total = 0;
    for_each_step(set.articles, [&](std::span<const StoryInput> inputs, std::span<const RunArticle* const> articles) {
        const auto added = index.add(inputs);
        for (std::size_t i = 0; i < added.numbers.size(); ++i) sampler.articles[added.numbers[i]] = articles[i];
        for (const auto number : added.numbers) {
            const auto first = out.size();
            sampler.take(index, number, out);
            total += damp(std::span(out).subspan(first), options.story_exponent);
        }
        for (const auto number : index.published_before(inputs.back().published - index_options.window))
            index.remove(number, StoryIndex::Removal::past);
    });
    for (auto& sample : out)
        sample.weight = static_cast<float>(static_cast<double>(sample.weight) * set.weight * 1e5 / total);
    return out;
}

Weights<Features> fit_pair(std::span<const PairSample> samples, const TrainingOptions& options) {
    return fit_table<Features>(samples, options, [](const PairSample& sample) { return &sample.features; });
}

Weights<SupportFeatures> fit_support(std::span<const PairSample> samples, const TrainingOptions& options) {
    return fit_table<SupportFeatures>(
        samples, options, [](const PairSample& sample) { return has_second_look(sample) ? &sample.support : nullptr; });
}

CorrectionTrees fit_trees(std::span<const PairSample> samples, const TrainingOptions& options,
                          const Weights<SupportFeatures>& support) {
    std::vector<TreeSample> rows;
    for (const auto& sample : samples) {
        if (!has_second_look(sample)) continue;
        rows.push_back({answers_of(sample.features, sample.support, sample.body_share),
                        support.log_odds(sample.support, sample.body_share), sample.weight, sample.is_same});
    }
    return grow_trees(rows, options.trees);
}

Trained train(std::span<const TrainingSet> sets, const TrainingOptions& options, std::uint32_t left_out) {
    Trained out;
    auto& model = out.model;
    // Nothing is known yet, so nothing deserves a second look.
    constexpr float hopeless = -9;
    for (auto* each : {&model.cased, &model.caseless}) each->pair.headline[0] = each->pair.body[0] = hopeless;
    const auto firsts = collect_all(sets, options, model, left_out);
    for_each_case(firsts, options.caseless_share, model,
                  [&](std::span<const PairSample> samples, PairModel& one) { one.pair = fit_pair(samples, options); });
    std::vector<PairSample> samples;
    for (const auto& set : sets) {
        const auto own = collect_pairs(set, options, model, left_out);
        const auto same = std::ranges::count_if(own, &PairSample::is_same);
        out.sets.push_back({set.name, set.articles.size(), own.size(), static_cast<std::size_t>(same), set.weight});
        samples.insert(samples.end(), own.begin(), own.end());
    }
    for_each_case(samples, options.caseless_share, model, [&](std::span<const PairSample> own, PairModel& one) {
        one.support = fit_support(own, options);
        one.trees = fit_trees(own, options, one.support);
    });
    return out;
}

TrainingSet quiet_copy(const TrainingSet& set, double weight) {
    constexpr std::uint64_t seed = 11;
    TrainingSet out{set.name + "/quiet", {}, set.scope, weight};
    std::unordered_map<std::string_view, int> met;
    for (const auto& article : set.articles) {
        const bool is_cut = core::stable_hash(article.label, seed) % 5 < 3;
        if (met[article.label]++ == 0 || !is_cut) out.articles.push_back(article);
    }
    return out;
}

TrainingSet small_copy(const TrainingSet& set, double weight) {
    constexpr std::uint64_t seed = 12;
    TrainingSet out{set.name + "/small", {}, set.scope, weight};
    for (const auto& article : set.articles) {
        if (core::stable_hash(article.id, seed) % 8 == 0) out.articles.push_back(article);
    }
    return out;
}

TrainingSet dated_copy(const TrainingSet& set, double weight) {
    constexpr std::uint64_t story_seed = 13;
    constexpr std::uint64_t article_seed = 14;
    constexpr std::uint64_t days = 7;
    constexpr core::Instant begin{std::chrono::days{365 * 40} + std::chrono::hours{12}};
    // Of a hundred articles of a story so many come by the end of its first, second and third day, the rest on the
    // fourth: of pairs a day apart a seventh is of one story of what is of those of one day, then a twentieth.
    constexpr std::array<std::uint64_t, 3> come_by = {85, 95, 98};
    TrainingSet out{set.name + "/dated", set.articles, set.scope, weight};
    for (auto& article : out.articles) {
        const auto day = core::stable_hash(article.label, story_seed) % days;
        const auto lot = core::stable_hash(article.id, article_seed) % 100;
        const auto later = std::ranges::count_if(come_by, [lot](std::uint64_t share) { return lot >= share; });
        article.published = begin + std::chrono::days{static_cast<std::int64_t>(day) + later};
    }
    return out;
}

TrainingSet caseless_copy(const TrainingSet& set, double weight) {
    TrainingSet out{set.name + "/caseless", set.articles, set.scope, weight};
    for (auto& article : out.articles) {
        article.title = text::to_lower(article.title);
        article.text = text::to_lower(article.text);
    }
    return out;
}

namespace {

bool is_undated(const TrainingSet& set) {
    return std::ranges::all_of(
        set.articles, [](const RunArticle& article) { return article.day.empty() && !article.published.has_value(); });
}

bool has_capitals(const TrainingSet& set) {
    const auto cased = std::ranges::count_if(
        set.articles, [](const RunArticle& article) { return text::to_lower(article.title) != article.title; });
    return static_cast<std::size_t>(cased) * 2 > set.articles.size();
}

std::string_view first_words(std::string_view title) {
    constexpr int words = 4;
    std::size_t end = 0;
    for (int i = 0; i < words && end != std::string_view::npos; ++i) end = title.find(' ', end + (i > 0 ? 1 : 0));
    return title.substr(0, end);
}

}  // namespace

std::vector<TrainingSet> with_copies(std::span<const TrainingSet> sets) {
    constexpr double copy_weight = 0.5;
    constexpr double told_weight = 0.25;
    // What none of the sets tells of is told by copies.
    const bool is_time_told = std::ranges::any_of(
        sets, [](const TrainingSet& set) { return set.scope == LabelScope::all_pairs && !is_undated(set); });
    const bool is_case_told = std::ranges::any_of(sets, [](const TrainingSet& set) { return !has_capitals(set); });
    std::vector<TrainingSet> out(sets.begin(), sets.end());
    // A quiet copy of a great set takes long and teaches little that those of the others do not.
    constexpr std::size_t most_articles = 10'000;
    for (const auto& set : sets) {
        if (set.articles.size() <= most_articles) out.push_back(quiet_copy(set, copy_weight));
        out.push_back(small_copy(set, copy_weight));
        const bool is_great = set.articles.size() > most_articles;
        if (!is_time_told && is_undated(set))
            out.push_back(dated_copy(is_great ? small_copy(set, 1) : set, told_weight));
        if (!is_case_told) out.push_back(caseless_copy(is_great ? small_copy(set, 1) : set, told_weight));
    }
    std::erase_if(out, [](const TrainingSet& set) { return set.articles.empty(); });
    return out;
}

std::vector<std::string> training_record(const Trained& trained, const TrainingOptions& options) {
    std::vector<std::string> out = {"Learned by `masthead train stories`; the same files give the same bytes.",
                                    "Weights for bare headlines, then for texts; trees correct the second look."};
    for (const auto& set : trained.sets) {
        out.push_back(fmt::format("set {}: {} articles, weight {}, {} pairs, {} of one story", set.name, set.articles,
                                  set.weight, set.pairs, set.same));
    }
    const auto& trees = options.trees;
    out.push_back(fmt::format(
        "options: l2 {}, story exponent {}, caseless share {}, {} trees of depth {} on {} of the samples and {} of the "
        "questions, shrinkage {}, ridge {}, least {}",
        options.l2, options.story_exponent, options.caseless_share, trees.trees, trees.depth, trees.rows,
        trees.questions, trees.shrinkage, trees.ridge, trees.least));
    return out;
}

std::vector<TrainingSet> strangers_of(const TrainingSet& set, std::span<const TrainingSet> sets) {
    std::unordered_set<std::string_view> titles;
    for (const auto& article : set.articles) titles.insert(first_words(article.title));
    std::vector<TrainingSet> out;
    for (const auto& other : sets) {
        const auto shared = std::ranges::count_if(
            other.articles, [&](const RunArticle& article) { return titles.contains(first_words(article.title)); });
        const auto fewer = std::min(titles.size(), other.articles.size());
        if (static_cast<std::size_t>(shared) * 100 < fewer) out.push_back(other);
    }
    return out;
}

namespace {

// With several models each for the articles of its fold; with one, that. The models must outlive the options.
ClusterOptions with_models(const TrainingSet& set, std::span<const StoryModel> models, const ClusterOptions& options) {
    auto own = options;
    if (models.empty()) return own;
    std::unordered_map<std::string_view, const StoryModel*> model_of;
    for (const auto& article : set.articles)
        model_of[article.id] = &models[fold_of(article.label, static_cast<std::uint32_t>(models.size()))];
    own.model_of = [model_of = std::move(model_of)](std::string_view id) -> const StoryModel& {
        return *model_of.at(id);
    };
    return own;
}

}  // namespace

LabelledRun run_with_models(const TrainingSet& set, std::span<const StoryModel> models, const ClusterOptions& options,
                            const std::optional<Arrival>& arrival) {
    return run_labelled(set.articles, set.scope, with_models(set, models, options), arrival);
}

void ask_with_models(const TrainingSet& set, std::span<const StoryModel> models, std::vector<PairQuestion>& questions) {
    ask_labelled(set.articles, with_models(set, models, {}), questions);
}

}  // namespace masthead::story
