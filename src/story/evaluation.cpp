#include "story/evaluation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace masthead::story {

namespace {

using Key = std::pair<std::string_view, std::string_view>;  // Day (may be empty) and name.

double pairs_of(std::size_t members) {
    return static_cast<double>(members) * static_cast<double>(members - 1) / 2;
}
double f1(double precision, double recall) {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

}  // namespace

GroupingFigures evaluate_grouping(std::span<const LabelledArticle> articles) {
    std::map<Key, std::size_t> labels;
    std::map<Key, std::size_t> stories;
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t> both;
    for (const auto& article : articles) {
        ++labels[{article.day, article.label}];
        ++stories[{article.day, article.story}];
        ++both[{article.day, article.label, article.story}];
    }
    GroupingFigures out;
    out.articles = articles.size();
    out.stories = stories.size();
    double together = 0;
    double true_pairs = 0;
    double right = 0;
    for (const auto& [key, members] : stories) together += pairs_of(members);
    for (const auto& [key, members] : labels) true_pairs += pairs_of(members);
    for (const auto& [key, members] : both) {
        const auto& [day, label, story] = key;
        const auto shared = static_cast<double>(members);
        right += pairs_of(members);
        out.b3_precision += shared * shared / static_cast<double>(stories.at({day, story}));
        out.b3_recall += shared * shared / static_cast<double>(labels.at({day, label}));
    }
    if (articles.empty()) return out;
    out.b3_precision /= static_cast<double>(articles.size());
    out.b3_recall /= static_cast<double>(articles.size());
    out.b3_f1 = f1(out.b3_precision, out.b3_recall);
    out.pair_precision = together > 0 ? right / together : 0;
    out.pair_recall = true_pairs > 0 ? right / true_pairs : 0;
    out.pair_f1 = f1(out.pair_precision, out.pair_recall);
    return out;
}

Spread spread_of(std::span<const double> values) {
    if (values.empty()) return {};
    const auto count = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) sum += value;
    Spread out{sum / count, 0};
    double squares = 0;
    for (const double value : values) squares += (value - out.mean) * (value - out.mean);
    if (values.size() > 1) out.deviation = std::sqrt(squares / (count - 1));
    return out;
}

}  // namespace masthead::story
