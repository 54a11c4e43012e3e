#include "topic/training.h"

#include "core/hash.h"
#include "topic/learned.h"
#include "topic/terms.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace masthead::topic {

namespace {

using core::Result;

enum class Label : std::uint8_t { no, yes, unknown };

// An example as numbers.
struct Row {
    std::uint64_t key = 0;  // Of what it says; its place in every order.
    const TopicExample* example = nullptr;
    std::vector<std::pair<std::uint32_t, double>> terms;  // Term, share.
};

Label label_of(const Row& row, const std::string& id) {
    const auto& [topics, unknown] = std::tie(row.example->topics, row.example->unknown);
    if (std::ranges::find(topics, id) != topics.end()) return Label::yes;
    return std::ranges::find(unknown, id) != unknown.end() ? Label::unknown : Label::no;
}

// All examples, each once, in an order of their own.
struct Material {
    std::vector<std::string> words;
    std::vector<Row> rows;

    explicit Material(std::span<const TopicExample> examples) {
        for (const auto& example : examples) {
            std::uint64_t key = core::stable_hash(example.title);
            for (const auto* part : {&example.excerpt, &example.text}) key = core::stable_hash(*part, key);
            for (const auto& topic : example.topics) key = core::stable_hash(topic, key);
            rows.push_back({key, &example, {}});
        }
        std::ranges::sort(rows, {}, &Row::key);
        const auto again = std::ranges::unique(rows, {}, &Row::key);
        rows.erase(again.begin(), again.end());
        std::unordered_map<std::string, std::uint32_t> numbers;
        for (auto& row : rows) {
            const auto& e = *row.example;
            for (auto& term : terms_of({e.title, e.excerpt, e.text, e.language, e.tags})) {
                const auto [at, is_new] = numbers.try_emplace(term.term, static_cast<std::uint32_t>(words.size()));
                if (is_new) words.push_back(std::move(term.term));
                row.terms.emplace_back(at->second, term.share);
            }
        }
    }
};

using Rows = std::vector<const Row*>;

// One topic's articles, as columns of terms.
class Regression {
  public:
    Regression(const Rows& rows, const std::string& id, std::size_t words, const TopicTraining& options)
        : options_(options), columns_(words), scale_(words), weights_(words) {
        for (const auto* row : rows) {
            const auto label = label_of(*row, id);
            if (label == Label::unknown) continue;
            const auto at = static_cast<std::uint32_t>(signs_.size());
            signs_.push_back(label == Label::yes ? 1.0 : -1.0);
            for (const auto& [word, share] : row->terms) columns_[word].emplace_back(at, share);
        }
        margins_.resize(signs_.size());
        weigh_examples();
        const auto count = static_cast<double>(signs_.size());
        for (std::size_t word = 0; word < words; ++word) {
            auto& column = columns_[word];
            if (column.size() < options.least_articles) column.clear();
            if (column.empty()) continue;
            // Rare terms say more: inverse document frequency, which the model's weights take in.
            scale_[word] = 1 + std::log(count / static_cast<double>(column.size()));
            for (auto& [row, share] : column) share *= scale_[word];
        }
    }

