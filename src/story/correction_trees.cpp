#include "story/correction_trees.h"

#include "core/hash.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace masthead::story {

namespace {

struct Sums {
    double slope = 0;
    double bend = 0;
    double weight = 0;
    void add(const Sums& other) {
        slope += other.slope;
        bend += other.bend;
        weight += other.weight;
    }
};

struct Split {
    double gain = 0;
    std::uint8_t question = 0;
    std::size_t bin = 0;  // Samples up to this bin go left.
};

float value_of(const CorrectionTree& tree, const Answers& answers) {
    std::size_t node = 0;
    while (tree[node].left != 0) {
        const bool is_right = answers[tree[node].question] > tree[node].threshold;
        node = tree[node].left + (is_right ? 1U : 0U);
    }
    return tree[node].value;
}

// True for about this share of all numbers, the same ones in every run.
bool is_drawn(std::uint64_t number, std::uint64_t draw, double share) {
    constexpr std::uint64_t parts = 1U << 20U;
    return static_cast<double>(core::mix(core::mix(draw) + number) % parts) < share * static_cast<double>(parts);
}

class Grower {
  public:
    Grower(std::span<const TreeSample> samples, const TreeOptions& options) : samples_(samples), options_(options) {
        for (std::size_t question = 0; question < question_count; ++question) choose_thresholds(question);
        log_odds_.reserve(samples.size());
        for (const auto& sample : samples) {
            log_odds_.push_back(static_cast<double>(sample.base));
            total_ += static_cast<double>(sample.weight);
        }
        sums_.resize(samples.size());
    }

    CorrectionTrees grow() {
        CorrectionTrees out;
        if (total_ <= 0) return out;
        for (int i = 0; i < options_.trees; ++i) {
            take_slopes();
            const auto& tree = out.emplace_back(grow_tree(static_cast<std::uint64_t>(i)));
            for (std::size_t row = 0; row < samples_.size(); ++row)
                log_odds_[row] += static_cast<double>(value_of(tree, samples_[row].answers));
        }
        return out;
    }

  private:
    void choose_thresholds(std::size_t question) {
        std::vector<float> values;
        values.reserve(samples_.size());
        for (const auto& sample : samples_) values.push_back(sample.answers[question]);
        std::ranges::sort(values);
        auto& thresholds = thresholds_[question];
        const auto bins = static_cast<std::size_t>(options_.bins);
        for (std::size_t i = 1; i < bins && !values.empty(); ++i) {
            // Four digits: what the model file holds, so that a model read back decides alike.
            const float value = std::round(values[i * values.size() / bins] * 1e4F) / 1e4F;
            if (thresholds.empty() || value > thresholds.back()) thresholds.push_back(value);
        }
        auto& bins_of = bins_[question];
        bins_of.reserve(samples_.size());
        for (const auto& sample : samples_) {
            const auto bin = std::ranges::lower_bound(thresholds, sample.answers[question]) - thresholds.begin();
            bins_of.push_back(static_cast<std::uint8_t>(bin));
        }
    }

    void take_slopes() {
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            const double p = 1 / (1 + std::exp(-log_odds_[i]));
            const auto weight = static_cast<double>(samples_[i].weight);
            sums_[i] = {weight * ((samples_[i].is_same ? 1.0 : 0.0) - p), weight * p * (1 - p), weight};
        }
    }

    [[nodiscard]] double score(const Sums& sums) const {
        return sums.slope * sums.slope / (sums.bend + options_.ridge * total_);
    }

    void try_question(std::size_t question, std::span<const std::uint32_t> rows, const Sums& all, Split& best) const {
        std::array<Sums, 256> bins{};
        for (const auto row : rows) bins[bins_[question][row]].add(sums_[row]);
        Sums left;
        for (std::size_t bin = 0; bin < thresholds_[question].size(); ++bin) {
            left.add(bins[bin]);
            const Sums right{all.slope - left.slope, all.bend - left.bend, all.weight - left.weight};
            if (std::min(left.weight, right.weight) < options_.least * total_) continue;
            const double gain = score(left) + score(right) - score(all);
            if (gain > best.gain + 1e-9) best = {gain, static_cast<std::uint8_t>(question), bin};
        }
    }

    CorrectionTree grow_tree(std::uint64_t number) {
        CorrectionTree tree;
        std::vector<std::uint32_t> rows;
        rows.reserve(samples_.size());
        draw_ = number << 16U;  // Nodes are numbered below it.
        for (std::uint32_t row = 0; row < samples_.size(); ++row) {
            if (is_drawn(row, draw_, options_.rows)) rows.push_back(row);
        }
        tree.push_back({});
        grow_node(tree, 0, rows, options_.depth);
        return tree;
    }

