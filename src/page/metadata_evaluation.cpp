#include "page/metadata_evaluation.h"

#include "text/normalize.h"

#include <algorithm>
#include <set>

namespace masthead::page {
namespace {

struct Counts {
    std::size_t truth = 0;
    std::size_t predicted = 0;
    std::size_t both = 0;
};

std::set<std::string> names_of(const std::vector<std::string>& list) {
    std::set<std::string> names;
    for (const std::string& name : list) {
        std::string clean = text::to_lower(text::clean_line(name));
        if (!clean.empty()) names.insert(std::move(clean));
    }
    return names;
}

Counts count(const NameLists& page) {
    const auto truth = names_of(page.truth);
    const auto predicted = names_of(page.predicted);
    const auto both = std::ranges::count_if(predicted, [&](const auto& name) { return truth.contains(name); });
    return {truth.size(), predicted.size(), static_cast<std::size_t>(both)};
}

double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

double f1_of(const Counts& counts) {
    return counts.truth + counts.predicted == 0 ? 1.0 : ratio(2 * counts.both, counts.truth + counts.predicted);
}

}  // namespace

bool is_same_title(std::string_view truth, std::string_view predicted) {
    return text::clean_line(truth) == text::clean_line(predicted);
}

double list_f1(const NameLists& page) {
    return f1_of(count(page));
}

ListFigures evaluate_lists(std::span<const NameLists> pages) {
    ListFigures figures;
    figures.pages = pages.size();
    Counts all;
    for (const NameLists& page : pages) {
        const Counts counts = count(page);
        all = {all.truth + counts.truth, all.predicted + counts.predicted, all.both + counts.both};
        figures.mean_f1 += f1_of(counts);
    }
    if (!pages.empty()) figures.mean_f1 /= static_cast<double>(pages.size());
    figures.right = all.both;
    figures.precision = ratio(all.both, all.predicted);
    figures.recall = ratio(all.both, all.truth);
    figures.f1 = all.truth + all.predicted == 0 ? 0.0 : f1_of(all);
    return figures;
}

}  // namespace masthead::page