    void fit() {
        std::vector<std::pair<std::uint32_t, double>> all(signs_.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = {i, 1.0};
        for (int sweep = 0; sweep < options_.sweeps; ++sweep) {
            double furthest = step(all, 0, bias_);
            for (std::size_t word = 0; word < columns_.size(); ++word) {
                if (!columns_[word].empty())
                    furthest = std::max(furthest, step(columns_[word], options_.ridge, weights_[word]));
            }
            if (furthest < options_.least_move) break;
        }
    }

    // The terms that weigh most, as the file has them: rounded, by term.
    [[nodiscard]] model::LearnedTopic take(const std::string& id, const std::vector<std::string>& words) const {
        constexpr double least = 0.01;  // What one term in a hundred of that weight could not move.
        model::LearnedTopic topic{.id = id, .bias = rounded(bias_), .threshold = 0.5, .terms = {}};
        for (std::size_t word = 0; word < words.size(); ++word) {
            const double weight = rounded(weights_[word] * scale_[word]);
            if (std::abs(weight) >= least) topic.terms.emplace_back(words[word], weight);
        }
        const auto weighs_more = [](const auto& a, const auto& b) {
            if (std::abs(a.second) != std::abs(b.second)) return std::abs(a.second) > std::abs(b.second);
            return a.first < b.first;
        };
        std::ranges::sort(topic.terms, weighs_more);
        if (topic.terms.size() > options_.most_terms) topic.terms.resize(options_.most_terms);
        std::ranges::sort(topic.terms);
        return topic;
    }

  private:
    static double rounded(double value) {
        constexpr double digits = 10'000;
        return std::round(value * digits) / digits;
    }

    // Few examples among many others would teach no more than that they are few.
    void weigh_examples() {
        const auto all = static_cast<double>(signs_.size());
        const auto own = static_cast<double>(std::ranges::count(signs_, 1.0));
        const double share = options_.least_balance;
        example_weight_ = own == 0 ? 1 : std::max(1.0, share * (all - own) / ((1 - share) * own));
    }

    // One weight moved to where its bound is least: the loss cannot grow. Returns how far.
    double step(const std::vector<std::pair<std::uint32_t, double>>& column, double ridge, double& weight) {
        double slope = ridge * weight;
        double bound = ridge;
        for (const auto& [row, value] : column) {
            const double importance = signs_[row] > 0 ? example_weight_ : 1;
            slope -= importance * signs_[row] * value * probability_of(-signs_[row] * margins_[row]);
            bound += importance * value * value / 4;
        }
        const double move = -slope / bound;
        weight += move;
        for (const auto& [row, value] : column) margins_[row] += move * value;
        return std::abs(move);
    }

    const TopicTraining& options_;
    std::vector<double> signs_;                                           // 1: an example, -1: another article.
    std::vector<double> margins_;                                         // Log-odds of each, as the weights stand.
    std::vector<std::vector<std::pair<std::uint32_t, double>>> columns_;  // By term: article, share times scale.
    std::vector<double> scale_;
    std::vector<double> weights_;
    double bias_ = 0;
    double example_weight_ = 1;
};

model::LearnedTopic fit(const Rows& rows, const std::string& id, const std::vector<std::string>& words,
                        const TopicTraining& options) {
    Regression regression(rows, id, words.size(), options);
    regression.fit();
    return regression.take(id, words);
}

struct Judged {
    double probability = 0;
    bool is_example = false;
};

double judge(const model::LearnedTopic& topic, const Row& row, const std::vector<std::string>& words) {
    double sum = topic.bias;
    for (const auto& [word, share] : row.terms) {
        const auto at = std::ranges::lower_bound(topic.terms, words[word], {},
                                                 [](const auto& term) -> const auto& { return term.first; });
        if (at != topic.terms.end() && at->first == words[word]) sum += at->second * share;
    }
    return probability_of(sum);
}

// Deals examples and others out apart, so that each fold has its part of both. Rows of unknown label are in none.
std::vector<Rows> folds_of(const Rows& rows, const std::string& id, std::uint32_t count) {
    std::vector<Rows> folds(count);
    std::size_t dealt_examples = 0;
    std::size_t dealt_others = 0;
    for (const auto* row : rows) {
        const auto label = label_of(*row, id);
        if (label == Label::unknown) continue;
        auto& dealt = label == Label::yes ? dealt_examples : dealt_others;
        folds[dealt++ % count].push_back(row);
    }
    return folds;
}

Rows all_but(const std::vector<Rows>& folds, std::size_t left_out) {
    Rows rows;
    for (std::size_t i = 0; i < folds.size(); ++i) {
        if (i != left_out) rows.insert(rows.end(), folds[i].begin(), folds[i].end());
    }
    std::ranges::sort(rows, {}, &Row::key);
    return rows;
}

void count(TopicFigures& figures, const Judged& judged, double threshold) {
    const bool is_taken = judged.probability >= threshold;
    (judged.is_example ? figures.examples : figures.others) += 1;
    if (judged.is_example) (is_taken ? figures.right : figures.missed) += 1;
    if (!judged.is_example && is_taken) ++figures.wrong;
}

TopicFigures figures_at(const std::vector<Judged>& judged, double threshold, const std::string& id) {
    TopicFigures figures{.id = id};
    for (const auto& one : judged) count(figures, one, threshold);
    return figures;
}

// The threshold of the best F1 on unseen articles; of several the middle one, which the next article moves least.
double best_threshold(const std::vector<Judged>& judged, const TopicTraining& options) {
    constexpr int steps = 60;
    const double width = (options.most_threshold - options.least_threshold) / steps;
    std::vector<double> best;
    double best_f1 = -1;
    for (int i = 0; i <= steps; ++i) {
        const double threshold = options.least_threshold + width * i;
        const double f1 = figures_at(judged, threshold, {}).f1();
        if (f1 > best_f1) best.clear();
        if (f1 >= best_f1) best.push_back(threshold);
        best_f1 = std::max(best_f1, f1);
    }
    constexpr double digits = 100;
    return std::round(best[best.size() / 2] * digits) / digits;
}

struct Fitted {
    model::LearnedTopic topic;
    TopicFigures figures;
};

Fitted fit_with_threshold(const Rows& rows, const std::string& id, const std::vector<std::string>& words,
                          const TopicTraining& options) {
    const auto folds = folds_of(rows, id, options.folds);
    std::vector<Judged> judged;
    for (std::size_t i = 0; i < folds.size(); ++i) {
        const auto topic = fit(all_but(folds, i), id, words, options);
        for (const auto* row : folds[i])
            judged.push_back({judge(topic, *row, words), label_of(*row, id) == Label::yes});
    }
    Fitted out{fit(rows, id, words, options), {}};
    out.topic.threshold = best_threshold(judged, options);
    out.figures = figures_at(judged, out.topic.threshold, id);
    return out;
}

Result<Rows> rows_for(const Material& material, const std::string& id, const TopicTraining& options) {
    Rows rows;
    std::size_t examples = 0;
    std::size_t others = 0;
    for (const auto& row : material.rows) {
        rows.push_back(&row);
        const auto label = label_of(row, id);
        examples += label == Label::yes ? 1 : 0;
        others += label == Label::no ? 1 : 0;
    }
    const auto least = std::max<std::size_t>(options.least_examples, 2);
    if (examples < least || others < least) {
        return core::fail(core::ErrorCode::invalid, "the topic \"" + id + "\" has " + std::to_string(examples) +
                                                        " examples and " + std::to_string(others) +
                                                        " articles that are none; " + std::to_string(least) +
                                                        " of each are needed to learn from");
    }
    return rows;
}

}  // namespace

double TopicFigures::precision() const {
    return right + wrong == 0 ? 0 : static_cast<double>(right) / static_cast<double>(right + wrong);
}

double TopicFigures::recall() const {
    return right + missed == 0 ? 0 : static_cast<double>(right) / static_cast<double>(right + missed);
}

double TopicFigures::f1() const {
    const auto both = static_cast<double>(2 * right + wrong + missed);
    return right == 0 ? 0 : 2 * static_cast<double>(right) / both;
}

Result<TrainedTopics> train_topics(std::span<const TopicExample> examples, const std::vector<std::string>& ids,
                                   const TopicTraining& options) {
    const Material material(examples);
    TrainedTopics out;
    for (const auto& id : ids) {
        const auto rows = rows_for(material, id, options);
        if (!rows) return std::unexpected(rows.error());
        auto fitted = fit_with_threshold(*rows, id, material.words, options);
        out.model.topics.push_back(std::move(fitted.topic));
        out.figures.push_back(std::move(fitted.figures));
    }
    return out;
}

Result<std::vector<TopicFigures>> evaluate_topics(std::span<const TopicExample> examples,
                                                  const std::vector<std::string>& ids, const TopicTraining& options) {
    const Material material(examples);
    std::vector<TopicFigures> out;
    for (const auto& id : ids) {
        const auto rows = rows_for(material, id, options);
        if (!rows) return std::unexpected(rows.error());
        const auto folds = folds_of(*rows, id, options.folds);
        TopicFigures figures{.id = id};
        for (std::size_t i = 0; i < folds.size(); ++i) {
            const auto fitted = fit_with_threshold(all_but(folds, i), id, material.words, options);
            for (const auto* row : folds[i]) {
                count(figures, {judge(fitted.topic, *row, material.words), label_of(*row, id) == Label::yes},
                      fitted.topic.threshold);
            }
        }
        out.push_back(std::move(figures));
    }
    return out;
}

}  // namespace masthead::topic