    void grow_node(CorrectionTree& tree, std::size_t node, std::span<std::uint32_t> rows, int depth) {
        Sums all;
        for (const auto row : rows) all.add(sums_[row]);
        const double value = options_.shrinkage * all.slope / (all.bend + options_.ridge * total_);
        tree[node].value = static_cast<float>(std::round(value * 1e4) / 1e4);
        Split best;
        for (std::size_t question = 0; depth > 0 && question < question_count; ++question) {
            if (is_drawn(question, draw_ + node + 1, options_.questions)) try_question(question, rows, all, best);
        }
        if (best.gain <= 0) return;
        const auto& bins = bins_[best.question];
        const auto right = std::ranges::partition(rows, [&](std::uint32_t row) { return bins[row] <= best.bin; });
        const auto cut = static_cast<std::size_t>(right.begin() - rows.begin());
        const auto child = tree.size();
        tree[node].question = best.question;
        tree[node].threshold = thresholds_[best.question][best.bin];
        tree[node].left = static_cast<std::uint16_t>(child);
        tree.resize(child + 2);
        grow_node(tree, child, rows.first(cut), depth - 1);
        grow_node(tree, child + 1, rows.subspan(cut), depth - 1);
    }

    std::span<const TreeSample> samples_;
    TreeOptions options_;
    double total_ = 0;
    std::uint64_t draw_ = 0;  // Of the tree that grows.
    std::array<std::vector<float>, question_count> thresholds_;
    std::array<std::vector<std::uint8_t>, question_count> bins_;
    std::vector<double> log_odds_;
    std::vector<Sums> sums_;
};

}  // namespace

Answers answers_of(const Features& features, const SupportFeatures& support, float body_share) {
    Answers out{};
    std::ranges::copy(features, out.begin());
    std::ranges::copy(support, out.begin() + feature_count);
    out.back() = body_share;
    return out;
}

std::string_view question_name(std::size_t question) {
    if (question < feature_count) return name_of(static_cast<Feature>(question));
    if (question < feature_count + support_count) return name_of(static_cast<SupportFeature>(question - feature_count));
    return "body-share";
}

CorrectionTrees grow_trees(std::span<const TreeSample> samples, const TreeOptions& options) {
    return Grower(samples, options).grow();
}

float correction(const CorrectionTrees& trees, const Answers& answers) {
    float sum = 0;
    for (const auto& tree : trees) sum += value_of(tree, answers);
    return sum;
}

int depth_of(const CorrectionTree& tree) {
    // Children come after their parent.
    std::vector<int> depths(tree.size(), 0);
    int deepest = 0;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        deepest = std::max(deepest, depths[i]);
        if (tree[i].left != 0) depths[tree[i].left] = depths[tree[i].left + 1U] = depths[i] + 1;
    }
    return deepest;
}

TreeTable::TreeTable(const CorrectionTrees& trees) {
    for (const auto& tree : trees) depth_ = std::max(depth_, depth_of(tree));
    const auto leaves = std::size_t{1} << static_cast<unsigned>(depth_);
    asks_.resize(trees.size() * (leaves - 1));
    leaves_.resize(trees.size() * leaves);
    for (std::size_t i = 0; i < trees.size(); ++i) {
        // The way of each leaf, as the bits of its number from the highest down: 1 is right.
        for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
            std::size_t node = 0;
            std::size_t place = 0;
            for (int level = depth_ - 1; level >= 0; --level) {
                const auto& asked = trees[i][node];
                const std::size_t right = (leaf >> static_cast<unsigned>(level)) & 1U;
                // A short way is padded with questions that all answer alike.
                asks_[i * (leaves - 1) + place] = asked.left == 0 ? Ask{std::numeric_limits<float>::infinity(), 0}
                                                                  : Ask{asked.threshold, asked.question};
                node = asked.left == 0 ? node : asked.left + right;
                place = 2 * place + 1 + right;
            }
            leaves_[i * leaves + leaf] = trees[i][node].value;
        }
    }
}

float TreeTable::correction(const Answers& answers) const {
    const auto leaf_count = std::size_t{1} << static_cast<unsigned>(depth_);
    const auto* asks = asks_.data();
    float sum = 0;
    for (std::size_t first = 0; first < leaves_.size(); first += leaf_count, asks += leaf_count - 1) {
        std::size_t place = 0;
        for (int level = 0; level < depth_; ++level) {
            const auto& ask = asks[place];
            place = 2 * place + 1 + (answers[ask.question] > ask.threshold ? 1U : 0U);
        }
        sum += leaves_[first + place - (leaf_count - 1)];
    }
    return sum;
}

Answers correction_by_question(const CorrectionTrees& trees, const Answers& answers, float& base) {
    Answers out{};
    base = 0;
    for (const auto& tree : trees) {
        std::size_t node = 0;
        base += tree[node].value;
        while (tree[node].left != 0) {
            const auto& asked = tree[node];
            const std::size_t next = asked.left + (answers[asked.question] > asked.threshold ? 1U : 0U);
            out[asked.question] += tree[next].value - asked.value;
            node = next;
        }
    }
    return out;
}

}  // namespace masthead::story
